"""The log: complete, chained, without personal data."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction

from mingtang.kit import appendonly, audit
from mingtang.kit.db import writing
from mingtang.kit.models import AuditEntry, Counter


@pytest.fixture
def entries(clerk, now):
    series = Counter.objects.create(series="答复", year=2022)
    return [
        audit.record("登记", by=clerk, subject=series, at=now, data={"on": date(2022, 9, 28), "nth": n})
        for n in range(3)
    ]


def test_an_entry_says_who_did_what_to_what(clerk, now):
    series = Counter.objects.create(series="答复", year=2022)
    entry = audit.record(
        "登记", by=clerk, subject=series, reason="来信", data={"fee": Decimal("100.50")}, at=now
    )
    entry.refresh_from_db()
    assert (entry.act, entry.by, entry.by_name, entry.at) == ("登记", clerk, "王静文", now)
    assert (entry.subject_type, entry.subject_id) == ("kit.counter", str(series.pk))
    assert (entry.subject_label, entry.reason, entry.data) == (str(series), "来信", {"fee": "100.50"})
    assert list(audit.trail(series)) == [entry]


def test_the_program_and_people_without_account_have_names_too(db):
    assert audit.record("提醒", by=None).by_name == "系统"
    assert audit.record("补正", by=None, by_name="申请人").by_name == "申请人"


def test_the_clock_is_read_when_no_moment_is_given(db):
    before = datetime.now(UTC)
    assert before <= audit.record("登记", by=None).at <= datetime.now(UTC)


def test_numbers_of_people_are_masked_wherever_they_slip_in(db):
    data = {"note": "电话13812345678", "more": [{"id": "420606199003071234"}]}
    entry = audit.record("查看", by=None, reason="核对13812345678", subject_label="罗13812345678", data=data)
    everything = f"{entry.reason} {entry.subject_label} {entry.data}"
    assert "13812345678" not in everything
    assert "420606199003071234" not in everything
    assert everything.count("138****5678") == 3


def test_a_character_postgresql_cannot_keep_is_dropped(db):
    entry = audit.record("登记", by=None, reason="来\0信", subject_label="甲\0乙", data={"said": ["丙\0"]})
    entry.refresh_from_db()
    assert (entry.reason, entry.subject_label, entry.data) == ("来信", "甲乙", {"said": ["丙"]})
    assert audit.verify() is None


@pytest.mark.parametrize("value", [1.5, [1.5], {"a": 1.5}])
def test_floats_are_refused_because_databases_write_them_differently(db, value):
    with pytest.raises(TypeError):
        audit.record("x", by=None, data={"v": value})


def test_an_untouched_chain_is_whole(entries):
    assert audit.verify() is None
    assert [entry.previous_hash for entry in entries] == ["", entries[0].hash, entries[1].hash]
    assert audit.head() == (3, entries[-1].hash)


def test_an_empty_log_is_whole(db):
    assert audit.verify() is None
    assert audit.head() == (0, "")


@pytest.mark.parametrize(
    "change",
    [
        {"act": "其他"},
        {"at": datetime(2022, 9, 29, tzinfo=UTC)},
        {"by": None},
        {"by_name": "别人"},
        {"subject_type": "x"},
        {"subject_id": "9"},
        {"subject_label": "x"},
        {"reason": "x"},
        {"data": {"on": "2022-09-29", "nth": 1}},
        {"previous_hash": "0" * 64},
        {"hash": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_change_of_any_column_is_found(entries, change):
    with appendonly.paused():
        AuditEntry.objects.filter(pk=entries[1].pk).update(**change)
    assert audit.verify() == entries[1]


@pytest.mark.parametrize("gone", [0, 1])
def test_a_missing_entry_is_found_at_the_next(entries, gone):
    with appendonly.paused():
        AuditEntry.objects.filter(pk=entries[gone].pk).delete()
    assert audit.verify() == entries[gone + 1]


def test_a_forged_entry_with_a_right_hash_of_its_own_breaks_the_chain_behind_it(entries):
    with appendonly.paused():
        forged = AuditEntry.objects.get(pk=entries[0].pk)
        forged.reason = "伪造"
        forged.hash = audit.entry_hash(forged)
        forged.save()
    assert audit.verify() == entries[1]


def test_an_end_cut_off_shows_in_the_head(entries):
    kept = audit.head()
    with appendonly.paused():
        entries[-1].delete()
    assert audit.verify() is None
    assert audit.head() != kept


def test_an_act_that_fails_leaves_no_entry(db):
    with pytest.raises(ZeroDivisionError), writing():
        audit.record("登记", by=None)
        raise ZeroDivisionError
    audit.record("下一件", by=None)
    assert audit.verify() is None
    assert audit.head()[0] == 1


def test_many_processes_write_one_chain(elsewhere):
    """In any order of numbers and entries: neither a fork in the chain nor a deadlock."""
    steps = ("audit.record('登记', by=None)", "numbering.take('a', 2022)")
    orders = [(steps[0],), (steps[0], steps[1]), (steps[1], steps[0]), (steps[0], steps[1], steps[0])]
    acts = ["".join(f"        {step}\n" for step in order) for order in orders]
    elsewhere.run(*[f"for n in range(15):\n    with writing():\n{act}" for act in acts])
    assert audit.verify() is None
    assert audit.head()[0] == 75
    assert Counter.objects.get().last == 45


def test_record_joins_the_callers_transaction(db):
    with transaction.atomic():
        audit.record("登记", by=None)
        transaction.set_rollback(True)
    assert audit.head()[0] == 0
