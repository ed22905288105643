"""A walk over the whole small site, link by link: nothing leads nowhere, and every page has its tags."""

from __future__ import annotations

from collections import deque
from datetime import date
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from mingtang.publishing.metatags import NAMES, check
from mingtang.publishing.models import Column, ColumnKind, Piece
from mingtang.publishing.tagcheck import expected_for
from mingtang.publishing.tests.samples import bureau, small_site

pytestmark = pytest.mark.django_db
MOST = 600


@pytest.fixture
def site(db: None, settings: Any, tmp_path: Any) -> dict[str, Any]:
    settings.MEDIA_ROOT = tmp_path
    return small_site(bureau(), date.today())


def links(path: str, html: str) -> set[str]:
    """Addresses of our own that a page leads to, pictures and files included."""
    soup = BeautifulSoup(html, "html.parser")
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


def dead_anchors(html: str) -> set[str]:
    soup = BeautifulSoup(html, "html.parser")
    there = {str(each["id"]) for each in soup.find_all(id=True)}
    wanted = {
        str(each["href"])[1:] for each in soup.find_all("a", href=True) if str(each["href"]).startswith("#")
    }
    return wanted - there - {""}


def test_no_link_is_dead_and_every_page_has_its_tags(site: dict[str, Any]) -> None:
    client = Client()
    waiting, seen = deque(["/"]), {"/"}
    pages: dict[str, str] = {}
    while waiting:
        path = waiting.popleft()
        answer = client.get(path, follow=True)
        assert answer.status_code == 200, path
        if answer["Content-Type"].startswith("text/html"):
            html = answer.content.decode()
            pages.setdefault(answer.request["PATH_INFO"], html)
            assert not dead_anchors(html), path
            fresh = links(path, html) - seen
            seen |= fresh
            waiting.extend(sorted(fresh))
        assert len(seen) < MOST, "the site has no end"
    for piece in Piece.objects.live():
        if piece.column.kind == ColumnKind.STATIC:
            continue  # shown in place, at the address of its column
        assert piece.path_of in pages, f"nothing leads to {piece}"
    for path, html in pages.items():
        findings = check(html, expected_for(unquote(path)))
        assert not findings, (path, findings)
    assert len(pages) > 40 and len(NAMES) == 15


def test_ids_are_given_once_and_every_page_has_one_heading(site: dict[str, Any]) -> None:
    paths = [
        "/",
        *(each.url for each in Column.objects.live() if not each.target),
        *(each.path_of for each in Piece.objects.live()),
    ]
    for path in paths:
        soup = BeautifulSoup(Client().get(path).content, "html.parser")
        ids = [each["id"] for each in soup.find_all(id=True)]
        assert len(ids) == len(set(ids)), (path, [each for each in ids if ids.count(each) > 1])
        assert len(soup.find_all("h1")) == 1, path
        assert all(each.has_attr("alt") for each in soup.find_all("img")), path
