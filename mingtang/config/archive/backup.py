"""Write an archive of everything an installation holds, while it is running."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO

from mingtang import __version__
from mingtang.config.archive import embedded, postgres
from mingtang.config.archive.layout import CHUNK, FILES, MANIFEST, MEDIA, Manifest, key_mark, part
from mingtang.config.cli.errors import BadInput
from mingtang.config.environment import SECRETS, SECRETS_FILE
from mingtang.config.installation import Say, is_sqlite, require_tables
from mingtang.web.clock import now


def write(target: Path, folder: Path, *, with_secrets: bool, say: Say) -> None:
    """Write the archive ``target``; it is there complete or not at all."""
    if target.exists():
        raise BadInput(f"{target} 已存在：换一个文件名，备份不覆盖旧文件。")
    require_tables()
    unfinished = target.with_name(target.name + ".part")
    with _refusing(target):
        private = _private(unfinished)
    try:
        with _refusing(target), private as file, zipfile.ZipFile(file, "w") as archive:
            manifest = _write_parts(archive, folder, with_secrets, say)
        os.replace(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)
    say(f"备份已写入 {target}，{target.stat().st_size / CHUNK:.1f} MB，{len(manifest.parts)} 个文件")
    if not with_secrets:
        say(f"备份不含密钥：另行保管 {folder / SECRETS_FILE}，没有它恢复后读不出证件号码和电话")


@contextmanager
def _refusing(target: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as error:
        raise BadInput(
            f"{target} 正由另一个备份写着：等它写完；没有备份在运行的，删去 {error.filename} 再试。"
        ) from error
    except OSError as error:
        raise BadInput(f"不能写 {target}（{error.strerror}）：检查文件夹、权限和剩余空间。") from error


def _private(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")


def _write_parts(archive: zipfile.ZipFile, folder: Path, with_secrets: bool, say: Say) -> Manifest:
    manifest = _new_manifest()
    say("抄写数据库")
    if is_sqlite():  # the database first: every file it knows is then there
        embedded.dump(archive, manifest)
    else:
        postgres.dump(archive, manifest)
    say("抄写文件")
    for name, root, derived in _roots():
        _write_files(archive, manifest, name, root, derived)
    if with_secrets:
        with part(archive, manifest, SECRETS_FILE) as output:
            output.write("".join(f"{name}={os.environ[name]}\n" for name in SECRETS).encode())
    archive.writestr(MANIFEST, manifest.dump(), zipfile.ZIP_DEFLATED)
    return manifest


def _new_manifest() -> Manifest:
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return Manifest(
        program=__version__,
        made=now().isoformat(timespec="seconds"),
        database=connection.vendor,
        migrations=sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations()),
        key_mark=key_mark(settings.FIELD_KEY),
    )


def _roots() -> tuple[tuple[str, Path, Path], ...]:
    """The folders kept: name in the archive, where it is, what below it is half written or can be made again."""
    from django.conf import settings

    from mingtang.publishing.models import Rendition

    files, media = Path(settings.FILES_ROOT), Path(settings.MEDIA_ROOT)
    return (FILES, files, files / "tmp"), (MEDIA, media, media / Rendition.FOLDER)


def _write_files(
    archive: zipfile.ZipFile, manifest: Manifest, folder: str, root: Path, left_out: Path
) -> None:
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink() and not path.is_relative_to(left_out):
            name = f"{folder}/{path.relative_to(root).as_posix()}"
            with path.open("rb") as source, part(archive, manifest, name, packed=False) as output:
                copyfileobj(source, output, CHUNK)
