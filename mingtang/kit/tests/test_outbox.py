"""Messages: with the act or not at all, at least once, never again blindly."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.transaction import TransactionManagementError

from mingtang.kit import jobs, outbox
from mingtang.kit.db import writing
from mingtang.kit.models import OutboxMessage
from mingtang.kit.outbox import LEASE, LONGEST_WAIT, MAX_ATTEMPTS, NotSent, Refused
from mingtang.kit.tests.elsewhere import hear


@pytest.fixture(autouse=True)
def no_handlers(monkeypatch):
    monkeypatch.setattr(outbox, "_handlers", {})


@pytest.fixture
def sent():
    """Keys that went out, by a handler that always manages to send."""
    keys = []
    outbox.handler("mail")(lambda message: keys.append(message.key))
    return keys


def enqueue(now, key="k1", **more):
    with writing():
        return outbox.enqueue("mail", key, {"to": "a"}, not_before=now, **more)


def state(key="k1"):
    return OutboxMessage.objects.get(key=key).state


def test_a_message_goes_out_once_with_what_was_written(db, now, sent):
    message = enqueue(now)
    assert message.payload == {"to": "a"}
    assert outbox.deliver(now) == {"sent": 1}
    assert outbox.deliver(now) == {}
    assert sent == ["k1"]
    message.refresh_from_db()
    assert (message.state, message.sent_at, message.attempts, message.lease_until) == ("sent", now, 1, None)


def test_the_same_key_twice_is_one_message(db, now, sent):
    first = enqueue(now)
    assert enqueue(now + timedelta(days=1)).pk == first.pk
    outbox.deliver(now + timedelta(days=2))
    assert sent == ["k1"]


def test_a_failed_act_sends_nothing(db, now, sent):
    with pytest.raises(ZeroDivisionError), writing():
        outbox.enqueue("mail", "k1", {})
        raise ZeroDivisionError
    assert outbox.deliver(now + timedelta(days=9999)) == {}


@pytest.mark.django_db(transaction=True)
def test_a_message_without_an_act_is_refused():
    with pytest.raises(TransactionManagementError):
        outbox.enqueue("mail", "k1", {})


def test_delivery_inside_an_act_is_refused(db, now, sent):
    enqueue(now)
    with pytest.raises(RuntimeError), writing():
        outbox.deliver(now)
    assert sent == []


def test_a_message_waits_for_its_time_and_its_turn(db, now, sent):
    enqueue(now + timedelta(minutes=1), "late")
    enqueue(now, "second")
    enqueue(now - timedelta(minutes=1), "first")
    assert outbox.deliver(now, limit=1) == {"sent": 1}
    outbox.deliver(now)
    assert sent == ["first", "second"]
    outbox.deliver(now + timedelta(minutes=1))
    assert sent == ["first", "second", "late"]


def test_topics_of_others_are_left_alone(db, now):
    enqueue(now)
    assert outbox.deliver(now) == {}
    assert state() == "waiting"


def test_a_waiting_message_can_be_called_back_a_sent_one_cannot(db, now, sent):
    enqueue(now)
    assert outbox.cancel("k1")
    assert not outbox.cancel("k1")
    assert outbox.deliver(now) == {}
    enqueue(now, "k2")
    outbox.deliver(now)
    assert not outbox.cancel("k2")
    assert not outbox.cancel("none")


def test_the_payload_is_not_readable_in_the_database(db, now):
    with writing():
        outbox.enqueue("mail", "k1", {"phone": "13812345678"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM kit_outboxmessage")
        assert "13812345678" not in cursor.fetchone()[0]


def fail_with(error):
    def send(message):
        raise error

    outbox.handler("mail")(send)


def test_a_message_surely_not_sent_is_tried_again_later_and_later(db, now):
    fail_with(NotSent("连不上 13812345678"))
    message = enqueue(now)
    waits = []
    for _ in range(MAX_ATTEMPTS):
        assert state() == "waiting"
        at = OutboxMessage.objects.get().not_before
        outbox.deliver(at)
        message.refresh_from_db()
        waits.append(message.not_before - at)
    assert waits[:3] == [timedelta(minutes=2), timedelta(minutes=4), timedelta(minutes=8)]
    assert max(waits) <= LONGEST_WAIT
    assert (message.state, message.attempts) == ("failed", MAX_ATTEMPTS)
    assert "13812345678" not in message.last_error


def test_a_message_that_cannot_arrive_fails_at_once(db, now):
    fail_with(Refused("没有这个地址"))
    enqueue(now)
    assert outbox.deliver(now) == {"failed": 1}
    assert OutboxMessage.objects.get().last_error == "Refused: 没有这个地址"


def test_any_other_error_leaves_the_result_unknown(db, now, caplog):
    fail_with(TimeoutError("13812345678"))
    message = enqueue(now)
    assert outbox.deliver(now) == {"unknown": 1}
    assert "13812345678" not in caplog.text
    assert list(outbox.doubtful(now)) == []
    assert list(outbox.doubtful(now + LEASE)) == [message]


@pytest.fixture
def doubtful(db, now):
    """A message of which nobody knows whether it arrived."""
    fail_with(TimeoutError())
    enqueue(now)
    outbox.deliver(now)
    return now + LEASE


def test_an_unknown_message_is_never_sent_blindly(doubtful):
    keys = []
    outbox.handler("mail")(lambda message: keys.append(message.key))
    for hours in range(0, 100, 10):
        outbox.deliver(doubtful + timedelta(hours=hours))
    assert (keys, state()) == ([], "unknown")


def test_what_nobody_can_be_asked_about_waits_for_a_person(doubtful):
    later = doubtful + timedelta(seconds=20)
    outbox.deliver(doubtful)
    assert [message.key for message in outbox.doubtful(later)] == ["k1"]
    assert outbox.settle("k1", arrived=True, now=later) and state() == "sent"


@pytest.mark.parametrize(("answer", "then"), [(True, "sent"), (False, "waiting"), (None, "unknown")])
def test_the_other_side_is_asked(doubtful, answer, then):
    asked = []
    outbox.handler("mail", ask=lambda message: asked.append(message.key) or answer)(lambda message: None)
    outbox.deliver(doubtful - timedelta(seconds=1))
    assert asked == []
    outbox.deliver(doubtful)
    assert (asked, state()) == (["k1"], then)
    outbox.deliver(doubtful)
    assert len(asked) == 1


def test_an_asker_that_fails_is_asked_again_later(doubtful):
    def ask(message):
        raise OSError

    outbox.handler("mail", ask=ask)(lambda message: None)
    outbox.deliver(doubtful)
    assert state() == "unknown"
    outbox.handler("mail", ask=lambda message: True)(lambda message: None)
    outbox.deliver(doubtful + LONGEST_WAIT)
    assert state() == "sent"


def test_a_harmless_message_is_simply_sent_again(doubtful):
    keys = []
    outbox.handler("mail", repeatable=True)(lambda message: keys.append(message.key))
    outbox.deliver(doubtful)
    outbox.deliver(doubtful + LONGEST_WAIT)
    assert (keys, state()) == (["k1"], "sent")


@pytest.mark.parametrize(("arrived", "then"), [(True, "sent"), (False, "waiting")])
def test_people_can_settle_what_is_unknown_but_nothing_else(doubtful, arrived, then):
    assert not outbox.settle("k1", arrived=arrived, now=doubtful - timedelta(seconds=1))
    assert outbox.settle("k1", arrived=arrived, now=doubtful)
    assert state() == then
    assert not outbox.settle("k1", arrived=arrived, now=doubtful)


def test_the_ticker_delivers(db, now, sent):
    assert jobs.deliver_messages(now=now, since=None) == "没有待发消息"
    enqueue(now)
    assert jobs.deliver_messages(now=now, since=None) == "已发 1 条"


def test_a_process_killed_while_sending_leaves_the_truth_behind(elsewhere, now):
    enqueue(now)
    process = elsewhere.start("""
    @outbox.handler("mail")
    def send(message):
        say("sending")
        wait()
    outbox.deliver(datetime(2022, 9, 28, 1, 30, tzinfo=UTC))
    """)
    hear(process, "sending")
    process.kill()
    process.wait()
    message = OutboxMessage.objects.get()
    assert (message.state, message.attempts, message.lease_until) == ("unknown", 1, now + LEASE)
    keys = []
    outbox.handler("mail", ask=lambda message: False)(lambda message: keys.append(message.key))
    outbox.deliver(now)
    assert keys == []
    outbox.deliver(now + LEASE)
    outbox.deliver(now + LEASE + LONGEST_WAIT)
    assert (keys, state()) == (["k1"], "sent")


def test_a_late_result_does_not_overwrite_what_came_after(db, now):
    """The lease is over and people have settled the message while its first sender still hangs."""

    def send(message):
        outbox.settle(message.key, arrived=True, now=now + LEASE)
        raise NotSent

    outbox.handler("mail")(send)
    enqueue(now)
    outbox.deliver(now)
    assert state() == "sent"


def test_many_processes_send_each_message_once(elsewhere, now):
    for n in range(30):
        enqueue(now, f"k{n}")
    script = """
    outbox.handler("mail")(lambda message: say(message.key))
    outbox.deliver(datetime(2022, 9, 28, 1, 30, tzinfo=UTC))
    """
    answers = elsewhere.run(script, script, script)
    assert sorted(key for answer in answers for key in answer.split()) == sorted(f"k{n}" for n in range(30))
    assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"sent"}
