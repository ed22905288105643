"""Bring an archive back: everything is unpacked and checked before the installation is touched."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from pathlib import Path
from shutil import move

from mingtang.config import environment
from mingtang.config.archive import embedded, postgres
from mingtang.config.archive.layout import (
    BROKEN,
    FILES,
    LARGEST_MANIFEST,
    MANIFEST,
    MEDIA,
    Manifest,
    damaged,
    key_mark,
    parse_manifest,
    unpack,
)
from mingtang.config.cli.errors import BadInput
from mingtang.config.environment import SECRETS_FILE
from mingtang.config.installation import (
    DEMO_UNFINISHED,
    Say,
    is_sqlite,
    known_migrations,
    migrate,
    migration_executor,
)
from mingtang.config.service import hold
from mingtang.web.clock import now


def restore(source: Path, folder: Path, *, replace: bool, lost_key: bool, say: Say) -> None:
    """Bring back the archive ``source``. Raises ``BadInput``, and then nothing has changed."""
    with hold(folder, alone=True), _open(source) as archive:
        manifest = _read_manifest(archive)
        _refuse_unfit(manifest)
        _refuse_occupied(replace)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".restore-") as name:
            unpacked = Path(name)
            say(f"核对 {manifest.made} 的备份，{len(manifest.parts)} 个文件")
            _unpack(archive, manifest, unpacked)
            _check(unpacked, manifest)
            adopted = _settle_key(unpacked, manifest, lost_key)
            _put_in_place(unpacked, manifest, folder, adopted, say)
    say("恢复完毕，用 mingtang check 检查，用 mingtang serve 运行")


def _unpack(archive: zipfile.ZipFile, manifest: Manifest, folder: Path) -> None:
    try:
        unpack(archive, manifest, folder)
    except OSError as error:
        raise BadInput(f"备份解不开（{error.strerror}）：检查数据文件夹所在磁盘的剩余空间和权限。") from error


def _open(source: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(source)
    except FileNotFoundError as error:
        raise BadInput(f"没有 {source} 这个文件：检查文件名。") from error
    except OSError as error:
        raise BadInput(f"不能读 {source}（{error.strerror}）：检查权限。") from error
    except zipfile.BadZipFile as error:
        raise BadInput(f"{source} 不是明堂的备份文件：换一个文件。") from error


def _read_manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
            raise damaged("清单过大")
        return parse_manifest(archive.read(MANIFEST))
    except (KeyError, *BROKEN) as error:
        raise damaged("没有清单") from error


def _refuse_unfit(manifest: Manifest) -> None:
    kind = "sqlite" if is_sqlite() else "postgresql"
    if manifest.database != kind:
        names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
        raise BadInput(
            f"备份来自 {names.get(manifest.database, manifest.database)}，这里的数据库是 {names[kind]}："
            "用 DATABASE_URL 指定同一种数据库再恢复。"
        )
    loader = migration_executor().loader
    known = known_migrations(loader)
    if any((app, name) not in known for app, name in manifest.migrations if app in loader.migrated_apps):
        raise BadInput(f"备份由更新的版本（{manifest.program}）写成：升级程序后再恢复。")


def _refuse_occupied(replace: bool) -> None:
    from django.conf import settings
    from django.db import connection

    tables = connection.introspection.table_names()
    roots = (Path(settings.FILES_ROOT), Path(settings.MEDIA_ROOT))
    kept = any(path.is_file() for root in roots for path in root.rglob("*"))
    if (_has_rows(tables) or kept) and not replace:
        raise BadInput("这里已有数据：换一个空的数据文件夹恢复，或加 --replace 代替现有数据。")


def _has_rows(tables: list[str]) -> bool:
    from mingtang.config.installation import is_empty

    return "organs_organ" in tables and not is_empty()


def _check(unpacked: Path, manifest: Manifest) -> None:
    if manifest.database == "sqlite":
        embedded.check(unpacked)
    else:
        postgres.check(unpacked, manifest)


def _settle_key(unpacked: Path, manifest: Manifest, lost_key: bool) -> dict[str, str]:
    """The secrets to take over from the archive; none when the key here is already the right one."""
    path = unpacked / SECRETS_FILE
    packed = environment.read_secrets(path) if path.exists() else {}
    for key, secrets in (
        (os.environ["MINGTANG_FIELD_KEY"], {}),
        (packed.get("MINGTANG_FIELD_KEY", ""), packed),
    ):
        if key and key_mark(key) == manifest.key_mark:
            return secrets
    if not lost_key:
        raise BadInput(
            f"这里的密钥不是备份时的密钥：把原来的 {SECRETS_FILE} 放回数据文件夹；密钥已丢失的，加 --lost-key。"
        )
    return {}


def _put_in_place(
    unpacked: Path, manifest: Manifest, folder: Path, secrets: dict[str, str], say: Say
) -> None:
    aside = folder / f"replaced-{now():%Y%m%d-%H%M%S}"
    if manifest.database == "sqlite":
        embedded.load(unpacked, aside)
    else:
        postgres.load(unpacked, manifest)
    (folder / DEMO_UNFINISHED).unlink(
        missing_ok=True
    )  # else the next start would clear away what was brought back
    _replace_folders(unpacked, aside)
    if secrets:
        _replace_secrets(folder / SECRETS_FILE, secrets, aside, say)
    migrate(say)
    _drop_derived()
    if aside.exists():
        say(f"原来的数据移到了 {aside}，确认无误后可以删除")


def _replace_folders(unpacked: Path, aside: Path) -> None:
    from django.conf import settings

    for name, here in ((FILES, Path(settings.FILES_ROOT)), (MEDIA, Path(settings.MEDIA_ROOT))):
        _replace_folder(unpacked / name, here, aside / name)


def _replace_folder(unpacked: Path, here: Path, aside: Path) -> None:
    if here.exists() and any(here.iterdir()):
        aside.parent.mkdir(mode=0o700, exist_ok=True)
        move(here, aside)
    elif here.exists():
        here.rmdir()
    if unpacked.exists():
        here.parent.mkdir(parents=True, exist_ok=True)
        move(unpacked, here)


def _drop_derived() -> None:
    """What was made out of the data that stood here before: kept pages, and rows about sizes of pictures whose files
    are not in the archive. Both are made again when they are asked for."""
    from django.conf import settings

    from mingtang.publishing.models import Rendition

    if settings.SITE_STORE:
        shutil.rmtree(settings.SITE_STORE, ignore_errors=True)
    Rendition.objects.all().delete()


def _replace_secrets(path: Path, secrets: dict[str, str], aside: Path, say: Say) -> None:
    if path.exists():
        aside.mkdir(mode=0o700, exist_ok=True)
        move(path, aside / path.name)
    environment.write_secrets(path, secrets)
    say(f"密钥已从备份写入 {path}；用环境变量给出密钥的，也要改成它")
