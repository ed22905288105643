"""Tables that only grow: database triggers that refuse to change or remove rows.

Write ``AppendOnly("app_table")`` as an operation after the ``CreateModel`` of the table. From then on UPDATE
and DELETE (and TRUNCATE on PostgreSQL) fail with IntegrityError, whoever sends them. `allow_update_of`
names columns that may still change (a derived value, say); `allow_delete` lets rows go but not change;
`frozen_when` = (column, value) guards only the rows that hold this value before the change (an issued letter).

SQLite rebuilds a table for many schema changes and forgets its triggers, and a column added later must be
guarded too: after every ``migrate`` the triggers are compared with what they should be and put back.

Emptying tables in tests: transactional tests of pytest-django flush all tables, by DELETE on SQLite. There
is no switch in the database that a program could leave on; `paused` takes the triggers away and puts them
back in one transaction, and the pytest plugin ``mingtang.kit.testing`` does this round every flush.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION kit_append_only() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_NARGS > 0
     AND (to_jsonb(NEW) - TG_ARGV::text[]) = (to_jsonb(OLD) - TG_ARGV::text[]) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '表 % 只能追加，不能修改或者删除', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $body$
"""


class AppendOnly(Operation):
    """Migration operation: the rows of `table` can be added, not changed or removed. Reversible."""

    reversible = True
    reduces_to_sql = True
    atomic = True

    def __init__(
        self,
        table: str,
        allow_update_of: Iterable[str] = (),
        allow_delete: bool = False,
        frozen_when: tuple[str, str] | None = None,
    ) -> None:
        self.table = table
        self.allow_update_of = tuple(allow_update_of)
        self.allow_delete = allow_delete
        self.frozen_when = frozen_when

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        options = {
            "allow_update_of": self.allow_update_of,
            "allow_delete": self.allow_delete,
            "frozen_when": self.frozen_when,
        }
        return (
            self.__class__.__name__,
            [self.table],
            {name: value for name, value in options.items() if value},
        )

    def describe(self) -> str:
        return f"Let rows of {self.table} only be added"

    @property
    def migration_name_fragment(self) -> str:
        return f"append_only_{self.table}"

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Triggers are no part of the models' state."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        if self._migrates_here(app_label, schema_editor):
            install(schema_editor.connection, self)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        if self._migrates_here(app_label, schema_editor):
            remove(schema_editor.connection, self)

    def _migrates_here(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor) -> bool:
        from django.db import router

        return router.allow_migrate(schema_editor.connection.alias, app_label)


def _columns(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def _frozen(connection: BaseDatabaseWrapper, rule: AppendOnly) -> str:
    """The SQL condition under which a row is guarded; '' when every row is."""
    if rule.frozen_when is None:
        return ""
    column, value = rule.frozen_when
    text = value.replace("'", "''")
    return f"OLD.{connection.ops.quote_name(column)} = '{text}'"


def _sqlite_triggers(connection: BaseDatabaseWrapper, rule: AppendOnly) -> dict[str, str]:
    quote = connection.ops.quote_name
    refuse = f"BEGIN SELECT RAISE(ABORT, '表 {rule.table} 只能追加，不能修改或者删除'); END"
    guarded = [quote(name) for name in _columns(connection, rule.table) if name not in rule.allow_update_of]
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in guarded)
    frozen = _frozen(connection, rule)
    tests = [f"({test})" for test in (changed if rule.allow_update_of else "", frozen) if test]
    condition = f"WHEN {' AND '.join(tests)} " if tests else ""
    triggers = {f"{rule.table}_no_update": f"BEFORE UPDATE ON {quote(rule.table)} {condition}{refuse}"}
    if not rule.allow_delete:
        kept = f"WHEN {frozen} " if frozen else ""
        triggers[f"{rule.table}_no_delete"] = f"BEFORE DELETE ON {quote(rule.table)} {kept}{refuse}"
    return {name: f"CREATE TRIGGER {quote(name)} {body}" for name, body in triggers.items()}


def _postgres_triggers(connection: BaseDatabaseWrapper, rule: AppendOnly) -> dict[str, str]:
    quote = connection.ops.quote_name
    arguments = ", ".join("'" + name.replace("'", "''") + "'" for name in rule.allow_update_of)
    frozen = _frozen(connection, rule)
    each_row = f"FOR EACH ROW WHEN ({frozen})" if frozen else "FOR EACH ROW"
    events = {"no_update": ("UPDATE", each_row)}
    if not rule.allow_delete:
        # TRUNCATE asks no row: a table with frozen rows is not emptied at one stroke either.
        events |= {"no_delete": ("DELETE", each_row), "no_truncate": ("TRUNCATE", "FOR EACH STATEMENT")}
    return {
        f"{rule.table}_{name}": f"CREATE TRIGGER {quote(f'{rule.table}_{name}')} BEFORE {event} "
        f"ON {quote(rule.table)} {which} EXECUTE FUNCTION kit_append_only({arguments})"
        for name, (event, which) in events.items()
    }


def _wanted(connection: BaseDatabaseWrapper, rule: AppendOnly) -> dict[str, str]:
    build = _sqlite_triggers if connection.vendor == "sqlite" else _postgres_triggers
    return build(connection, rule)


def _present(connection: BaseDatabaseWrapper, table: str) -> dict[str, str]:
    """Our triggers on `table`: name -> defining SQL ("" on PostgreSQL, where columns are compared at run time)."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table]
            )
        else:
            cursor.execute(
                "SELECT tgname, '' FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND NOT tgisinternal",
                [connection.ops.quote_name(table)],
            )
        return {name: sql for name, sql in cursor.fetchall() if name.startswith(f"{table}_no_")}


def _execute(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def install(connection: BaseDatabaseWrapper, rule: AppendOnly) -> None:
    """Put the triggers of `rule` into the database, replacing older ones of ours."""
    remove(connection, rule)
    function = [_POSTGRES_FUNCTION] if connection.vendor == "postgresql" else []
    _execute(connection, [*function, *_wanted(connection, rule).values()])


def remove(connection: BaseDatabaseWrapper, rule: AppendOnly) -> None:
    """Take the triggers of `rule` out of the database."""
    quote = connection.ops.quote_name
    suffix = f" ON {quote(rule.table)}" if connection.vendor == "postgresql" else ""
    _execute(connection, [f"DROP TRIGGER {quote(name)}{suffix}" for name in _present(connection, rule.table)])


def declared(connection: BaseDatabaseWrapper) -> list[AppendOnly]:
    """The rules of all applied migrations whose tables exist; a later rule for a table replaces an earlier."""
    loader = MigrationLoader(connection, ignore_no_migrations=True)
    applied = loader.applied_migrations
    found = {
        operation.table: operation
        for leaf in loader.graph.leaf_nodes()
        for node in loader.graph.forwards_plan(leaf)
        if node in applied
        for operation in loader.graph.nodes[node].operations
        if isinstance(operation, AppendOnly)
    }
    tables = set(connection.introspection.table_names())
    return [rule for table, rule in found.items() if table in tables]


def _is_guarded(connection: BaseDatabaseWrapper, rule: AppendOnly) -> bool:
    wanted, present = _wanted(connection, rule), _present(connection, rule.table)
    if connection.vendor == "sqlite":
        return wanted == present
    return wanted.keys() == present.keys()


def unguarded(using: str = "default") -> list[str]:
    """Tables that should only grow but whose triggers are missing or outdated; empty when all is well."""
    connection = connections[using]
    return [rule.table for rule in declared(connection) if not _is_guarded(connection, rule)]


def restore(using: str = "default", **signal: Any) -> None:
    """Put back missing triggers; runs after every ``migrate``."""
    connection = connections[using]
    for rule in declared(connection):
        if not _is_guarded(connection, rule):
            install(connection, rule)


@contextmanager
def paused(using: str = "default") -> Iterator[None]:
    """Let rows be changed for the length of one transaction. For tests and for renewing ciphertexts only."""
    connection = connections[using]
    with transaction.atomic(using=using):
        rules = declared(connection)
        for rule in rules:
            remove(connection, rule)
        yield
        for rule in rules:
            install(connection, rule)
