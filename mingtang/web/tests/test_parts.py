"""Every component with its example, in both looks; and what they do with hostile text."""

import re
from html.parser import HTMLParser

import pytest
from django.core.paginator import Paginator

from mingtang.kit.pagination import Page
from mingtang.web.catalogue import COMPONENTS, catalogue
from mingtang.web.examples import EXAMPLES
from mingtang.web.icons import ICONS

VOID = {"input", "br", "img", "hr", "meta", "link", "path", "rect", "circle", "line"}
HOSTILE = '"><script>alert(1)</script>'


class Nesting(HTMLParser):
    """Fails when an element is closed that is not the innermost open one."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-1:]}"
        self.open.pop()


def check(html: str) -> None:
    parser = Nesting()
    parser.feed(html)
    assert parser.open == []
    assert len(parser.ids) == len(set(parser.ids))


LOOKS = [(look, name) for look in ("office", "public") for name in catalogue(look)]


@pytest.mark.django_db
@pytest.mark.parametrize(("look", "name"), LOOKS)
def test_an_example_draws(render, look, name):
    html = render("{% example name %}", "/office/" if look == "office" else "/", name=name)
    assert len(html) > 20
    check(html)


def test_every_component_is_a_folder_with_html_and_example():
    folders = [folder for folder in COMPONENTS.iterdir() if folder.is_dir()]
    missing = [
        f.name for f in folders if not (f / f"{f.name}.html").exists() or not (f / "example.html").exists()
    ]
    assert missing == []
    assert set(EXAMPLES) <= {folder.name for folder in folders}


def test_a_component_sees_only_what_it_is_given(render):
    html = render('{% component "empty" text="没有" %}', act_url="#leak", act_label="泄漏")
    assert "没有" in html and "leak" not in html


@pytest.mark.parametrize(
    "source",
    [
        '{% component "empty" text=bad act_url=bad act_label=bad %}',
        '{% component "button" label=bad url=bad kind=bad %}',
        '{% component "tag" words=bad kind=bad %}',
        '{% component "locked" basis=bad text=bad %}',
        '{% wrap "notice" title=bad kind=bad %}x{% endwrap %}',
        '{% wrap "dialog" id=bad title=bad label=bad url=bad %}x{% endwrap %}',
        "{% act bad bad note=bad key=bad %}",
        "{% crumb bad bad bad %}",
        '{% icon "search" bad %}',
        "{% tools bad %}",
    ],
)
@pytest.mark.django_db
def test_hostile_text_stays_text(render, source):
    assert "<script>" not in render(source, bad=HOSTILE)


def test_what_is_wrapped_keeps_its_own_escaping(render):
    html = render('{% wrap "notice" %}<p>{{ bad }}</p>{% endwrap %}', bad=HOSTILE)
    assert "<p>" in html and "<script>" not in html


def test_an_act_is_a_form_with_a_token(render):
    html = render('{% act "签发并取号" "/sign/" kind="primary" key="A" %}', csrf_token="TOKEN")
    assert (
        '<form method="post" action="/sign/"' in html and 'value="TOKEN"' in html and 'data-key="a"' in html
    )


def test_icons_are_hidden_unless_they_speak(render):
    assert 'aria-hidden="true"' in render('{% icon "search" %}')
    assert 'role="img" aria-label="查找"' in render('{% icon "search" "查找" %}')
    for drawing in ICONS.values():
        assert not re.search(r"script|on\w+=", drawing)


def test_the_pager_keeps_the_rest_of_the_query(render):
    html = render("{% pager page %}", "/office/cases/?q=停车&page=2", page=Paginator(range(100), 20).page(2))
    assert "?q=%E5%81%9C%E8%BD%A6&amp;page=3" in html and 'aria-current="page"' in html
    assert "第 21–40 条，共 100 条" in html
    assert "page=2&amp;page" not in html


def test_the_pager_takes_the_pages_of_the_kit(render):
    page = Page(items=list(range(50)), number=3, per_page=50, count=10_000, capped=True, has_next=True)
    html = render("{% pager page %}", "/x/", page=page)
    assert (
        'href="?page=4" rel="next"' in html
        and 'href="?page=2" rel="prev"' in html
        and "10,000 条以上" in html
    )


def test_a_list_of_one_page_only_says_how_long_it_is(render):
    html = render("{% pager page %}", "/x/", page=Paginator(range(3), 20).page(1))
    assert "<a" not in html and "共 3 条" in html


def test_query_changes_and_removes(render):
    assert render("{% query page=None kind='x' %}", "/x/?page=2&q=a") == "?q=a&amp;kind=x"


@pytest.mark.django_db
def test_the_look_follows_the_address(render):
    assert "首页" in render('{% crumb "依申请公开" %}', "/disclosure/")
    assert "首页" not in render('{% crumb "依申请公开" %}', "/office/cases/")
