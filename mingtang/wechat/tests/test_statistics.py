"""统计：每天取，缺的补，迟的再取，一项取不到不耽误别的。"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from mingtang.kit.models import OutboxMessage
from mingtang.organs.refusal import Refused
from mingtang.organs.tests.factories import make_staff
from mingtang.wechat import actions, jobs
from mingtang.wechat.actions.statistics import missing_spans, store_span
from mingtang.wechat.models import (
    Account,
    AccountDay,
    ArticleDay,
    ArticleTotal,
    FetchedDay,
    Publication,
    UserDay,
)
from mingtang.wechat.tests.conftest import deliver, deliver_all, push

DAY = timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture(autouse=True)
def noon(box):
    """Before eight the platform does not give out the figures of the day before: here it is always noon there."""
    box.advance((at(12) - timezone.now()).total_seconds())


@pytest.fixture
def published(account, box):
    """An article published three days ago."""
    publication = push(account)
    deliver_all()
    publication.refresh_from_db()
    box.advance(-3 * 86400)
    box.finish(publication.publish_id)
    box.advance(3 * 86400)
    deliver(timedelta(minutes=4))
    Publication.objects.update(published_at=box.world.moment() - 3 * DAY)
    publication.refresh_from_db()
    return publication


def everything(account):
    models = (UserDay, AccountDay, ArticleDay, ArticleTotal)
    return [list(model.objects.filter(account=account).order_by("pk").values()) for model in models]


def test_a_day_is_stored(account, published, today):
    day = today - 3 * DAY
    gathered = actions.store_statistics(account, day)
    assert gathered.problems == []
    users, whole = UserDay.objects.get(day=day), AccountDay.objects.get(day=day)
    article, total = ArticleDay.objects.get(day=day), ArticleTotal.objects.get()
    assert users.total > 10000 and users.gained == sum(users.by_source.values())
    assert article.publication == total.publication == published and article.readers >= 200
    assert (whole.readers, whole.sharers) == (article.readers, article.sharers) and whole.likes > 0
    assert (total.published_on, total.until, total.notified) == (day, today - DAY, False)
    assert total.readers > article.readers and total.title == published.title
    assert FetchedDay.objects.get(day=day).complete


def test_the_same_day_again_replaces_it(account, published, today):
    actions.store_statistics(account, today - 2 * DAY)
    before = everything(account)
    actions.store_statistics(account, today - 2 * DAY)
    assert everything(account) == before


def test_totals_go_on_for_thirty_days(account, published, today, box):
    actions.store_statistics(account, today - 3 * DAY)
    first = ArticleTotal.objects.get()
    box.advance(86400)
    actions.store_statistics(account, today - DAY)
    total = ArticleTotal.objects.get()
    assert total.until == first.until + DAY and total.readers > first.readers


@pytest.mark.parametrize(
    ("path", "family", "model"),
    [
        ("getusersummary", "users", UserDay), ("getusercumulate", "users", UserDay), ("getarticleread", "reads", None),
        ("getarticleshare", "shares", None), ("getbizsummary", "account", AccountDay),
        ("getarticletotaldetail", "totals", ArticleTotal),
    ],
)  # fmt: skip
def test_one_family_that_fails_leaves_the_others(account, published, today, box, path, family, model):
    box.disturb(path, "errcode", 45009, times=9)
    gathered = actions.store_statistics(account, today - DAY)
    row = FetchedDay.objects.get()
    assert row.missing == [family] and len(gathered.problems) == 1 and not row.complete
    stored = {each: each.objects.exists() for each in (UserDay, AccountDay, ArticleTotal)}
    assert [each for each, there in stored.items() if not there] == ([model] if model else [])
    box.world.faults.clear()
    actions.store_statistics(account, today - DAY)
    assert FetchedDay.objects.get().complete


def test_late_figures_are_fetched_again_for_a_week(account, box, today):
    Account.objects.update(counted_from=today - 2 * DAY)
    account.refresh_from_db()
    box.world.late_until = today
    store_span(account, today - 2 * DAY, today - DAY)
    assert set(FetchedDay.objects.values_list("delayed", flat=True)) == {True}
    assert list(missing_spans(account, today)) == [(today - 2 * DAY, today - DAY)]
    assert (today - 2 * DAY) not in {first for first, _ in missing_spans(account, today + 7 * DAY)}
    box.world.late_until = None
    store_span(account, today - 2 * DAY, today - DAY)
    assert list(missing_spans(account, today)) == []


def test_missing_days_are_caught_up_seven_at_a_time(account, box, today):
    Account.objects.update(counted_from=today - 10 * DAY)
    account.refresh_from_db()
    spans = list(missing_spans(account, today))
    assert spans == [(today - 10 * DAY, today - 4 * DAY), (today - 3 * DAY, today - DAY)]
    store_span(account, today - 8 * DAY, today - 7 * DAY)
    assert list(missing_spans(account, today)) == [
        (today - 10 * DAY, today - 9 * DAY),
        (today - 6 * DAY, today - DAY),
    ]
    with pytest.raises(Refused, match="最多取 7 天"):
        store_span(account, today - 8 * DAY, today - DAY)


def at(hour, minute=0):
    """A moment of today at an hour of the office."""
    return timezone.localtime().replace(hour=hour, minute=minute).astimezone(UTC)


def test_the_job_waits_for_eight_and_then_fetches_what_is_missing(account, box, today):
    Account.objects.update(counted_from=today - 9 * DAY)
    assert jobs.ask_for_statistics(now=at(7, 59), since=None) == "还没到八点"
    assert jobs.ask_for_statistics(now=at(8), since=None) == "待取 2 段"
    assert jobs.ask_for_statistics(now=at(8, 30), since=None) == "待取 2 段"
    assert OutboxMessage.objects.count() == 2 and box.world.calls == []
    OutboxMessage.objects.update(not_before=datetime(2020, 1, 1, tzinfo=UTC))
    deliver_all()
    assert FetchedDay.objects.count() == 9 and UserDay.objects.count() == 9
    assert jobs.ask_for_statistics(now=at(9), since=None) == "待取 0 段"


def test_the_job_leaves_out_accounts_that_are_switched_off(account, today):
    Account.objects.update(counted_from=today - 2 * DAY, enabled=False)
    assert jobs.ask_for_statistics(now=at(9), since=None) == "待取 0 段"


def test_when_wechat_is_away_nothing_is_lost(account, box, today):
    Account.objects.update(counted_from=today - DAY)
    box.world.address_allowed = False
    jobs.ask_for_statistics(now=at(8), since=None)
    OutboxMessage.objects.update(not_before=datetime(2020, 1, 1, tzinfo=UTC))
    deliver_all()
    assert FetchedDay.objects.get().missing == ["users", "reads", "shares", "account", "totals"]
    box.world.address_allowed = True
    account.refresh_from_db()
    assert list(missing_spans(account, today)) == [(today - DAY, today - DAY)]


@pytest.mark.parametrize(
    "answer",
    [{}, {"list": None}, {"list": "x"}, {"list": [1, {"msgid": 5}, {"ref_date": "?", "detail": []}]}],
)
def test_answers_that_look_strange_break_nothing(account, today, answer, monkeypatch):
    from mingtang.wechat.client import Client

    monkeypatch.setattr(Client, "call", lambda *args, **more: answer)
    gathered = actions.store_statistics(account, today - DAY)
    assert gathered.problems == [] and not ArticleDay.objects.exists()


def test_a_person_may_ask_and_leaves_a_line_in_the_log(account, home, clerk, today):
    actions.store_statistics(account, today - DAY, by=clerk)
    from mingtang.kit.models import AuditEntry

    assert AuditEntry.objects.filter(act="wechat.statistics", by=clerk).count() == 1
    with pytest.raises(Refused):
        actions.store_statistics(account, today - DAY, by=make_staff("auditor", organ=home))
