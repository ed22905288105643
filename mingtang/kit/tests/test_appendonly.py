"""Tables that only grow, on both databases."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from mingtang.kit import appendonly, audit
from mingtang.kit.appendonly import AppendOnly
from mingtang.kit.models import AuditEntry, StoredFile

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="how SQLite changes tables")
on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has TRUNCATE")


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def refused(statement):
    with pytest.raises(IntegrityError, match="只能追加"), transaction.atomic():
        execute(statement)
    return True


@pytest.fixture
def table(db):
    execute("CREATE TABLE kit_probe (id integer PRIMARY KEY, said text, derived text)")
    execute("INSERT INTO kit_probe VALUES (1, 'a', NULL)")
    yield "kit_probe"
    execute("DROP TABLE kit_probe")


def test_rows_can_be_added_but_not_changed_or_removed(table):
    appendonly.install(connection, AppendOnly(table))
    execute("INSERT INTO kit_probe VALUES (2, 'b', NULL)")
    assert refused("UPDATE kit_probe SET said = 'x'")
    assert refused("UPDATE kit_probe SET derived = 'x' WHERE id = 2")
    assert refused("DELETE FROM kit_probe")


def test_named_columns_may_change(table):
    appendonly.install(connection, AppendOnly(table, allow_update_of=["derived"]))
    execute("UPDATE kit_probe SET derived = 'due', said = said")
    assert refused("UPDATE kit_probe SET derived = 'x', said = 'x'")
    assert refused("UPDATE kit_probe SET said = NULL")
    assert refused("DELETE FROM kit_probe")


@on_postgres
def test_a_table_with_frozen_rows_is_not_emptied_at_one_stroke(table):
    appendonly.install(connection, AppendOnly(table, frozen_when=("said", "a")))
    execute("INSERT INTO kit_probe VALUES (2, 'b', NULL)")
    execute("DELETE FROM kit_probe WHERE id = 2")
    assert refused("DELETE FROM kit_probe") and refused("TRUNCATE kit_probe")


def test_rows_may_go_where_allowed(table):
    appendonly.install(connection, AppendOnly(table, allow_delete=True))
    assert refused("UPDATE kit_probe SET said = 'x'")
    execute("DELETE FROM kit_probe")


def test_the_operation_can_be_undone(table):
    class Editor:  # what an operation needs of a schema editor
        pass

    editor = Editor()
    editor.connection = connection
    rule = AppendOnly(table)
    rule.database_forwards("kit", editor, None, None)
    assert refused("DELETE FROM kit_probe")
    rule.database_backwards("kit", editor, None, None)
    execute("DELETE FROM kit_probe")


def test_the_operation_can_be_written_into_a_migration():
    name, args, kwargs = AppendOnly("t", allow_update_of=["a"]).deconstruct()
    assert (name, args, kwargs) == ("AppendOnly", ["t"], {"allow_update_of": ("a",)})


def test_objects_of_the_log_cannot_be_changed(db):
    entry = audit.record("登记", by=None)
    entry.act = "其他"
    for change in (entry.save, entry.delete, AuditEntry.objects.all().delete):
        with pytest.raises(IntegrityError, match="kit_auditentry"), transaction.atomic():
            change()


def test_stored_files_can_be_removed_but_not_changed(db):
    file = StoredFile.objects.create(sha256="0" * 64, name="a.pdf", size=1, content_type="application/pdf")
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.update(size=2)
    file.delete()


def test_a_pause_ends_with_its_transaction(db):
    audit.record("登记", by=None)
    with appendonly.paused():
        AuditEntry.objects.update(act="改")
    assert AuditEntry.objects.get().act == "改"
    with pytest.raises(ZeroDivisionError), appendonly.paused():
        raise ZeroDivisionError
    assert refused("UPDATE kit_auditentry SET act = 'x'")
    assert appendonly.unguarded() == []


@pytest.mark.django_db(transaction=True)
class TestWithCommits:
    def test_migrate_puts_lost_triggers_back(self):
        rule = next(rule for rule in appendonly.declared(connection) if rule.table == "kit_auditentry")
        appendonly.remove(connection, rule)
        assert appendonly.unguarded() == ["kit_auditentry"]
        call_command("migrate", "kit", verbosity=0)
        assert appendonly.unguarded() == []
        audit.record("登记", by=None)
        assert refused("UPDATE kit_auditentry SET act = 'x'")

    @on_sqlite
    def test_a_rebuilt_table_is_noticed(self):
        with connection.schema_editor() as editor:
            editor._remake_table(AuditEntry)
        assert appendonly.unguarded() == ["kit_auditentry"]
        appendonly.restore()
        assert appendonly.unguarded() == []

    @on_sqlite
    def test_a_column_added_later_is_guarded_too(self, monkeypatch):
        rule = AppendOnly("kit_probe", allow_update_of=["derived"])
        monkeypatch.setattr(appendonly, "declared", lambda connection: [rule])
        execute("CREATE TABLE kit_probe (id integer PRIMARY KEY, derived text)")
        try:
            appendonly.install(connection, rule)
            execute("ALTER TABLE kit_probe ADD COLUMN later text")
            execute("INSERT INTO kit_probe VALUES (1, NULL, 'a')")
            assert appendonly.unguarded() == ["kit_probe"]
            appendonly.restore()
            assert refused("UPDATE kit_probe SET later = 'x'")
        finally:
            execute("DROP TABLE kit_probe")

    @on_postgres
    def test_truncate_is_refused(self):
        assert refused("TRUNCATE kit_auditentry")

    @pytest.mark.parametrize("turn", [1, 2])
    def test_a_transactional_test_leaves_empty_tables_behind(self, turn):
        assert not AuditEntry.objects.exists()
        audit.record("登记", by=None)
        assert refused("DELETE FROM kit_auditentry")
