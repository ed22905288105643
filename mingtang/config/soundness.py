"""Is this installation whole? Every problem is one sentence; none means yes.

A room adds its own questions by a module ``soundness.py`` with ``problems() -> Iterable[str]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec


def problems() -> Iterator[str]:
    """All problems found: settings, tables, references, guards, audit chain, files, and what the rooms ask."""
    from mingtang.config.installation import pending

    yield from _settings()
    steps = pending()
    if steps:
        yield f"数据表不是最新，还差 {len(steps)} 步：运行 mingtang migrate。"
        return
    for question in (_references, _guards, _audit, _files, _rooms):
        yield from question()


def _settings() -> Iterator[str]:
    from django.core.checks import ERROR, run_checks

    for message in run_checks():
        if message.level >= ERROR:
            yield f"设置有误：{message.msg}"


def _references() -> Iterator[str]:
    """Rows that point at rows that are not there; pages of SQLite that do not fit together."""
    from django.db import IntegrityError, connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            found = cursor.fetchone()[0]
        if found != "ok":
            yield f"数据库文件已损坏（{found}）：从备份恢复。"
            return
    try:
        connection.check_constraints()
    except IntegrityError as error:
        yield f"数据之间的引用断开：{error}"


def _guards() -> Iterator[str]:
    from mingtang.kit import appendonly

    for table in appendonly.unguarded():
        yield f"表 {table} 失去了只能追加的保护：查明谁动过数据库，再运行 mingtang migrate 恢复保护。"


def _audit() -> Iterator[str]:
    from mingtang.kit import audit

    entry = audit.verify()
    if entry is not None:
        yield f"操作日志从第 {entry.pk} 条起被改动过：保留现场，与备份比对。"


def _files() -> Iterator[str]:
    """Stored files whose bytes are missing or are not what was stored."""
    from mingtang.kit.uploads.storage import verify_all

    for stored in verify_all():
        yield f"存档文件 {stored.pk}（{stored.sha256[:12]}）的内容缺失或被改动过：从备份取回。"


def _rooms() -> Iterable[str]:
    from django.apps import apps

    for room in apps.get_app_configs():
        name = f"{room.name}.soundness"
        if room.name.startswith("mingtang.") and find_spec(name):
            yield from import_module(name).problems()
