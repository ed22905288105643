"""The site of the demo year: as many pieces as the bureau published, nothing stale, no link dead, every tag right."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone

from mingtang.demo.cast import make_cast
from mingtang.demo.registers_2022 import LICENCES
from mingtang.demo.site_2022 import OPENED, fill_site
from mingtang.organs.calendars import current_calendar
from mingtang.publishing.metatags import NAMES, check
from mingtang.publishing.models import (
    CheckRun,
    Column,
    ColumnKind,
    Consultation,
    Document,
    Piece,
    ReviewAct,
    Stage,
)
from mingtang.publishing.tagcheck import check_site, expected_for
from mingtang.search.query import find
from mingtang.web import clock

pytestmark = pytest.mark.django_db
PUBLISHED = 2258  # 襄阳市行政审批局2022年政府信息公开工作年度报告
SAMPLE = 2  # pages of pieces that the walk opens in each column


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[None]:
    """The site without the requests and registers of the year, once for this module, taken back at the end."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), media, transaction.atomic():
        fill_site(make_cast(), current_calendar(), day=clock.today(), progress=lambda line: None)
        yield
        transaction.set_rollback(True)


def test_as_many_pieces_are_on_show_as_the_bureau_published_in_the_year(site: None) -> None:
    shown = Piece.objects.live()
    assert shown.count() == PUBLISHED
    days = {timezone.localdate(each) for each in shown.values_list("first_published_at", flat=True)}
    assert min(days) >= date(2022, 1, 1) and max(days) <= date(2022, 12, 31)
    assert all(current_calendar().is_workday(day) for day in days)
    assert shown.order_by().values("title").distinct().count() > PUBLISHED * 0.95


def test_no_column_was_stale_in_the_year(site: None) -> None:
    ends = [date(2022, 1, 1), date(2022, 12, 31)]
    for column in Column.objects.due_for_update().filter(target=""):
        moments = Piece.objects.in_column(column).live().values_list("first_published_at", flat=True)
        days = sorted({*(timezone.localdate(each) for each in moments), *ends})
        assert len(days) > 2, column
        gaps = [(later - earlier).days for earlier, later in pairwise(days)]
        assert max(gaps) <= column.fresh_days, (column, max(gaps))


def test_what_came_before_the_opening_was_taken_in_and_the_rest_reviewed_by_three(site: None) -> None:
    acts = ReviewAct.objects.filter(piece__live=True)
    assert acts.filter(kind="imported").count() == PUBLISHED - 8
    for piece in Piece.objects.live().filter(imported_from=""):
        by = {act.kind: act.by.name for act in piece.acts.all() if act.by}
        assert (by["passed"], by["approved"]) == ("刘敏", "陈国栋") and by["submitted"] in (
            "周涛",
            "马晓东",
            "许蕾",
            "王静文",
        )
        assert timezone.localdate(piece.first_published_at) >= OPENED
    there = set(Piece.objects.filter(live=False).values_list("stage", flat=True))
    assert there == {
        Stage.DRAFT,
        Stage.BLOCKED,
        Stage.RETURNED,
        Stage.REVIEW,
        Stage.APPROVAL,
        Stage.SCHEDULED,
    }


def test_it_holds_what_such_a_site_holds(site: None) -> None:
    assert not CheckRun.objects.filter(verdict="block", piece__live=True).exists()
    answered = Consultation.objects.live().exclude(result_on=None)
    assert Consultation.objects.live().count() == 9 and answered.count() == 5
    assert all(each.days >= 30 for each in Consultation.objects.all())
    told = Document.objects.live().filter(explained_by__live=True).distinct().count()
    assert told > 30 and Document.objects.live().filter(normative=True).count() == 3
    shown = Piece.objects.live().filter(title__startswith="行政许可决定公示")
    numbers = {word for each in shown.specific() for word in str(each.body).split("楚审许〔2022〕")[1:]}
    assert len({word.partition("号")[0] for word in numbers}) == LICENCES
    hits = find("网站启用新系统").hits
    assert hits and hits[0].title == "市行政审批局网站启用新系统，稿件三审在网上留痕"
    assert Document.objects.get(number="楚审发〔2022〕47号").index_number.startswith("000000000/2022-")


def test_the_tags_are_right(site: None) -> None:
    pages = check_site()
    assert len(pages) > 60
    assert [
        (each.path, each.status, each.findings) for each in pages if each.findings or each.status != 200
    ] == []


def links(path: str, soup: BeautifulSoup) -> set[str]:
    """Addresses of our own that a page leads to, pictures and files included."""
    found = [each.get("href") or each.get("src") for each in soup.find_all(["a", "link", "img", "script"])]
    joined = [
        urlsplit(urljoin(f"http://testserver{path}", str(each)))
        for each in found
        if each and not str(each).startswith("#")
    ]
    return {
        each._replace(scheme="", netloc="", fragment="").geturl()
        for each in joined
        if each.netloc == "testserver" and not each.path.startswith(("/static/", "/office/"))
    }


class Sampled:
    """Which addresses the walk opens: of pieces a few in each column, of filters a few of each kind, all other pages."""

    def __init__(self, pieces: dict[str, int]) -> None:
        self.pieces = pieces
        self.opened: Counter[object] = Counter()

    def __call__(self, address: str) -> bool:
        parts = urlsplit(address)
        names = tuple(sorted(parse_qs(parts.query)))
        kind: object = self.pieces.get(parts.path)
        if names and names != ("page",):
            kind = (parts.path, names)
        if kind is None:
            return True
        self.opened[kind] += 1
        return self.opened[kind] <= SAMPLE


def test_no_link_is_dead_and_every_page_has_its_tags(site: None) -> None:
    """Every column with all pages of its lists, feeds, files, pictures, and some pieces of each column."""
    columns = {each.path: each for each in Column.objects.all()}
    live = list(Piece.objects.live())
    pieces = {each.path_of: columns[each.path[:-4]].pk for each in live}
    client, waiting, seen, pages = Client(), deque(["/"]), {"/"}, {}
    wanted = Sampled(pieces)
    while waiting:
        path = waiting.popleft()
        if not wanted(path):
            continue
        answer = client.get(path, follow=True)
        assert answer.status_code == 200, path
        if answer["Content-Type"].startswith("text/html"):
            soup = BeautifulSoup(answer.content, "lxml")
            pages.setdefault(answer.request["PATH_INFO"], soup)
            ids = [str(each["id"]) for each in soup.find_all(id=True)]
            anchors = {
                str(each["href"])[1:]
                for each in soup.find_all("a", href=True)
                if str(each["href"])[0:1] == "#"
            }
            assert not anchors - set(ids) - {""}, path
            assert len(ids) == len(set(ids)) and len(soup.find_all("h1")) == 1, path
            assert all(each.has_attr("alt") for each in soup.find_all("img")), path
            fresh = links(path, soup) - seen
            seen |= fresh
            waiting.extend(sorted(fresh))
        assert len(seen) < 6000, "the site has no end"
    lost = [
        each
        for each in live
        if each.path_of not in seen and columns[each.path[:-4]].kind != ColumnKind.STATIC
    ]
    assert not lost, "nothing leads to these"
    for path, soup in pages.items():
        assert not (found := check(str(soup.head), expected_for(unquote(path)))), (path, found)
    assert len(pages) > 100 and len(NAMES) == 15
