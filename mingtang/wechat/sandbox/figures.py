"""Statistics of the sandbox: computed from what was published, the same at every call."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any

from mingtang.wechat.sandbox.api import Answer, Error, Posted, endpoint
from mingtang.wechat.sandbox.world import Published, World

EPOCH = date(2025, 1, 1)
AT_FIRST = 12000
USER_SPAN, ARTICLE_SPAN, TOTAL_DAYS = 7, 1, 30
SOURCES = (0, 1, 17, 30)


def _chance(*parts: object) -> int:
    """A number that depends on the parts alone."""
    return int.from_bytes(hashlib.sha256(repr(parts).encode()).digest()[:4], "big")


def _days(world: World, posted: Posted, span: int) -> list[date]:
    try:
        first, last = (date.fromisoformat(posted.body[name]) for name in ("begin_date", "end_date"))
    except (KeyError, TypeError, ValueError):
        raise Error(61500, "date format error") from None
    if not first <= last < world.today() or (last - first).days >= span:
        raise Error(61501, "date range error")
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _changes(day: date, source: int) -> tuple[int, int]:
    return _chance("gained", day, source) % 9, _chance("lost", day, source) % 3


@endpoint("/datacube/getusersummary")
def user_summary(world: World, posted: Posted) -> Answer:
    """Users gained and lost, by day and source."""
    rows = []
    for day in _days(world, posted, USER_SPAN):
        for source in SOURCES:
            gained, lost = _changes(day, source)
            rows.append(
                {"ref_date": day.isoformat(), "user_source": source, "new_user": gained, "cancel_user": lost}
            )
    return {"list": rows}


@endpoint("/datacube/getusercumulate")
def user_cumulate(world: World, posted: Posted) -> Answer:
    """Users in all, by day."""
    days = _days(world, posted, USER_SPAN)
    rows = [{"ref_date": day.isoformat(), "user_source": 0, "cumulate_user": _users(day)} for day in days]
    return {"list": rows}


def _users(day: date) -> int:
    days = (EPOCH + timedelta(days=n) for n in range(max((day - EPOCH).days + 1, 0)))
    return AT_FIRST + sum(
        _changes(each, source)[0] - _changes(each, source)[1] for each in days for source in SOURCES
    )


def _detail(published: Published, day: date) -> dict[str, Any]:
    """What one article got on one day: most at first, half of it every day after."""
    age = (day - published.day).days
    if not 0 <= age < TOTAL_DAYS:
        return {}
    readers = (200 + _chance("readers", published.article.get("title"), published.day) % 800) >> age
    return {
        "read_user": readers,
        "read_user_source": [{"user_count": readers, "scene_desc": "全部"}],
        "share_user": readers // 12,
        "zaikan_user": readers // 40,
        "like_user": readers // 25,
        "comment_count": readers // 150,
        "collection_user": readers // 60,
    }


def _is_late(world: World, day: date) -> bool:
    before_eight = day == world.today() - timedelta(days=1) and world.hour() < 8
    return before_eight or (world.late_until is not None and day <= world.late_until)


def _by_article(world: World, posted: Posted, *names: str) -> Answer:
    (day,) = _days(world, posted, ARTICLE_SPAN)
    if _is_late(world, day):
        return {"list": [], "is_delay": True}
    rows = []
    for published in world.articles.values():
        detail = {name: value for name, value in _detail(published, day).items() if name in names}
        if any(detail.values()):
            rows.append(
                {"ref_date": day.isoformat(), "msgid": f"{published.msg_data_id}_1", "detail": detail}
            )
    return {"list": rows, "is_delay": False}


@endpoint("/datacube/getarticleread")
def article_read(world: World, posted: Posted) -> Answer:
    """Readers of one day, by article."""
    return _by_article(world, posted, "read_user", "read_user_source")


@endpoint("/datacube/getarticleshare")
def article_share(world: World, posted: Posted) -> Answer:
    """Sharers of one day, by article."""
    return _by_article(world, posted, "share_user")


@endpoint("/datacube/getbizsummary")
def account_summary(world: World, posted: Posted) -> Answer:
    """All articles of one day together."""
    (day,) = _days(world, posted, ARTICLE_SPAN)
    if _is_late(world, day):
        return {"list": [], "is_delay": True}
    detail = _added([_detail(published, day) for published in world.articles.values()])
    return {"list": [{"ref_date": day.isoformat(), "detail": detail}], "is_delay": False}


@endpoint("/datacube/getarticletotaldetail")
def article_totals(world: World, posted: Posted) -> Answer:
    """The articles published on some days, with their sums up to each day since."""
    days = set(_days(world, posted, TOTAL_DAYS))
    rows = [_total(world, published) for published in world.articles.values() if published.day in days]
    return {"list": rows, "is_delay": False}


def _total(world: World, published: Published) -> dict[str, Any]:
    ages = range(min((world.today() - published.day).days, TOTAL_DAYS))
    days = [published.day + timedelta(days=n) for n in ages]
    details = [
        {"stat_date": day.isoformat(), **_added([_detail(published, each) for each in days if each <= day])}
        for day in days
    ]
    return {
        "ref_date": published.day.isoformat(),
        "msgid": f"{published.msg_data_id}_1",
        "title": published.article["title"],
        "publish_type": 1,
        "detail_list": details,
    }


def _added(details: list[dict[str, Any]]) -> dict[str, int]:
    names = {name for detail in details for name, value in detail.items() if isinstance(value, int)}
    return {name: sum(detail.get(name, 0) for detail in details) for name in sorted(names)}
