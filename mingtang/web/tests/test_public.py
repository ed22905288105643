"""Public pages: frame, reading preference, home page, error pages, policy."""

import logging
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import reverse

from mingtang.web.middleware import POLICY, content_security_policy
from mingtang.web.site import Branch, Link, Site, chain
from mingtang.web.views import errors

pytestmark = pytest.mark.django_db
HOSTILE = '"><script>alert(1)</script>'


@pytest.fixture
def own_site(public):
    public.register_site(
        lambda: Site(
            name="楚江市行政审批局",
            domain="xzsp.chujiang.gov.cn",
            identifier="4299000015",
            icp="鄂ICP备00000000号-1",
            police="鄂公网安备42990002000000号",
            undertaker="政务公开办公室",
            phone="0700-3612345",
            emblem_url="https://example.cn/emblem",
            mistakes_url="https://example.cn/mistakes",
            upper=Link(label="楚江市人民政府", url="https://example.cn/"),
        )
    )
    return public


def test_the_frame_carries_what_a_government_site_must_carry(client, own_site):
    page = client.get("/").content.decode()
    for item in [
        "党政机关网站标识",
        "我为政府网站找错",
        "4299000015",
        "主办单位：楚江市行政审批局",
        "承办单位：政务公开办公室",
    ]:
        assert item in page
    for item in ["0700-3612345", "鄂ICP备00000000号-1", "鄂公网安备42990002000000号", "站点地图"]:
        assert item in page
    assert '<meta name="SiteIDCode" content="4299000015">' in page
    assert '<a class="skip" href="#main">' in page and page.count("<h1") == 1


def test_what_the_site_does_not_have_leaves_no_trace(client, public):
    public.register_site(lambda: Site(name="某局"))
    page = client.get("/").content.decode()
    assert "网站标识码" not in page and "党政机关网站标识" not in page and "承办单位" not in page


def test_hostile_site_data_are_text(client, public):
    public.register_site(
        lambda: Site(name=HOSTILE, address=HOSTILE, phone=HOSTILE, slogan=HOSTILE, icp=HOSTILE)
    )
    assert "<script>alert" not in client.get("/").content.decode()


def test_navigation_marks_where_one_is(client, public):
    public.register_public_nav(label="说明", url_name="web:accessibility")
    page = client.get("/accessibility/").content.decode()
    assert re.search(r'href="/accessibility/" aria-current="page">说明', page)
    assert not re.search(r'<a href="/" aria-current', page)
    assert re.search(r'<a href="/" aria-current="page">首页', client.get("/").content.decode())


def test_a_room_that_is_not_installed_has_no_entry(client, public):
    public.register_public_nav(label="没有的栏目", url_name="nowhere:list")
    public.register_door(label="没有的门", url_name="nowhere:list")
    page = client.get("/").content.decode()
    assert "没有的栏目" not in page and "没有的门" not in page


def test_the_search_box_needs_a_page_to_search(client, public):
    assert 'role="search"' not in client.get("/accessibility/").content.decode()
    public.register_public_search("web:sitemap")
    assert 'action="/sitemap/"' in client.get("/accessibility/").content.decode()


def test_the_home_page_is_made_of_registered_sections(client, public):
    public.register_door(label="看说明", url_name="web:accessibility", note="一页说清")
    public.register_home_section("web/components/empty/empty.html", lambda request: {"text": "这一节在首页"})
    public.register_home_section("web/components/empty/empty.html", lambda request: None)
    page = client.get("/").content.decode()
    assert "看说明" in page and "一页说清" in page and page.count("这一节在首页") == 1


@pytest.mark.parametrize("name", ["web:home", "web:sitemap", "web:accessibility"])
def test_pages_open_for_anyone_but_take_no_posts(client, name):
    assert client.get(reverse(name)).status_code == 200
    assert client.post(reverse(name)).status_code == 405


def test_the_look_for_older_readers_is_kept_in_a_cookie(client):
    answer = client.post("/reading/elder/", {"elder": "1", "next": "/sitemap/?a=1"})
    assert answer.status_code == 302 and answer.url == "/sitemap/?a=1"
    assert answer.cookies["reading"]["httponly"] and answer.cookies["reading"]["samesite"] == "Lax"
    page = client.get("/").content.decode()
    assert 'data-size="large" data-contrast="high"' in page and "退出长者模式" in page
    client.post("/reading/elder/", {"elder": "0"})
    assert 'data-size="medium"' in client.get("/").content.decode()


def test_the_size_of_letters_keeps_the_contrast(client):
    client.post("/reading/elder/", {"elder": "1"})
    client.post("/reading/size/", {"size": "small"})
    page = client.get("/accessibility/").content.decode()
    assert 'data-size="small" data-contrast="high"' in page
    assert re.search(r'value="small" aria-pressed="true"', page)


@pytest.mark.parametrize("value", ["huge.high", HOSTILE, "", "large"])
def test_a_strange_cookie_is_no_preference(client, value):
    client.cookies["reading"] = value
    page = client.get("/").content.decode()
    assert "huge" not in page and "<script>alert" not in page
    assert re.search(r'data-size="(medium|large)"', page)


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_going_back_never_leaves_the_site(client, next_page):
    assert client.post("/reading/size/", {"size": "large", "next": next_page}).url == "/"


def test_preferences_are_changed_by_post_from_pages_that_are_the_same_for_everybody():
    client = Client(enforce_csrf_checks=True)
    assert client.get("/reading/elder/").status_code == 405
    page = client.get("/accessibility/")
    assert "csrfmiddlewaretoken" not in page.content.decode() and "csrftoken" not in page.cookies
    foreign = client.post("/reading/elder/", {"elder": "1"}, headers={"sec-fetch-site": "cross-site"})
    assert foreign.status_code == 302 and "reading" not in foreign.cookies
    own = client.post("/reading/elder/", {"elder": "1"}, headers={"sec-fetch-site": "same-origin"})
    assert own.status_code == 302 and own.cookies["reading"].value == "large.high"


@pytest.fixture
def columns(public):
    leaf = Branch(label="规范性文件", url="/open/rules/")
    other = Branch(label="依申请公开", url="/accessibility/")
    trunk = Branch(label="政府信息公开", url="/open/", children=(leaf, other))
    public.register_branches(lambda request: (trunk, Branch(label="声明", url="/about/", foot=True)))
    return public


def test_the_tree_of_columns_is_the_navigation_the_map_and_the_crumbs(client, columns):
    columns.register_public_nav(label="年报", url_name="web:sitemap")
    columns.register_door(label="门", url_name="web:accessibility")
    page = client.get("/accessibility/").content.decode()
    assert re.search(r'<a href="/open/" aria-current="true">政府信息公开', page)
    assert re.search(r'首页</a></li><li><a href="/open/">政府信息公开</a></li><li aria-current="page">', page)
    assert '<li><a href="/about/">声明</a></li>' in page.partition("<footer")[2] and ">年报<" not in page
    site_map = client.get("/sitemap/").content.decode().partition("<main")[2]
    assert site_map.count("/open/rules/") == 1 and site_map.count(">门<") == 1


def test_a_page_belongs_to_the_branch_with_the_longest_address():
    deep = Branch(label="c", url="/a/b/c/")
    tree = [
        Branch(label="a", url="/a/", children=(Branch(label="x", url="/x/"),)),
        Branch(label="b", url="/a/b/", children=(deep,)),
    ]
    assert [each.label for each in chain(tree, "/a/b/c/d")] == ["b", "c"]
    assert [each.label for each in chain(tree, "/x/1")] == ["a", "x"] and chain(tree, "/") == []


def test_every_page_sends_the_policy(client):
    for path in ["/", "/nowhere/", "/office/"]:
        assert client.get(path).headers["Content-Security-Policy"] == POLICY
    assert "'unsafe-inline'" not in POLICY.replace("style-src-attr 'unsafe-inline'", "")


def test_a_view_may_bring_a_stricter_policy():
    from django.http import HttpResponse

    own = HttpResponse(headers={"Content-Security-Policy": "sandbox"})
    assert (
        content_security_policy(lambda request: own)(RequestFactory().get("/")).headers[
            "Content-Security-Policy"
        ]
        == "sandbox"
    )


@pytest.mark.parametrize("path", ["/", "/sitemap/", "/accessibility/", "/nowhere/"])
def test_pages_hold_nothing_the_policy_would_refuse(client, path):
    page = client.get(path).content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"<style|\son\w+=|javascript:", page)
    assert not re.search(r'<(script|link|img)[^>]+(src|href)="(https?:)?//', page)


def test_a_missing_page_says_what_to_do(client):
    answer = client.get("/nowhere/")
    assert answer.status_code == 404 and "没有这个页面" in answer.content.decode()


def request_for(path="/", user=None):
    request = RequestFactory().get(path)
    request.user = user
    return request


def test_error_pages_have_their_status_and_their_sentence(public):
    pages = [
        (errors.not_found(request_for(), Http404()), 404, "检查地址"),
        (errors.forbidden(request_for(), PermissionDenied()), 403, "您的岗位不办理这件事"),
        (
            errors.forbidden(request_for(), PermissionDenied("只有主要领导能签发。")),
            403,
            "只有主要领导能签发。",
        ),
        (errors.bad_request(request_for(), ValueError()), 400, "附件太大"),
        (errors.csrf_failure(request_for()), 403, "刷新后再提交"),
    ]
    for page, status, sentence in pages:
        assert page.status_code == status and sentence in page.content.decode()


def test_a_page_taken_down_names_what_is_valid_now(public, on_day):
    page = errors.gone(request_for(), title="旧办法", since=on_day, instead=Link(label="新办法", url="/new/"))
    assert page.status_code == 410
    assert (
        "2022年10月24日撤下" in page.content.decode()
        and '<a href="/new/">新办法</a>' in page.content.decode()
    )


def test_our_own_mistake_has_a_number_that_is_in_the_log(caplog, public, django_assert_num_queries):
    public.register_site(lambda: 1 / 0)
    with caplog.at_level(logging.ERROR), django_assert_num_queries(0):
        page = errors.server_error(request_for("/broken/"))
    number = re.search(r"事件编号 ([0-9A-F]{8})", page.content.decode())[1]
    assert page.status_code == 500 and number in caplog.text


def test_hostile_reasons_are_text(public):
    assert "<script>alert" not in errors.forbidden(request_for(), PermissionDenied(HOSTILE)).content.decode()
