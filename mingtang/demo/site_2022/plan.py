"""全年2258篇怎样分布：每个栏目几篇、哪天发。公布的年报只有总数，各栏目的篇数是按各类栏目的更新要求推算的演示数。

Dynamic columns every few days, notices and results weekly, the rest as often as their rule of freshness asks; what
remains of the total is 工作动态. Days are working days from 4 January to the day before the new system was opened.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from PIL import Image, ImageDraw

from mingtang.demo.site_2022 import documents, news, notices
from mingtang.demo.site_2022.pen import Pen, Values
from mingtang.demo.site_2022.statics import statics
from mingtang.kit.tables import Sheet, write_xlsx
from mingtang.law.calendar import Calendar
from mingtang.publishing.stock.reading import Row, Stock

TOTAL = 2258  # what the bureau published on its site in 2022, by its annual report
REVIEWED = 8  # of them after the new system was opened, through the review of three
FIRST, OPENED, LAST = date(2022, 1, 4), date(2022, 12, 26), date(2022, 12, 30)
OLD_SITE = "http://old.xzsp.chujiang.example.cn"
PICTURED = 8

Make = Callable[[Pen, int, date], Values]
LOTS: tuple[tuple[str, int, Make], ...] = (
    ("xwdt/xqdt", 560, news.county), ("xwdt/mtbd", 118, news.press), ("tzgg", 176, notices.notice), ("ztzl/yshj", 58, news.business),
    ("ztzl/gcjs", 46, news.building), ("hdjl/zcwd", 52, news.answers), ("zwgk/zdgk/zdxm", 48, notices.project), ("zwgk/zdgk/ggzy", 96, notices.trade),
    ("zwgk/zdgk/zfcg", 22, notices.purchase), ("zwgk/zdgk/rsxx", 9, notices.people), ("bsfw/bszn", 96, notices.guide), ("bsfw/bgxz", 24, notices.blank),
    ("zwgk/zdgk/ghjh", 8, documents.plan), ("zwgk/zdgk/xzxk/sxml", 12, documents.listed), ("zwgk/zdgk/czyjs", 4, documents.money),
    ("zwgk/zdgk/sfxm", 3, documents.charge), ("zwgk/zdgk/yjgl", 3, documents.emergency), ("zwgk/zdgk/jyta", 14, documents.proposal),
    ("zwgk/zdgk/gfxwj", 3, documents.ruled), ("hdjl/yjzj", 9, documents.consultation),
)  # fmt: skip
PAPERS = 46


@dataclass
class Files:
    """The folder of the old site: what its pieces refer to."""

    there: dict[str, bytes] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """Every file of it."""
        return list(self.there)

    def read(self, path: str) -> bytes:
        """The bytes of a file."""
        return self.there[path]

    def sheet(self, title: str, headers: list[str], rows: list[list[Any]]) -> str:
        """A workbook as an attachment; its line in the table."""
        path = f"files/{len(self.there) + 1}.xlsx"
        self.there[path] = write_xlsx([Sheet(title, headers, rows)])
        return f"{title}={path}"

    def picture(self, n: int) -> str:
        """A drawn picture of a counter, small."""
        image = Image.new("RGB", (640, 360), (214, 228, 240))
        draw = ImageDraw.Draw(image)
        draw.rectangle((0, 250, 640, 360), fill=(150, 170, 190))
        for window in range(4):
            left = 40 + window * 150
            draw.rectangle((left, 90, left + 110, 230), fill=(245, 247, 250), outline=(90, 110, 130), width=3)
            draw.ellipse((left + 35, 120, left + 75, 160), fill=(60 + 20 * (n % 8), 90, 130))
        out = io.BytesIO()
        image.save(out, "PNG")
        path = f"files/picture-{n}.png"
        self.there[path] = out.getvalue()
        return path


def old_site(calendar: Calendar) -> Stock:
    """The stock of the old site: every piece of 2022 before the new system was opened."""
    files = Files()
    rows = [
        Row(
            f"第 {n} 篇",
            {**values, "key": f"{n:05d}", "old_address": f"{OLD_SITE}/art/2022/art_{n:05d}.html"},
        )
        for n, values in enumerate(_finished(calendar, files), start=1)
    ]
    return Stock("旧站稿件", rows, files)


def _finished(calendar: Calendar, files: Files) -> Iterator[Values]:
    for values in _pieces(calendar):
        values.pop("values", None)
        values.pop("told", None)
        sheet = values.pop("sheet", None)
        if sheet:
            values["attachments"] = files.sheet(*sheet)
        pictured = values.pop("picture", None)
        if pictured is not None:
            values["body"] = (
                f'<p><img src="{files.picture(pictured)}" alt="市民中心办事窗口，工作人员在办件"></p>{values["body"]}'
            )
        yield values


def _pieces(calendar: Calendar) -> Iterator[Values]:
    pen, days = Pen(), workdays(calendar)
    rest = TOTAL - REVIEWED
    for column, count, make in LOTS:
        for n, day in enumerate(spread(days, count)):
            rest -= 1
            yield _dated(make(pen, n, day), column, day, pen)
    for values in (*_fixed(pen, days), *_results(calendar), *_figures(pen, calendar), *_papers(pen, days)):
        rest -= 1
        yield values
    for n, day in enumerate(spread(days, rest)):
        told = news.own(pen, n, day)
        pictured = {"picture": n // 60} if n % 60 == 30 and n // 60 < PICTURED else {}
        yield _dated({**told, **pictured}, "xwdt/gzdt", day, pen)


def workdays(calendar: Calendar) -> list[date]:
    """The working days of the old site."""
    every = (FIRST + timedelta(days=n) for n in range((OPENED - FIRST).days))
    return [day for day in every if calendar.is_workday(day)]


def spread(days: list[date], count: int) -> list[date]:
    """So many of the days, evenly over the year."""
    return [days[(2 * n + 1) * len(days) // (2 * count)] for n in range(count)]


def _dated(values: Values, column: str, day: date, pen: Pen) -> Values:
    at = datetime.combine(day, time(pen.number(9, 16), pen.number(0, 59)))
    return {**values, "column": column, "shown_at": at.isoformat(" ", "minutes")}


def _fixed(pen: Pen, days: list[date]) -> Iterator[Values]:
    for n, (column, values) in enumerate(statics()):
        yield _dated(values, column, days[2 + n], pen)


def register_days() -> list[date]:
    """The days over which the register of licences deals its decisions."""
    every = (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))
    return [day for day in every if day.weekday() < 5]


def shown_on(decided: date, calendar: Calendar) -> date:
    """When the result of a licence is published: three days later, on a working day."""
    return calendar.roll_forward(decided + timedelta(days=3))


def _results(calendar: Calendar) -> Iterator[Values]:
    for decided, numbers in notices.licence_numbers(register_days()).items():
        day = shown_on(decided, calendar)
        if day < OPENED:
            at = datetime.combine(day, time(10, 0)).isoformat(" ", "minutes")
            yield {**notices.licences({decided: numbers}), "column": "zwgk/zdgk/xzxk/jggs", "shown_at": at}


def _figures(pen: Pen, calendar: Calendar) -> Iterator[Values]:
    for n in range(36):
        day = calendar.add_workdays(date(2022, n // 3 + 1, 3), 3 + n % 3)
        yield _dated(notices.figures(pen, n, day), "zwgk/zdgk/tjxx", day, pen)


def _papers(pen: Pen, days: list[date]) -> Iterator[Values]:
    for n, day in enumerate(spread(days, PAPERS)):
        paper = documents.paper(pen, n, day)
        yield _dated(paper, "zwgk/zdgk/qtwj", day, pen)
        if paper["told"]:
            yield _dated(documents.interpretation(pen, paper), "zwgk/zdgk/zcjd", day, pen)
    for n, day in enumerate(spread(days, len(documents.RULED))):
        ruled = documents.ruled(pen, n, day)
        yield _dated(documents.interpretation(pen, ruled), "zwgk/zdgk/zcjd", day, pen)
