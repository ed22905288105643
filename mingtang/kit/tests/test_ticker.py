"""Periodic jobs: on time, once, and catching up."""

import threading
from datetime import timedelta

import pytest

from mingtang.kit import ticker
from mingtang.kit.models import Job
from mingtang.kit.tests.elsewhere import hear

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def no_jobs(monkeypatch):
    monkeypatch.setattr(ticker, "_jobs", {})


@pytest.fixture
def calls():
    """What the hourly job was called with."""
    seen = []

    @ticker.job("hourly", every=HOUR)
    def hourly(*, now, since):
        seen.append((now, since))
        return f"{len(seen)} 次"

    return seen


def test_a_job_runs_when_its_time_has_come(db, now, calls):
    assert ticker.run_due(now) == ["hourly"]
    assert ticker.run_due(now + HOUR / 2) == []
    assert ticker.run_due(now + HOUR) == ["hourly"]
    assert calls == [(now, None), (now + HOUR, now)]
    row = Job.objects.get()
    assert (row.last_run, row.last_success, row.last_result) == (now + HOUR, now + HOUR, "2 次")
    assert row.next_run == now + 2 * HOUR


def test_after_an_outage_a_job_runs_once_for_the_whole_time(db, now, calls):
    ticker.run_due(now)
    ticker.run_due(now + 50 * HOUR)
    assert ticker.run_due(now + 50 * HOUR) == []
    assert calls == [(now, None), (now + 50 * HOUR, now)]


def test_a_failed_run_is_recorded_without_its_words_and_caught_up(db, now, calls, caplog):
    ticker.run_due(now)

    @ticker.job("hourly", every=HOUR)
    def broken(*, now, since):
        raise ValueError("罗一一 13812345678")

    assert ticker.run_due(now + HOUR) == ["hourly"]
    row = Job.objects.get()
    assert (row.last_result, row.last_success) == ("失败：ValueError", now)
    assert "hourly" in caplog.text
    assert "13812345678" not in caplog.text
    later = []
    ticker.job("hourly", every=HOUR)(lambda *, now, since: later.append(since))
    ticker.run_due(now + 2 * HOUR)
    assert later == [now]
    assert Job.objects.get().last_result == "完成"


def test_one_broken_job_does_not_stop_the_others(db, now, calls):
    @ticker.job("a", every=HOUR)
    def broken(*, now, since):
        raise ValueError

    assert ticker.run_due(now) == ["a", "hourly"]
    assert len(calls) == 1


def test_a_job_in_hand_is_not_started_again(db, now):
    """While it runs, a second process finds nothing to do; after the longest run it counts as dead."""
    inner = []

    @ticker.job("long", every=timedelta(seconds=1))
    def long(*, now, since):
        inner.append(ticker.run_due(now + ticker.LONGEST_RUN - timedelta(seconds=1)))

    ticker.run_due(now)
    assert inner == [[]]


def test_processes_share_the_jobs(elsewhere):
    script = """
    for n in range(10):
        ticker.job(f"job{n}", every=timedelta(hours=1))(lambda *, now, since: None)
    print(*[name for name in ticker.run_due(datetime(2022, 9, 28, tzinfo=UTC)) if name.startswith("job")])
    """
    answers = elsewhere.run(script, script, script)
    assert sorted(name for answer in answers for name in answer.split()) == sorted(
        f"job{n}" for n in range(10)
    )


def test_a_job_of_a_killed_process_is_caught_up(elsewhere, now, calls):
    ticker.run_due(now - 2 * HOUR)
    process = elsewhere.start("""
    @ticker.job("hourly", every=timedelta(hours=1))
    def hang(*, now, since):
        say("running")
        wait()
    ticker._jobs = {"hourly": ticker._jobs["hourly"]}
    ticker.run_due(datetime(2022, 9, 28, 1, 30, tzinfo=UTC))
    """)
    hear(process, "running")
    process.kill()
    process.wait()
    assert ticker.run_due(now + timedelta(minutes=1)) == []
    assert ticker.run_due(now + HOUR) == ["hourly"]
    assert calls[-1] == (now + HOUR, now - 2 * HOUR)


@pytest.mark.django_db(transaction=True)
def test_the_thread_ticks_until_it_is_stopped():
    rounds, enough = [], threading.Event()

    @ticker.job("quick", every=timedelta(0))
    def quick(*, now, since):
        rounds.append(now)
        if len(rounds) == 3:
            enough.set()

    thread = ticker.start(interval=0.01)
    try:
        assert thread.daemon
        assert enough.wait(20)
    finally:
        thread.stop()
    assert not thread.is_alive()


def test_an_error_of_the_database_does_not_end_the_thread(monkeypatch, caplog):
    def broken(now):
        raise OSError("secret")

    monkeypatch.setattr(ticker, "run_due", broken)
    monkeypatch.setattr(ticker, "close_old_connections", lambda: None)
    ticker.Ticker(1).tick()
    assert "OSError" in caplog.text
    assert "secret" not in caplog.text
