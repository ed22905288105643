"""Backup and restore of whole installations, by the command line."""

import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from mingtang.config.environment import read_secrets
from mingtang.config.installation import DEMO_UNFINISHED
from mingtang.config.tests.conftest import Installation

pytestmark = pytest.mark.django_db

OTHER_SECRETS = f"MINGTANG_SECRET_KEY={'1' * 64}\nMINGTANG_FIELD_KEY={'2' * 64}\n"


def people(installation: Installation) -> list[str]:
    query = "SELECT name FROM organs_staff ORDER BY id"
    if installation.database is None:
        with closing(sqlite3.connect(installation.folder / "mingtang.sqlite3")) as database:
            return [name for (name,) in database.execute(query)]
    import psycopg

    with psycopg.connect(installation.database) as server:
        return [str(name) for (name,) in server.execute(query)]


def files(installation: Installation) -> list[bytes]:
    return [path.read_bytes() for path in sorted((installation.folder / "files").rglob("*")) if path.is_file()]


def test_a_backup_brings_everything_back(new_installation: Callable[..., Installation], tmp_path: Path) -> None:
    first, second, archive = new_installation("founded"), new_installation(), tmp_path / "backup.zip"
    said = first.does("backup", archive)
    assert "备份不含密钥" in said
    assert archive.stat().st_mode & 0o777 == 0o600
    assert "secrets.env" not in zipfile.ZipFile(archive).namelist()
    assert "已存在" in first.refuses("backup", archive)

    assert "密钥不是备份时的密钥" in second.refuses("restore", archive)
    shutil.copy(first.folder / "secrets.env", second.folder / "secrets.env")
    second.leaves()  # the next command is a new process and reads the file
    second.does("restore", archive)
    assert people(second) == ["王静文"] and files(second) == [b"letter"]
    assert "没有发现问题" in second.does("check")
    second.adds_person("1002", "刘敏")  # numbering goes on where it was


def test_the_site_comes_back_with_its_pictures_and_files(
    new_installation: Callable[..., Installation], tmp_path: Path
) -> None:
    first, second, archive = new_installation("founded"), new_installation(), tmp_path / "backup.zip"
    site = "from mingtang.config.tests import small_site;"
    made = json.loads(first.does("python", f"{site} small_site.make()"))
    first.does("backup", archive, "--with-secrets")
    names = zipfile.ZipFile(archive).namelist()
    assert [name.split("/")[1] for name in names if name.startswith("media/")] == ["documents", "original_images"]

    kept = second.folder / "site" / "e-1" / "index.html"
    kept.parent.mkdir(parents=True)
    kept.write_text("an older state of the site")
    second.does("restore", archive)
    assert not (second.folder / "site").exists()
    told = json.loads(second.does("python", f"{site} small_site.look({made['page']!r}, {made['file']!r})"))
    assert told == {"title": True, "pictures": [200], "file": True, "found": ["一件事一次办"], "kept": []}
    assert "没有发现问题" in second.does("check")

    shutil.rmtree(second.folder / "media")
    assert "事项清单" in second.run("check").out


def test_tables_of_another_program_are_left_alone(
    new_installation: Callable[..., Installation], tmp_path: Path
) -> None:
    installation, archive = new_installation("founded"), tmp_path / "backup.zip"
    if installation.database is None:
        pytest.skip("an embedded database is a file of our own")
    import psycopg

    def on_server(statement: str) -> list[tuple[int, ...]]:
        with psycopg.connect(str(installation.database)) as server:
            done = server.execute(statement)
            return done.fetchall() if done.description else []

    on_server("CREATE TABLE parking (id integer)")
    on_server("INSERT INTO parking VALUES (7)")
    installation.does("backup", archive)
    assert "rows/parking" not in zipfile.ZipFile(archive).namelist()
    installation.does("restore", archive, "--replace")
    assert on_server("SELECT id FROM parking") == [(7,)]
    on_server("CREATE VIEW neighbours AS SELECT name FROM organs_organ")
    assert "别的程序" in installation.refuses("restore", archive, "--replace")
    assert people(installation) == ["王静文"] and on_server("SELECT count(*) FROM neighbours") == [(1,)]


def test_what_is_there_is_not_lost_by_a_slip(new_installation: Callable[..., Installation], tmp_path: Path) -> None:
    first, second, archive = new_installation("founded"), new_installation("migrated"), tmp_path / "backup.zip"
    first.does("backup", archive, "--with-secrets")
    (second.folder / "secrets.env").write_text(OTHER_SECRETS)
    second.does("organ", "楚江市水务局", "--short-name", "楚水")
    second.adds_person("2001", "陈国栋")

    assert "--replace" in second.refuses("restore", archive)
    assert people(second) == ["陈国栋"]

    second.does("restore", archive, "--replace")
    assert people(second) == ["王静文"] and files(second) == [b"letter"]
    aside = next(second.folder.glob("replaced-*"))
    assert (aside / "secrets.env").read_text() == OTHER_SECRETS
    if second.database is None:
        assert people(Installation(aside)) == ["陈国栋"]


def test_a_damaged_archive_changes_nothing(new_installation: Callable[..., Installation], tmp_path: Path) -> None:
    installation = new_installation("founded")
    whole, damaged = tmp_path / "backup.zip", tmp_path / "damaged.zip"
    installation.does("backup", whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(damaged, "w") as target:
        for name in source.namelist():
            body = source.read(name)
            target.writestr(name, body[::-1] if name.startswith("files/") else body)
    before = people(installation), files(installation)
    assert "校验值不符" in installation.refuses("restore", damaged, "--replace")
    damaged.write_bytes(whole.read_bytes()[:500])
    assert "不是明堂的备份文件" in installation.refuses("restore", damaged, "--replace")
    assert (people(installation), files(installation)) == before
    assert not list(installation.folder.glob(".restore-*"))


def test_what_was_brought_back_is_not_taken_for_an_unfinished_demo(
    new_installation: Callable[..., Installation], tmp_path: Path
) -> None:
    installation = new_installation("founded")
    installation.does("backup", tmp_path / "backup.zip")
    (installation.folder / DEMO_UNFINISHED).touch()
    installation.does("restore", tmp_path / "backup.zip", "--replace")
    assert "已有机关" in installation.refuses("demo")
    assert people(installation) == ["王静文"]


def test_an_unfinished_backup_of_another_is_left_alone(
    new_installation: Callable[..., Installation], tmp_path: Path
) -> None:
    installation = new_installation("founded")
    other = tmp_path / "backup.zip.part"
    other.write_bytes(b"half")
    assert "正由另一个备份写着" in installation.refuses("backup", tmp_path / "backup.zip")
    assert other.read_bytes() == b"half"


def test_another_kind_of_database_is_refused(new_installation: Callable[..., Installation], tmp_path: Path) -> None:
    installation = new_installation("founded")
    archive, foreign = tmp_path / "backup.zip", tmp_path / "foreign.zip"
    installation.does("backup", archive)
    other = "postgresql" if connection.vendor == "sqlite" else "sqlite"
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(foreign, "w") as target:
        for name in source.namelist():
            body = source.read(name)
            if name == "manifest.json":
                body = body.replace(f'"database": "{connection.vendor}"'.encode(), f'"database": "{other}"'.encode())
            target.writestr(name, body)
    assert "同一种数据库" in installation.refuses("restore", foreign, "--replace")


def test_a_missing_archive_is_named(new_installation: Callable[..., Installation], tmp_path: Path) -> None:
    installation = new_installation()
    assert "没有" in installation.refuses("restore", tmp_path / "nothing.zip")


def test_a_new_key_takes_over(new_installation: Callable[..., Installation]) -> None:
    installation = new_installation("founded")
    old = read_secrets(installation.folder / "secrets.env")["MINGTANG_FIELD_KEY"]
    store = (
        "from mingtang.config import installation; installation.load();"
        "from django.utils import timezone; from mingtang.kit.models import OutboxMessage;"
        "OutboxMessage.objects.create(topic='t', key='k', payload={'a': 1}, not_before=timezone.now())"
    )
    read = (
        "from mingtang.config import installation; installation.load();"
        "from mingtang.kit.models import OutboxMessage; print(OutboxMessage.objects.get().payload)"
    )

    def python(code: str, **keys: str) -> str:
        surroundings = {**installation.environment, **keys}
        return subprocess.run([sys.executable, "-c", code], env=surroundings, check=True, capture_output=True, text=True).stdout

    python(store)
    new = {"MINGTANG_FIELD_KEY": "3" * 64, "MINGTANG_FIELD_INDEX_KEY": old}
    rekey = "from mingtang.config.cli import main; raise SystemExit(main(['rekey']))"
    assert "加密 1 处" in python(rekey, **new, MINGTANG_FIELD_KEYS_OLD=old)
    assert python(read, **new) == "{'a': 1}\n"
