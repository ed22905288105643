"""PostgreSQL, table by table with COPY: no client program is needed and versions of the server do not matter."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from mingtang.config.archive.layout import CHUNK, ROWS, Manifest, damaged, part
from mingtang.config.cli.errors import BadInput

BOOKKEEPING = "django_migrations"  # told by the manifest, written by the migrations themselves
DEPENDED_ON = "2BP01"  # SQLSTATE: other objects still depend on it
COLUMNS = """
    SELECT column_name FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = %s AND is_generated = 'NEVER'
    ORDER BY ordinal_position
"""


def _tables() -> list[str]:
    """The tables of this version; those of another program in the same schema are not ours."""
    from django.db import connection

    return connection.introspection.django_table_names(only_existing=True, include_views=False)


def _old_tables() -> list[str]:
    """The tables that stand here now, also when another version made them."""
    from django.db import connection

    from mingtang.config.installation import migration_executor

    loader = migration_executor().loader
    applied = [node for node in loader.applied_migrations if node in loader.graph.nodes]
    models = loader.project_state(applied).apps.get_models(include_auto_created=True) if applied else ()
    ours = {BOOKKEEPING, *_tables(), *(model._meta.db_table for model in models)}
    return sorted(ours & set(connection.introspection.table_names()))


def _quoted(names: list[str]) -> str:
    from django.db import connection

    return ", ".join(connection.ops.quote_name(name) for name in names)


def _columns(table: str) -> list[str]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [table])
        return [name for (name,) in cursor.fetchall()]


def dump(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Write every table as it was at one moment."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for table in sorted(set(_tables()) - {BOOKKEEPING}):
            manifest.columns[table] = _columns(table)
            columns = _quoted(manifest.columns[table])
            with part(archive, manifest, f"{ROWS}/{table}") as output:
                _copy_out(cursor, f"COPY {_quoted([table])} ({columns}) TO STDOUT", output)


def _copy_out(cursor: Any, command: str, output: Any) -> None:
    with cursor.copy(command) as rows:
        for chunk in rows:
            output.write(bytes(chunk))


def check(folder: Path, manifest: Manifest) -> None:
    """Refuse an archive that lacks the rows of a table it lists."""
    missing = [table for table in manifest.columns if not (folder / ROWS / table).exists()]
    if missing:
        raise damaged(f"缺少表 {missing[0]}")


def load(folder: Path, manifest: Manifest) -> None:
    """Replace everything by what was unpacked, in one transaction; then the newest tables are made from it."""
    from django.core.management import call_command
    from django.db import connection, transaction

    old = _old_tables()
    with transaction.atomic():
        with connection.cursor() as cursor:
            if old:
                _drop(cursor, old)
            # Rows that a migration puts in are judged at once: a table with rows still to be judged cannot be altered.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _make_tables(manifest)
        _fill(folder, manifest)
    call_command("migrate", verbosity=0, interactive=False)


def _drop(cursor: Any, names: list[str]) -> None:
    """All at once and nothing else with them: a view or a table of another program that leans on ours stops it."""
    from django.db import DatabaseError

    try:
        cursor.execute(f"DROP TABLE {_quoted(names)}")
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") != DEPENDED_ON:
            raise
        raise BadInput(
            "这个数据库里有别的程序的表或视图引用本程序的表，没有改动任何数据：先移走它们，或者恢复到专用的数据库。"
        ) from error


def _make_tables(manifest: Manifest) -> None:
    """The tables as they were when the archive was written."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    graph, applied = executor.loader.graph, {(app, name) for app, name in manifest.migrations}
    applied &= set(graph.nodes)
    needed = {parent.key for node in applied for parent in graph.node_map[node].parents}
    executor.migrate(sorted(applied - needed))


def _fill(folder: Path, manifest: Manifest) -> None:
    from django.db import connection

    from mingtang.kit import appendonly

    with appendonly.paused(), connection.cursor() as cursor:
        _empty(cursor, sorted(manifest.columns))
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")  # tables come in no particular order
        for table, columns in manifest.columns.items():
            _copy_in(
                cursor, f"COPY {_quoted([table])} ({_quoted(columns)}) FROM STDIN", folder / ROWS / table
            )
        _continue_numbering(cursor, sorted(manifest.columns))


def _empty(cursor: Any, names: list[str]) -> None:
    """Remove what the migrations themselves have put into the tables."""
    if names:
        cursor.execute(f"TRUNCATE {_quoted(names)}")


def _copy_in(cursor: Any, command: str, rows: Path) -> None:
    with rows.open("rb") as source, cursor.copy(command) as target:
        while chunk := source.read(CHUNK):
            target.write(chunk)


def _continue_numbering(cursor: Any, names: list[str]) -> None:
    """The next row of each table gets the number after the highest."""
    for table in names:
        cursor.execute(
            "SELECT pg_get_serial_sequence(%s, 'id') WHERE %s = ANY(%s)", [table, "id", _columns(table)]
        )
        found = cursor.fetchone()
        if found and found[0]:
            cursor.execute(
                f"SELECT setval(%s, COALESCE(max(id), 1), max(id) IS NOT NULL) FROM {_quoted([table])}",  # noqa: S608
                [found[0]],
            )
