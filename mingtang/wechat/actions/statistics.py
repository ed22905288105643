"""统计：每天上午八点以后取前一天的，缺的补上；一项取不到不耽误别的。"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from mingtang.kit import audit
from mingtang.kit.db import writing
from mingtang.organs.models import Staff
from mingtang.organs.permissions import same_organ
from mingtang.organs.refusal import require
from mingtang.wechat import quotas
from mingtang.wechat.client import Client, WechatError
from mingtang.wechat.models import (
    Account,
    AccountDay,
    ArticleDay,
    ArticleTotal,
    FetchedDay,
    Publication,
    UserDay,
)
from mingtang.wechat.permissions import may_handle_publication

STATISTICS = "wechat.statistics"
READY_AT = 8  # o'clock: before that yesterday is not ready
CATCH_UP = timedelta(days=30)
AGAIN = timedelta(days=7)  # so long a day that WeChat called late is fetched again
FAMILIES = ("users", "reads", "shares", "account", "totals")
FIGURES = {
    "readers": "read_user",
    "sharers": "share_user",
    "likes": "like_user",
    "recommends": "zaikan_user",
    "comments": "comment_count",
    "collectors": "collection_user",
}


@dataclass
class Gathered:
    """What WeChat said about some days, before it is stored; ``missing`` and ``delayed`` by day."""

    days: list[date]
    users: dict[date, dict[str, Any]] = field(default_factory=dict)
    account: dict[date, dict[str, Any]] = field(default_factory=dict)
    articles: dict[tuple[date, str], dict[str, Any]] = field(default_factory=dict)
    totals: dict[str, dict[str, Any]] = field(default_factory=dict)
    missing: dict[date, list[str]] = field(default_factory=dict)
    delayed: set[date] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)


def store_statistics(account: Account, day: date, by: Staff | None = None) -> Gathered:
    """Fetch and store one day; the same day again replaces it. Not inside a transaction.

    An error of one family is noted in ``problems`` and in the row of the day; the others are stored.
    """
    if by is not None:
        allowed = may_handle_publication(by) and same_organ(by, account.organ_id)
        require(allowed, "只有本机关的工作人员可以取公众号的统计。")
    return store_span(account, day, day, by=by)


def store_span(account: Account, first: date, last: date, by: Staff | None = None) -> Gathered:
    """Fetch and store the days from ``first`` to ``last``, at most seven: WeChat tells of no more users at once."""
    client = Client(account)
    most = quotas.value(account, "user_days", last)
    require(first <= last and (last - first).days < most, f"统计一次最多取 {most} 天。")
    gathered = _gather(client, account, first, last)
    keep_statistics(account, gathered, at=client.now(), by=by)
    return gathered


def missing_spans(account: Account, today: date) -> Iterator[tuple[date, date]]:
    """The runs of days, at most seven long, that are still to be fetched, up to yesterday."""
    run: list[date] = []
    most = quotas.value(account, "user_days", today)
    for day in _missing_days(account, today):
        if run and ((day - run[0]).days >= most or day - run[-1] > timedelta(days=1)):
            yield run[0], run[-1]
            run = []
        run.append(day)
    if run:
        yield run[0], run[-1]


def _missing_days(account: Account, today: date) -> list[date]:
    start = max(account.counted_from or today - CATCH_UP, today - CATCH_UP)
    days = [start + timedelta(days=n) for n in range((today - start).days)]
    fetched = {row.day: row for row in FetchedDay.objects.filter(account=account, day__gte=start)}
    return [day for day in days if day not in fetched or _is_wanted_again(fetched[day], today)]


def _is_wanted_again(row: FetchedDay, today: date) -> bool:
    return bool(row.missing) or (row.delayed and today - row.day <= AGAIN)


def _gather(client: Client, account: Account, first: date, last: date) -> Gathered:
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    gathered = Gathered(days)
    _attempt(gathered, "users", days, lambda: _users(client, gathered, first, last))
    for day in days:
        _gather_day(client, gathered, day)
    _attempt(
        gathered, "totals", [last], lambda: _totals(client, gathered, _publishing_days(account, days, last))
    )
    return gathered


def _gather_day(client: Client, gathered: Gathered, day: date) -> None:
    _attempt(gathered, "reads", [day], lambda: _articles(gathered, day, client.article_read(day)))
    _attempt(gathered, "shares", [day], lambda: _articles(gathered, day, client.article_share(day)))
    _attempt(gathered, "account", [day], lambda: _account(gathered, day, client.account_summary(day)))


def _attempt(gathered: Gathered, family: str, days: Iterable[date], ask: Callable[[], None]) -> None:
    try:
        ask()
    except WechatError as error:
        gathered.problems.append(str(error))
        for day in days:
            gathered.missing.setdefault(day, []).append(family)


def _users(client: Client, gathered: Gathered, first: date, last: date) -> None:
    changes, totals = client.user_summary(first, last), client.user_cumulate(first, last)
    for day in gathered.days:
        gathered.users[day] = {"gained": 0, "lost": 0, "total": None, "by_source": {}}
    for row in _rows(changes):
        told = gathered.users.get(_day(row) or first)
        if told is not None:
            source = str(row.get("user_source", 0))
            told["gained"] += _count(row, "new_user")
            told["lost"] += _count(row, "cancel_user")
            told["by_source"][source] = told["by_source"].get(source, 0) + _count(row, "new_user")
    for row in _rows(totals):
        told = gathered.users.get(_day(row) or first)
        if told is not None:
            told["total"] = _count(row, "cumulate_user")


def _articles(gathered: Gathered, day: date, answer: dict[str, Any]) -> None:
    _mark_delay(gathered, day, answer)
    for row in _rows(answer):
        msgid, detail = str(row.get("msgid", ""))[:80], row.get("detail")
        if msgid and isinstance(detail, dict):
            gathered.articles.setdefault((day, msgid), {}).update(detail)


def _account(gathered: Gathered, day: date, answer: dict[str, Any]) -> None:
    _mark_delay(gathered, day, answer)
    for row in _rows(answer):
        detail = row.get("detail")
        if _day(row) == day and isinstance(detail, dict):
            gathered.account[day] = detail


def _totals(client: Client, gathered: Gathered, days: Iterable[date]) -> None:
    for day in days:
        for row in _rows(client.article_totals(day)):
            msgid = str(row.get("msgid", ""))[:80]
            details = [each for each in row.get("detail_list") or [] if isinstance(each, dict)]
            if msgid and details:
                newest = max(details, key=lambda each: str(each.get("stat_date", "")))
                gathered.totals[msgid] = {**row, "detail": newest, "published_on": _day(row) or day}


def _publishing_days(account: Account, days: list[date], last: date) -> list[date]:
    """The days whose articles still count: those asked for and those of known articles of the last thirty days."""
    since = last - timedelta(days=quotas.value(account, "total_days", last) - 1)
    known = ArticleTotal.objects.filter(account=account, published_on__range=(since, last))
    ours = Publication.objects.filter(account=account, published_at__date__range=(since, last))
    return sorted(
        {
            *days,
            *known.values_list("published_on", flat=True),
            *ours.values_list("published_at__date", flat=True),
        }
    )


@writing()
def keep_statistics(account: Account, gathered: Gathered, *, at: datetime, by: Staff | None = None) -> None:
    """Store what WeChat said about some days; what was stored about them before is replaced."""
    users = [UserDay(account=account, day=day, **told) for day, told in gathered.users.items()]
    read = [AccountDay(account=account, day=day, **_figures(told)) for day, told in gathered.account.items()]
    ours = _publications(account)
    articles = [
        ArticleDay(account=account, day=day, msgid=msgid, publication=ours.get(msgid), **_figures(told))
        for (day, msgid), told in gathered.articles.items()
    ]
    totals = [_total(account, msgid, row, ours.get(msgid)) for msgid, row in gathered.totals.items()]
    fetched = [
        FetchedDay(
            account=account, day=day, missing=gathered.missing.get(day, []),
            delayed=day in gathered.delayed, fetched_at=at,
        )
        for day in gathered.days
    ]  # fmt: skip
    for rows, known_by in (
        (users, "day"),
        (read, "day"),
        (articles, "day msgid"),
        (totals, "msgid"),
        (fetched, "day"),
    ):
        _put(rows, known_by.split())
    if by is not None:
        told_days = [day.isoformat() for day in gathered.days]
        audit.record("wechat.statistics", by=by, subject=account, data={"days": told_days})


def _put(rows: Sequence[Any], known_by: list[str]) -> None:
    """Insert the rows, or change those of the account that are known by the same."""
    if rows:
        unique = ["account", *known_by]
        names = [
            each.name
            for each in rows[0]._meta.concrete_fields
            if not each.primary_key and each.name not in unique
        ]
        type(rows[0]).objects.bulk_create(
            rows, update_conflicts=True, unique_fields=unique, update_fields=names, batch_size=500
        )


def _total(
    account: Account, msgid: str, row: dict[str, Any], publication: Publication | None
) -> ArticleTotal:
    detail = row["detail"]
    return ArticleTotal(
        account=account,
        msgid=msgid,
        **_figures(detail),
        publication=publication,
        title=str(row.get("title", ""))[:200] or (publication.title if publication else ""),
        published_on=row["published_on"],
        notified=row.get("publish_type") == 0,
        until=_day(detail, "stat_date") or row["published_on"],
    )


def _publications(account: Account) -> dict[str, Publication]:
    """Our publications by the msgid under which WeChat counts them: one article each, so always the first."""
    rows = Publication.objects.filter(account=account).exclude(msg_data_id="").order_by("id")
    return {f"{row.msg_data_id}_1": row for row in rows}


def _figures(detail: dict[str, Any]) -> dict[str, Any]:
    return {**{ours: _count(detail, theirs) for ours, theirs in FIGURES.items()}, "raw": detail}


def _rows(answer: dict[str, Any]) -> list[dict[str, Any]]:
    found = answer.get("list")
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def _mark_delay(gathered: Gathered, day: date, answer: dict[str, Any]) -> None:
    if answer.get("is_delay"):
        gathered.delayed.add(day)


def _day(row: dict[str, Any], name: str = "ref_date") -> date | None:
    try:
        return date.fromisoformat(str(row.get(name, "")))
    except ValueError:
        return None


def _count(row: dict[str, Any], name: str) -> int:
    value = row.get(name, 0)
    return max(value, 0) if isinstance(value, int) else 0


def is_ready(now: datetime) -> bool:
    """Whether WeChat has counted yesterday."""
    return timezone.localtime(now).hour >= READY_AT
