"""One installation and its state: Django loaded, tables up to date, static files collected, demo year loaded."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from mingtang.config.cli.errors import BadInput
from mingtang.config.environment import BadSurroundings, prepare

if TYPE_CHECKING:
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.loader import MigrationLoader

Say = Callable[[str], None]
DEMO_UNFINISHED = "demo-unfinished"  # a file in the data folder while the demo year is being loaded


def load() -> Path:
    """Make Django and the database ready for a command; returns the data folder. Raises ``BadInput``."""
    try:
        folder = prepare()
        import django

        django.setup()
        connect()
    except (BadSurroundings, ValueError) as error:
        raise BadInput(str(error) if isinstance(error, BadSurroundings) else _bad_setting(error)) from error
    return folder


def _bad_setting(error: ValueError) -> str:
    if "scheme" in str(error) or "URL" in str(error):
        return "DATABASE_URL 写法有误：写成 postgresql://用户:密码@主机:5432/库名，或者不设这个变量、使用 SQLite。"
    return f"环境变量有误（{error}）：对照 docs/settings.md 改正。"


def connect() -> None:
    """Open the connection to the database, so that a wrong address is told at once."""
    from django.db import connection
    from django.db.utils import OperationalError

    try:
        connection.ensure_connection()
    except OperationalError as error:
        reason = " ".join(str(error).split())
        raise BadInput(f"连不上数据库（{reason}）：检查 DATABASE_URL 和数据库服务。") from error


def is_sqlite() -> bool:
    """Whether the database is the embedded one."""
    from django.db import connection

    return connection.vendor == "sqlite"


def known_migrations(loader: MigrationLoader) -> set[tuple[str, str]]:
    """(app, name) of every migration of this program, those included that a later one has taken in: databases
    remember them, though their files are gone."""
    taken_in = {
        (each.app_label, name) for each in loader.disk_migrations.values() for _, name in each.replaces
    }
    return set(loader.disk_migrations) | taken_in


def migration_executor() -> MigrationExecutor:
    """Django's view of the tables; refuses a database that a newer program has already changed."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    known = known_migrations(executor.loader)
    ours = executor.loader.migrated_apps
    newer = [
        f"{app}.{name}"
        for app, name in executor.loader.applied_migrations
        if app in ours and (app, name) not in known
    ]
    if newer:
        raise BadInput(f"数据库来自更新的版本（{newer[0]}）：用那个版本的程序打开，或恢复升级前的备份。")
    return executor


def pending() -> list[str]:
    """Changes of tables still to be made, by name."""
    executor = migration_executor()
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _ in plan]


def migrate(say: Say, *, always: bool = False) -> bool:
    """Bring the tables up to date; True when there were changes to make.

    ``always`` also repeats what follows every change (shipped notices, guards of tables), should it have failed.
    """
    from django.core.management import call_command

    steps = pending()
    if steps:
        say(f"更新数据表，共 {len(steps)} 步")
    if steps or always:
        call_command("migrate", verbosity=0, interactive=False)
    return bool(steps)


def require_tables() -> None:
    """Refuse to work on tables that are not up to date."""
    if pending():
        raise BadInput("数据表还没有建好或不是最新：先运行 mingtang migrate。")


def collect_static(say: Say) -> bool:
    """Copy and compress the static files when they have changed; True when something had to be done."""
    from django.conf import settings
    from django.core.management import call_command

    root = Path(settings.STATIC_ROOT)
    mark, fingerprint = root / ".collected", _static_fingerprint()
    if mark.exists() and mark.read_text(encoding="utf-8") == fingerprint:
        return False
    say("整理静态文件")
    shutil.rmtree(root, ignore_errors=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    mark.write_text(fingerprint, encoding="utf-8")
    return True


def _static_fingerprint() -> str:
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            state = os.stat(storage.path(path))
            digest.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def is_empty() -> bool:
    """No organ has been set up yet: nobody can work here and nothing can be lost."""
    from mingtang.organs.models import Organ

    return not Organ.objects.exists()


def is_demo() -> bool:
    """Whether this installation holds the invented demo year."""
    from mingtang.organs.models import Organ

    return Organ.objects.filter(demo=True).exists()


def load_demo(folder: Path, say: Say) -> None:
    """Replay the demo year into an empty database. Raises ``BadInput`` when there is something in it."""
    if not is_empty():
        raise BadInput(
            "数据库里已有机关，演示数据只载入空的数据库：用 MINGTANG_DATA 指定另一个文件夹再运行。"
        )
    from mingtang.demo import replay
    from mingtang.web.clock import today

    mark = folder / DEMO_UNFINISHED
    mark.touch()
    say("载入 2022 演示年")
    site = os.environ.get("MINGTANG_DEMO_SITE") != "off"
    replay.run(progress=say, day=today(), site=site)
    mark.unlink()


def clear_unfinished_demo(folder: Path, say: Say) -> None:
    """Remove what an interrupted ``load_demo`` left, so that it can start again from nothing."""
    if not (folder / DEMO_UNFINISHED).exists():
        return
    if not is_sqlite():
        raise BadInput(f"上次载入演示数据没有完成：清空数据库，删除 {folder / DEMO_UNFINISHED}，再运行一次。")
    from django.conf import settings
    from django.db import connection

    say("上次载入演示数据没有完成，重新开始")
    connection.close()
    database = Path(str(connection.settings_dict["NAME"]))
    for suffix in ("", "-wal", "-shm", "-journal"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    shutil.rmtree(settings.FILES_ROOT, ignore_errors=True)
    (folder / DEMO_UNFINISHED).unlink()


def demo_accounts() -> list[tuple[str, str, str, str]]:
    """The accounts of the demo year, one or more for each role: account, password, name, role."""
    from mingtang import demo

    return list(demo.accounts())
