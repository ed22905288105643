"""The lock in front of SQLite: fair, nestable, and never in the way of itself."""

import threading

import pytest
from django.db import connection, transaction

from mingtang.kit.db import writing
from mingtang.kit.models import Counter


def test_an_act_happens_whole_or_not_at_all(db):
    with pytest.raises(ZeroDivisionError), writing():
        Counter.objects.create(series="a", year=2022)
        raise ZeroDivisionError
    assert not Counter.objects.exists()


def test_an_inner_act_can_fail_alone(db):
    with writing():
        Counter.objects.create(series="a", year=2022)
        with pytest.raises(ZeroDivisionError), writing():
            Counter.objects.create(series="b", year=2022)
            raise ZeroDivisionError
    assert [counter.series for counter in Counter.objects.all()] == ["a"]


def test_it_can_decorate_an_act(db):
    @writing()
    def act(series):
        return Counter.objects.create(series=series, year=2022)

    act("a")
    act("b")
    assert Counter.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_effects_on_commit_may_write_again():
    def effect():
        with writing():
            Counter.objects.create(series="effect", year=2022)

    with writing():
        transaction.on_commit(effect)
    assert Counter.objects.get().series == "effect"


@pytest.mark.django_db(transaction=True)
def test_an_open_transaction_does_not_wait_for_the_lock_it_blocks():
    """One thread holds the database and then asks for the lock while another holds the lock and waits."""
    inside, others = threading.Event(), []

    def other():
        inside.wait(10)
        with writing():
            others.append(Counter.objects.create(series="other", year=2022))
        connection.close()

    thread = threading.Thread(target=other)
    thread.start()
    with transaction.atomic():
        Counter.objects.create(series="mine", year=2022)
        inside.set()
        thread.join(0.2)
        with writing():
            Counter.objects.create(series="inner", year=2022)
    thread.join(15)
    assert {counter.series for counter in Counter.objects.all()} == {"mine", "inner", "other"}


@pytest.mark.django_db(transaction=True)
def test_writers_of_one_process_lose_nothing():
    Counter.objects.create(series="a", year=2022)

    def work():
        for _ in range(10):
            with writing():
                counter = Counter.objects.select_for_update().get()
                counter.last += 1
                counter.save()
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter.objects.get().last == 50


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the lock stands in front of SQLite only")
def test_threads_queue_before_the_database_not_in_it(elsewhere):
    """SQLite is told not to wait at all: were two writers to meet there, one would fail."""
    (answer,) = elsewhere.run("""
    from django.db import connection
    def work():
        connection.ensure_connection()
        connection.connection.execute("PRAGMA busy_timeout = 0")
        for n in range(20):
            with writing():
                Counter.objects.create(series=threading.current_thread().name, year=n)
        connection.close()
    threads = [threading.Thread(target=work) for _ in range(5)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    print(Counter.objects.count())
    """)
    assert answer.strip() == "100"
