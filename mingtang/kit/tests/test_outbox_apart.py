"""Topics whose other side may be slow: a thread of their own, and a lease as long as they need."""

import threading
from datetime import timedelta

import pytest

from mingtang.kit import jobs, outbox
from mingtang.kit.db import writing
from mingtang.kit.models import OutboxMessage
from mingtang.kit.outbox import LEASE


@pytest.fixture(autouse=True)
def no_handlers(monkeypatch):
    monkeypatch.setattr(outbox, "_handlers", {})


@pytest.fixture
def sent():
    """Keys that went out, by a handler that always manages to send."""
    keys = []
    outbox.handler("mail")(lambda message: keys.append(message.key))
    return keys


def enqueue(now, key="k1", topic="mail"):
    with writing():
        return outbox.enqueue(topic, key, {}, not_before=now)


def state(key):
    return OutboxMessage.objects.get(key=key).state


@pytest.fixture
def stuck(transactional_db):
    """A topic apart whose other side does not answer until it is let go."""
    begun, let_go = threading.Event(), threading.Event()

    def send(message):
        begun.set()
        let_go.wait(20)

    outbox.handler("slow", apart=True, lease=timedelta(minutes=30))(send)
    yield begun, let_go
    let_go.set()
    for thread in outbox._apart.values():
        thread.join(20)
    outbox._apart.clear()


def test_a_topic_that_hangs_keeps_no_other_waiting(stuck, now, sent):
    begun, let_go = stuck
    enqueue(now, "s1", "slow")
    enqueue(now, "s2", "slow")
    enqueue(now)
    jobs.deliver_messages(now=now, since=None)
    assert begun.wait(20)
    assert (sent, state("s1")) == (["k1"], "unknown")
    enqueue(now, "k2")
    assert outbox.deliver_apart(now) == []
    jobs.deliver_messages(now=now, since=None)
    assert sent == ["k1", "k2"]
    let_go.set()
    for thread in outbox._apart.values():
        thread.join(20)
    assert (state("s1"), state("s2")) == ("sent", "sent")


def test_a_lease_is_as_long_as_its_topic_says(stuck, now):
    enqueue(now, "s1", "slow")
    outbox.deliver_apart(now)
    assert stuck[0].wait(20)
    assert OutboxMessage.objects.get(key="s1").lease_until == now + timedelta(minutes=30)
    assert list(outbox.doubtful(now + LEASE)) == []


def test_a_lease_counts_from_the_claim_not_from_the_start_of_the_round(db, now, monkeypatch):
    def fail(message):
        raise TimeoutError

    clock = iter(range(0, 10000, 600))
    monkeypatch.setattr(outbox.time, "monotonic", lambda: next(clock))
    outbox.handler("mail")(fail)
    enqueue(now, "k1")
    enqueue(now, "k2")
    outbox.deliver(now)
    leases = OutboxMessage.objects.order_by("id").values_list("lease_until", flat=True)
    assert list(leases) == [now + timedelta(minutes=10) + LEASE, now + timedelta(minutes=20) + LEASE]


def test_nothing_due_starts_no_thread(db, now):
    outbox.handler("slow", apart=True)(lambda message: None)
    assert outbox.deliver_apart(now) == []


def test_only_the_topics_asked_for_are_delivered(db, now, sent):
    enqueue(now)
    assert outbox.deliver(now, topics=set()) == {}
    assert outbox.deliver(now, topics={"mail"}) == {"sent": 1}
