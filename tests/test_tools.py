"""The tools around the program: set-up, the guard against the network, the choice of tests."""

import socket
from pathlib import Path

import pytest

from scripts import setup
from tests import postgres

pytest_plugins = ["pytester"]


def test_no_test_leaves_this_machine() -> None:
    with socket.socket() as away, pytest.raises(RuntimeError, match=r"192\.0\.2\.1"):
        away.connect(("192.0.2.1", 80))
    with socket.socket() as here, pytest.raises(ConnectionRefusedError):
        here.bind(("127.0.0.1", 0))
        here.connect(("127.0.0.1", here.getsockname()[1] - 1 or 1))


def test_packages_come_from_where_pip_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://packages.example/simple")
    monkeypatch.setenv("PIP_FIND_LINKS", "/srv/one /srv/two")
    found = setup.pip_configuration()
    assert found["UV_DEFAULT_INDEX"] == "https://packages.example/simple"
    assert found["UV_FIND_LINKS"] == "/srv/one,/srv/two"


def test_set_up_runs_again_when_a_lock_file_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locks = tmp_path / "requirements"
    locks.mkdir()
    for name in ("bootstrap.txt", "run.txt", "dev.txt"):
        (locks / name).write_text(name)
    (tmp_path / "pyproject.toml").touch()
    python = tmp_path / "python"
    python.touch()
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "LOCKS", locks)
    monkeypatch.setattr(setup, "VENV", tmp_path)
    monkeypatch.setattr(setup, "PYTHON", python)
    assert not setup.is_ready("run")
    setup.stamp("run").write_text(setup.fingerprint("run"))
    assert setup.is_ready("run") and not setup.is_ready("dev")
    (locks / "run.txt").write_text("a newer version")
    assert not setup.is_ready("run")


def test_a_command_meets_a_postgres_of_its_own(capfd: pytest.CaptureFixture[str]) -> None:
    code = (
        "import os, psycopg; server = psycopg.connect(os.environ['DATABASE_URL']);"
        "print(server.execute('SHOW server_encoding').fetchone()[0], server.execute('SHOW fsync').fetchone()[0]);"
        "print(os.environ['DATABASE_URL']); raise SystemExit(3)"
    )
    ended = postgres.main(["--", str(setup.PYTHON), "-c", code])
    said = capfd.readouterr()
    if ended == postgres.UNAVAILABLE:
        pytest.skip(f"没有 PostgreSQL：{said.err.strip()}")
    assert ended == 3
    assert said.out.startswith("UTF8 off\n")
    home = said.out.rsplit("@", 1)[1].split("/")[0].replace("%2F", "/")
    assert not Path(home).exists()


def test_tests_are_chosen_by_their_use_of_the_database(pytester: pytest.Pytester) -> None:
    pytester.makeconftest((setup.ROOT / "conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile(
        """
        import pytest
        from django.test import TestCase

        def test_pure(): pass

        @pytest.mark.django_db
        def test_marked(): pass

        def test_fixture(db): pass

        class TestOld(TestCase):
            def test_old(self): pass
        """
    )
    settings = "--ds=mingtang.config.tests.settings"
    chosen = pytester.runpytest_subprocess(settings, "--database", "only", "--collect-only", "-q")
    names = {line.rsplit("::", 1)[-1] for line in chosen.outlines if "::" in line}
    assert names == {"test_marked", "test_fixture", "test_old"}
    rest = pytester.runpytest_subprocess(settings, "--database", "none", "--collect-only", "-q")
    assert {line.rsplit("::", 1)[-1] for line in rest.outlines if "::" in line} == {"test_pure"}
