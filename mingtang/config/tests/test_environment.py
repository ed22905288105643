"""Secrets and the data folder."""

from pathlib import Path

import pytest

from mingtang.config import environment
from mingtang.config.environment import BadSurroundings, prepare, read_secrets


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for data that does not exist yet, and no secrets in the environment."""
    for name in environment.SECRETS:
        # set first: whatever prepare() puts there goes away with the test
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("MINGTANG_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def test_the_first_run_makes_secrets_nobody_else_reads(folder: Path) -> None:
    assert prepare() == folder
    made = read_secrets(folder / "secrets.env")
    assert set(made) == set(environment.SECRETS) and all(len(value) == 64 for value in made.values())
    assert (folder / "secrets.env").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_second_run_keeps_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare()
    before = (folder / "secrets.env").read_text()
    for name in environment.SECRETS:
        monkeypatch.setenv(name, "")
    prepare()
    assert (folder / "secrets.env").read_text() == before
    assert environment.os.environ["MINGTANG_FIELD_KEY"] in before


def test_the_environment_wins_over_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare()
    monkeypatch.setenv("MINGTANG_FIELD_KEY", "ab" * 32)
    prepare()
    assert environment.os.environ["MINGTANG_FIELD_KEY"] == "ab" * 32


def test_with_both_secrets_given_no_file_is_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGTANG_SECRET_KEY", "given")
    monkeypatch.setenv("MINGTANG_FIELD_KEY", "ab" * 32)
    prepare()
    assert not (folder / "secrets.env").exists()


@pytest.mark.parametrize("key", ["short", "zz" * 32, "ab" * 31])
def test_a_key_that_is_none_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("MINGTANG_FIELD_KEY", key)
    with pytest.raises(BadSurroundings, match="不是 64 位十六进制数"):
        prepare()


def test_a_file_without_a_secret_is_not_filled_up_silently(folder: Path) -> None:
    folder.mkdir()
    (folder / "secrets.env").write_text(f"MINGTANG_SECRET_KEY={'cd' * 32}\n")
    with pytest.raises(BadSurroundings, match="没有 MINGTANG_FIELD_KEY"):
        prepare()


def test_a_folder_that_cannot_be_made_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.parent.joinpath("file").touch()
    monkeypatch.setenv("MINGTANG_DATA", str(folder.parent / "file" / "data"))
    with pytest.raises(BadSurroundings, match="不能在数据文件夹"):
        prepare()


def test_blanks_round_the_commas_of_a_list_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    from mingtang.config.settings import _listed

    monkeypatch.setenv("MINGTANG_HOSTS", " gk.example.gov.cn , 10.0.0.8,, ")
    assert _listed("MINGTANG_HOSTS") == ["gk.example.gov.cn", "10.0.0.8"]
    assert _listed("MINGTANG_ORIGINS") == [] and _listed("MINGTANG_ORIGINS", "a,b") == ["a", "b"]
