"""统计怎样画成图，怎样写成表：同一组数，图给人看高低，表给读屏和导出。"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mingtang.kit.tables import Sheet, Value
from mingtang.web.charts import Chart, Series
from mingtang.wechat.figures import Period, Row
from mingtang.wechat.models import ArticleTotal

DAY_HEADERS = ("日期", "新关注", "取消关注", "净增", "累计关注", "阅读人数", "分享人数")
ARTICLE_HEADERS = (
    "文章",
    "发表日期",
    "阅读人数",
    "分享人数",
    "点赞人数",
    "推荐人数",
    "留言条数",
    "收藏人数",
    "统计到",
)


def named(row: Row, step: str) -> str:
    """What a row is called: 2022-03-01, 2022-03-01 至 03-06, 2022-03."""
    if step == "月":
        return f"{row.first:%Y-%m}"
    return f"{row.first}" if row.first == row.last else f"{row.first} 至 {row.last:%m-%d}"


def _short(row: Row, step: str) -> str:
    return f"{row.first.year % 100:02}-{row.first.month:02}" if step == "月" else f"{row.first:%m-%d}"


def charts(rows: list[Row], step: str) -> list[Chart]:
    """Users in all, gained and lost, readers, sharers."""
    places = tuple((_short(row, step), named(row, step)) for row in rows)

    def series(name: str, attribute: str, tone: str = "mid") -> Series:
        return Series(name, tuple(getattr(row, attribute) for row in rows), tone)

    total, gained, lost = (
        series("累计关注", "total"),
        series("新关注", "gained"),
        series("取消关注", "lost", ""),
    )
    read, shared = series("阅读人数", "readers"), series("分享人数", "sharers")
    return [
        Chart("累计关注", _course(total, places), places, (total,), line=True),
        Chart(
            f"每{step}新关注和取消关注",
            _sums(gained, places, step) + _sums(lost, places, step),
            places,
            (gained, lost),
        ),
        Chart(f"每{step}阅读", _sums(read, places, step), places, (read,)),
        Chart(f"每{step}分享", _sums(shared, places, step), places, (shared,)),
    ]


Places = tuple[tuple[str, str], ...]


def _course(series: Series, places: Places) -> str:
    known = [
        (place[1], value) for place, value in zip(places, series.values, strict=True) if value is not None
    ]
    if not known:
        return f"{series.name}：没有数字。"
    (first, start), (last, end) = known[0], known[-1]
    return f"{series.name}：{first} {start:,}人，{last} {end:,}人。数字见下面的表。"


def _sums(series: Series, places: Places, step: str) -> str:
    known = series.known
    if not known:
        return f"{series.name}：没有数字。"
    top = max(known)
    where = places[series.values.index(top)][1]
    return f"{series.name}：共{sum(known):,}，最多的一{step}是 {where}，{top:,}。"


def day_rows(rows: Iterable[Row], step: str) -> list[tuple[Value, ...]]:
    """The table beside the charts; empty cells where nothing is known."""
    return [
        (named(row, step), row.gained, row.lost, row.net, row.total, row.readers, row.sharers) for row in rows
    ]


def article_rows(totals: Iterable[ArticleTotal]) -> list[tuple[Value, ...]]:
    """One row for each article."""
    return [
        (
            each.title or each.msgid, each.published_on, each.readers, each.sharers, each.likes, each.recommends,
            each.comments, each.collectors, each.until,
        )
        for each in totals
    ]  # fmt: skip


def sheets(daily: list[Row], totals: Iterable[ArticleTotal]) -> list[Sheet]:
    """The workbook: days and articles."""
    return [
        Sheet("每日", DAY_HEADERS, day_rows(daily, "日")),
        Sheet("文章", ARTICLE_HEADERS, article_rows(totals)),
    ]


def headline(now: Row, before: Row, period: Period) -> list[dict[str, Any]]:
    """Four figures with what they stand on."""

    def earlier(value: int | None) -> str:
        return "上一段没有数字" if value is None else f"上一个 {period.days} 天 {value:,}"

    changed = f"新关注 {_or_none(now.gained)}，取消 {_or_none(now.lost)}"
    return [
        {"label": "累计关注", "base": f"到 {now.last}", "value": _or_none(now.total), "unit": "人"},
        {"label": "净增", "base": changed, "value": _or_none(now.net), "unit": "人"},
        {"label": "阅读", "base": earlier(before.readers), "value": _or_none(now.readers), "unit": "人次"},
        {"label": "分享", "base": earlier(before.sharers), "value": _or_none(now.sharers), "unit": "人次"},
    ]


def _or_none(value: int | None) -> str:
    return "没有数字" if value is None else f"{value:,}"
