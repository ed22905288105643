"""网站体检：栏目、标签、链接、复查、采纳情况、固定信息，各有几处要办，到哪里去办。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.cache import cache
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse

from mingtang.kit.tables import Sheet
from mingtang.publishing import keeping
from mingtang.publishing.checks.links import DEAD
from mingtang.publishing.checks.opening import FORGOTTEN
from mingtang.publishing.checks.rules import NAMES
from mingtang.publishing.consulting import standings
from mingtang.publishing.furniture import furniture
from mingtang.publishing.keeping import Ledger
from mingtang.publishing.models import LinkState, Piece, RecheckHit
from mingtang.publishing.tagcheck import Checked, check_site
from mingtang.web import clock

TAGS, KEPT = "publishing.health.tags", 24 * 3600
LINKS, LINKS_KEPT = "publishing.health.links", 600
MOST = 200  # links and hits on the page; the workbook holds all


@dataclass(frozen=True)
class Item:
    """One question to the site: what is wrong, how often, where it is put right. ``bad``: visitors meet it."""

    label: str
    count: int
    note: str
    url: str
    bad: bool = False


@dataclass(frozen=True)
class Tags:
    """What the check of the fifteen tags found, and when it looked."""

    at: datetime
    pages: list[Checked]

    @property
    def wrong(self) -> list[Checked]:
        """The pages with something wrong."""
        return [each for each in self.pages if each.findings]

    @property
    def count(self) -> int:
        """How many things are wrong."""
        return sum(len(each.findings) for each in self.pages)


def tags(*, anew: bool = False) -> Tags:
    """The last check of the tags; it is made when there is none of the last day, or ``anew``."""
    found: Tags | None = None if anew else cache.get(TAGS)
    if found is None:
        found = Tags(clock.now(), check_site())
        cache.set(TAGS, found, KEPT)
    return found


@dataclass(frozen=True)
class DeadLink:
    """A link to another site that does not open, and the pieces on show that have it."""

    state: LinkState
    pieces: list[Piece]

    @property
    def why(self) -> str:
        """What is wrong with it."""
        return self.state.problem or f"打不开（{self.state.status}）"


def dead_states() -> QuerySet[LinkState]:
    """Addresses that did not open when they were last tried and that are still in use."""
    bad = Q(status__in=DEAD) | ~Q(problem="")
    return LinkState.objects.filter(bad, seen_at__gt=clock.now() - FORGOTTEN).order_by("-checked_at", "pk")


def dead_links(most: int | None = MOST, *, anew: bool = False) -> list[DeadLink]:
    """Those of them that stand in a piece on show. Every text is looked through for each, so the answer is kept for a
    few minutes."""
    found: list[DeadLink] | None = None if anew or most is None else cache.get(LINKS)
    if found is None:
        pairs = ((state, _pieces_with(state.url)) for state in dead_states()[:most])
        found = [DeadLink(state, pieces) for state, pieces in pairs if pieces]
        if most is not None:
            cache.set(LINKS, found, LINKS_KEPT)
    return found


def _pieces_with(url: str) -> list[Piece]:
    written = Q(text__contains=url) | Q(text__contains=url.replace("&", "&amp;")) | Q(origin_url=url)
    pieces = Piece.objects.live().annotate(text=Cast("body", TextField())).filter(written)
    return list(pieces.order_by("pk").only("pk", "title", "url_path", "content_type")[:20])


def open_hits() -> QuerySet[RecheckHit]:
    """What the rechecks found and nobody has settled."""
    return RecheckHit.objects.filter(settled_on=None).select_related("piece").order_by("level", "pk")


def items(request: HttpRequest, day: date) -> list[Item]:
    """Every question with its answer."""
    ledger, links = Ledger(day), len(dead_links())
    columns, recheck = reverse("site:columns"), reverse("words:recheck")
    late, missing = ledger.overdue(), [each for each in furniture(request) if each.missing]
    hits, owed = open_hits(), [each for each in standings(day) if each.owed is not None]
    after = Piece.objects.filter(review_by__lt=clock.now()).count()
    return [
        Item("逾期的栏目", len(late), late[0].words if late else "", f"{columns}?v=late", True),
        Item("将到期的栏目", len(ledger.soon()), "已用更新周期的七成", f"{columns}?v=soon"),
        Item("空栏目", len(ledger.empty()), "公众看不到；该有内容的写明情况", f"{columns}?v=empty"),
        Item("网页标签", tags().count, f"查了 {len(tags().pages)} 页", "#h-tags", True),
        Item("打不开的链接", links, "线上稿件里的站外链接", "#h-links", True),
        Item("复查发现（阻断）", hits.filter(level="block").count(), "线上稿件里的敏感、个人信息等", recheck, True),
        Item("复查发现（提示）", hits.exclude(level="block").count(), "", recheck),
        Item("补审逾期", after, "紧急发布以后没有按时补审", f"{reverse('review:pieces')}?v=after", True),
        Item("采纳情况待公布", len(owed), "征集已经结束", f"{reverse('site:consultations')}?v=owed",
             any(each.late for each in owed)),
        Item("网站固定信息没有填", len(missing), "、".join(each.label for each in missing), f"{columns}#h-site", True),
    ]  # fmt: skip


def sheets(request: HttpRequest, day: date) -> list[Sheet]:
    """Everything as a workbook: the summary, and one sheet for each kind of finding."""
    summary: Rows = ([each.label, each.count, each.note] for each in items(request, day))
    return [
        Sheet("体检", ("项目", "处数", "说明"), summary),
        Sheet("栏目", keeping.HEADS, keeping.table(Ledger(day).lines)),
        Sheet("网页标签", ("页面", "网址", "标签", "问题"), _tag_rows()),
        Sheet("打不开的链接", ("链接", "问题", "最近检查", "稿件", "网址"), _link_rows()),
        Sheet("复查发现", ("稿件", "规则", "级别", "位置", "问题"), _hit_rows()),
    ]


Rows = Iterator[list[Any]]


def _tag_rows() -> Rows:
    for page in tags().wrong:
        for finding in page.findings:
            yield [page.kind, page.path, finding.name, finding.sentence]


def _link_rows() -> Rows:
    for each in dead_links(None):
        for piece in each.pieces:
            yield [each.state.url, each.why, each.state.checked_at, piece.title, piece.path_of]


def _hit_rows() -> Rows:
    for each in open_hits():
        rule, where, told = (each.finding[name] for name in ("rule", "where", "sentence"))
        yield [each.piece.title, NAMES.get(rule, ""), each.get_level_display(), where, told]
