"""Who gets a kept page and what comes with it; hostile requests; pages that must not be kept."""

import gzip
import os
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest

from mingtang.publishing.models import Column
from mingtang.publishing.store import bakery
from mingtang.publishing.store.places import PAGES, Place, place
from mingtang.publishing.store.serving import Door
from mingtang.publishing.store.shelf import Made
from mingtang.publishing.tests.store.conftest import Publish, Site

MARK = b"<!-- from the shelf -->"


@pytest.fixture
def page(site: Site, news: Column, publish: Publish) -> str:
    """The address of a page on the shelf, marked so that it is told from the live one."""
    piece = publish(news, "樊江区推行并联审批")
    bakery.start_anew(site.shelf)
    bakery.bake(Place(piece.url), site.shelf)
    made = site.shelf.read(Place(piece.url))
    site.shelf.put(site.shelf.draft(Made(made.place, made.headers, made.body + MARK)), "")
    return piece.url


def test_a_kept_page_is_sent_with_the_headers_of_the_live_one(site: Site, page: str) -> None:
    kept, live = site.get(page), site.get(page, behind=True)
    assert kept.status == live.status == 200 and kept.body == live.body + MARK
    assert kept.headers["content-length"] == str(len(kept.body))
    assert kept.headers["content-type"] == live.headers["content-type"]
    for name in ("content-security-policy", "x-frame-options", "x-content-type-options", "referrer-policy"):
        assert kept.headers[name] == live.headers[name]
    assert kept.headers["cache-control"] == "no-cache" and "set-cookie" not in kept.headers


def test_it_is_packed_for_browsers_that_unpack(site: Site, page: str) -> None:
    plain = site.get(page)
    packed = site.get(page, HTTP_ACCEPT_ENCODING="br, gzip;q=0.5")
    assert packed.headers["content-encoding"] == "gzip" and gzip.decompress(packed.body) == plain.body
    assert len(packed.body) == int(packed.headers["content-length"]) < len(plain.body)
    assert "content-encoding" not in site.get(page, HTTP_ACCEPT_ENCODING="gzip;q=0").headers
    assert "Accept-Encoding" in plain.headers["vary"]


def test_a_browser_that_has_the_page_gets_no_second_copy(site: Site, page: str) -> None:
    etag = site.get(page).headers["etag"]
    for said in (etag, etag[2:], f'"x", {etag}', "*"):
        answer = site.get(page, HTTP_IF_NONE_MATCH=said)
        assert answer.status == 304 and answer.body == b"" and answer.headers["etag"] == etag
    assert site.get(page, HTTP_IF_NONE_MATCH='"x"').status == 200


def test_head_sends_the_head(site: Site, page: str) -> None:
    head, whole = site.get(page, REQUEST_METHOD="HEAD"), site.get(page)
    assert head.body == b"" and head.headers == whole.headers


@pytest.mark.parametrize(
    "more",
    [
        {"HTTP_COOKIE": "reading=large.high"}, {"HTTP_COOKIE": "a=1; sessionid=abc"}, {"HTTP_COOKIE": "messages=x"},
        {"QUERY_STRING": "print=1"}, {"QUERY_STRING": "page=1&x"}, {"REQUEST_METHOD": "POST"}, {"HTTP_HOST": "evil.example"},
        {"HTTP_HOST": ""},
    ],
)  # fmt: skip
def test_whoever_may_see_something_else_gets_the_live_page(
    site: Site, page: str, more: dict[str, str]
) -> None:
    assert MARK not in site.get(page, **more).body


def test_elder_mode_is_rendered_for_the_reader_and_never_kept(site: Site, page: str) -> None:
    site.shelf.remove(page)
    assert 'data-contrast="high"' in site.get(page, HTTP_COOKIE="reading=large.high").text
    bakery.bake(Place(page), site.shelf)
    assert "data-contrast" not in site.get(page).text


@pytest.mark.parametrize(
    "path",
    [
        "/../secrets.env", "/xwdt/../../secrets.env", "//etc/passwd", "/xwdt//", "/%2e%2e/", "/xwdt/\x00/", "/xwdt/.index.html.meta",
        "/xwdt/index.html", "/xwdt/index.html.gz", "/.made-by", "/xwdt/./", "/xwdt\\..\\", "/" + "a/" * 200, "/xwdt/\n", "xwdt/", "",
        "/xwdt/é/", "/sitemap.xml/", "/a.b/",
    ],
)  # fmt: skip
def test_hostile_addresses_are_none_of_ours(path: str) -> None:
    assert place(path) is None


def test_only_further_pages_of_a_list_may_be_asked_for() -> None:
    assert place("/xwdt/", "page=2").file == "xwdt/page-2.html"
    refused = (
        "page=0",
        "page=-1",
        "page=02",
        f"page={PAGES + 1}",
        "page=2&page=3",
        "page=../x",
        "q=1",
        "page=２",
    )
    assert not [query for query in refused if place("/xwdt/", query)]
    assert place("/sitemap.xml", "page=2") is None


def test_a_link_out_of_the_folder_is_not_followed(site: Site, page: str, tmp_path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_bytes(MARK)
    kept = site.shelf.path(Place(page))
    kept.unlink()
    kept.symlink_to(secret)
    assert MARK not in site.get(page).body
    outside = tmp_path / "outside"
    os.replace(kept.parent, outside)
    kept.parent.symlink_to(outside)
    assert MARK not in Door(site.live, site.shelf)({**_request(page)}, lambda *_: None)


def _request(path: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "HTTP_HOST": "localhost", "SERVER_NAME": "localhost", "SERVER_PORT": "80",
        "wsgi.input": BytesIO(), "wsgi.url_scheme": "http",
    }  # fmt: skip


def test_a_damaged_file_is_not_sent(site: Site, page: str) -> None:
    site.shelf.path(Place(page)).write_bytes(b"half a pa")
    assert "樊江区" in site.get(page).text


def test_a_page_of_yesterday_is_not_sent_today(site: Site, page: str) -> None:
    made = site.shelf.read(Place(page))
    for day, sent in ((date.today(), True), (date.today() - timedelta(days=1), False)):
        site.shelf.put(site.shelf.draft(Made(made.place, made.headers, made.body, day)), "")
        assert (MARK in site.get(page).body) is sent


def test_the_folder_may_be_removed_at_any_time(site: Site, page: str) -> None:
    import shutil

    assert MARK in site.get(page).body
    shutil.rmtree(site.shelf.root)
    assert site.get(page).status == 200 and MARK not in site.get(page).body
    assert bakery.bake(Place(page), site.shelf) is bakery.Baked.KEPT and site.kept(page)


@pytest.mark.parametrize("path", ["/office/login/", "/disclosure/", "/nothing/here/", "/xwdt/xqdt/nothing/"])
def test_other_pages_are_not_kept(site: Site, path: str) -> None:
    assert bakery.bake(Place(path), site.shelf) is bakery.Baked.NOT_KEPT and not site.kept(path)


def test_what_a_visitor_asked_for_is_kept_afterwards(site: Site, news: Column, publish: Publish) -> None:
    piece = publish(news, "樊江区推行并联审批")
    bakery.start_anew(site.shelf)
    oven = bakery.Bakery()
    bakery._running = oven
    try:
        assert site.get(piece.url).status == 200
        assert site.get("/xwdt/xqdt/nothing/").status == 404
    finally:
        bakery._running = None
    assert list(oven._asked) == [Place(piece.url)]
    oven._serve_asked()
    assert site.kept(piece.url)


def test_pages_at_hand_are_bounded(site: Site, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mingtang.publishing.store.serving.MEMORY", 1)
    bakery.bake(Place("/"), site.shelf)
    for path in (page, "/", page):
        assert site.get(path).status == 200
        assert len(site.door._ready) == 1
