"""The site as its visitors use it: every kind of page, with large letters, on paper, by keyboard, on a telephone."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from journeys import newsroom
from journeys.browser import PHONE, Visitor
from mingtang.publishing.models import Comment

if TYPE_CHECKING:
    from journeys.house import House
    from mingtang.demo.cast import Cast

HEAVIEST = 150_000  # bytes of a page with its sheets and scripts, before they are packed, without pictures
REQUESTS, ELEMENTS, SHIFT = 12, 1_500, 0.1
NOT_THERE = {"withdrawn": 410, "missing": 404}

WEIGHT = """async () => {
  for (let tries = 0; tries < 100 && !window.seen.largest; tries++) await new Promise(go => setTimeout(go, 20));
  const came = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
  const heavy = came.filter(each => each.initiatorType !== "img");
  return {
    bytes: heavy.reduce((sum, each) => sum + each.decodedBodySize, 0),
    requests: heavy.length,
    elements: document.querySelectorAll("*").length,
    shift: window.seen.shift,
    largest: window.seen.largest,
  };
}"""
WATCH = """window.seen = {shift: 0, largest: ""};
new PerformanceObserver(list => { for (const each of list.getEntries()) if (!each.hadRecentInput) window.seen.shift += each.value })
  .observe({type: "layout-shift", buffered: true});
new PerformanceObserver(list => { for (const each of list.getEntries()) window.seen.largest = each.element?.tagName ?? "" })
  .observe({type: "largest-contentful-paint", buffered: true});"""


@pytest.fixture
def site(house: House) -> dict[str, str]:
    """The bureau with a page of every kind; their addresses."""
    house.stands("full site", newsroom.full_site)
    return newsroom.addresses()


@pytest.fixture
def bureau(site: dict[str, str]) -> Cast:
    """The people of the bureau whose site it is."""
    from journeys.conftest import the_cast

    return the_cast()


def test_every_kind_of_page_is_light_and_shuts_nobody_out(citizen: Visitor, site: dict[str, str]) -> None:
    citizen.context.add_init_script(WATCH)
    for kind, path in site.items():
        answer = citizen.page.goto(citizen.home + path)
        assert answer is not None
        assert answer.status == NOT_THERE.get(kind, 200), kind
        found = citizen.page.evaluate(WEIGHT)
        assert found["bytes"] < HEAVIEST, (kind, found)
        assert found["requests"] <= REQUESTS, (kind, found)
        assert found["elements"] < ELEMENTS, (kind, found)
        assert found["shift"] < SHIFT, (kind, found)
        assert found["largest"], (kind, found)
        citizen.shuts_nobody_out()
        citizen.takes_picture(f"site-{kind.replace(' ', '-')}")


LETTERS = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
RING = "(style => style.outlineStyle + style.boxShadow)(getComputedStyle(document.activeElement))"
WORDS = "document.querySelector('main').innerText.replace(/\\s/g, '')"


def test_the_mode_for_the_elderly_enlarges_and_leaves_nothing_out(
    citizen: Visitor, site: dict[str, str]
) -> None:
    citizen.goes_to(site["document"])
    before, words = citizen.page.evaluate(LETTERS), citizen.page.evaluate(WORDS)
    citizen.presses("长者模式")
    root = citizen.page.locator("html")
    expect(root).to_have_attribute("data-contrast", "high")
    assert citizen.page.evaluate(LETTERS) == pytest.approx(before * 1.25)
    assert citizen.page.evaluate(WORDS) == words
    for kind in ("document", "home", "consultation", "search"):
        citizen.goes_to(site[kind])
        expect(root).to_have_attribute("data-size", "large")
        citizen.shuts_nobody_out()
    citizen.presses("退出长者模式")
    assert citizen.page.evaluate(LETTERS) == before


def test_the_size_of_letters_is_kept_and_paper_holds_the_text_alone(
    citizen: Visitor, site: dict[str, str]
) -> None:
    citizen.goes_to(site["article"])
    before = citizen.page.evaluate(LETTERS)
    citizen.presses("大")
    assert citizen.page.evaluate(LETTERS) > before
    citizen.goes_to(site["document"])
    expect(citizen.page.get_by_role("button", name="大", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    assert citizen.page.evaluate(LETTERS) > before

    citizen.goes_to(site["article"])
    citizen.page.emulate_media(media="print")
    for what in (".nav", ".crumb", ".tools .set", ".share", ".around"):
        expect(citizen.page.locator(what).first).to_be_hidden()
    for what in ("h1", ".tools > span", ".doc", ".picture img"):
        expect(citizen.page.locator(what).first).to_be_visible()


def test_the_keyboard_alone_reaches_the_text_the_menu_and_the_search(
    citizen: Visitor, site: dict[str, str]
) -> None:
    citizen.goes_to(site["document"])
    citizen.types("Tab")
    skip = citizen.page.locator(":focus")
    expect(skip).to_have_text("跳到正文")
    expect(skip).to_be_in_viewport()
    citizen.types("Enter")
    expect(citizen.page.locator("main")).to_be_focused()

    # Everything that takes the focus is marked.
    citizen.goes_to(site["document"])
    for _ in range(24):
        citizen.types("Tab")
        assert citizen.page.evaluate(RING) != "nonenone", citizen.page.evaluate(
            "document.activeElement.outerHTML"
        )

    citizen.page.locator("header [name=q]").focus()
    citizen.page.keyboard.type("告知承诺")
    with citizen.page.expect_navigation():
        citizen.types("Enter")
    citizen.sees("查找结果")
    citizen.follows("告知承诺替代的是哪些材料")


def test_a_page_is_handed_on_by_code_and_by_address(
    somebody: Callable[..., Visitor], site: dict[str, str]
) -> None:
    reader = somebody(permissions=["clipboard-read", "clipboard-write"])
    for kind in ("article", "document", "consultation"):
        reader.goes_to(site[kind])
        wanted = f"https://xzsp.chujiang.example.cn{site[kind]}"
        shot = Image.open(io.BytesIO(reader.page.locator(".qr svg").screenshot())).convert("RGB")
        assert [each.text for each in zxingcpp.read_barcodes(shot)] == [wanted]
    reader.page.get_by_role("button", name="复制地址").click()
    reader.sees("已经复制")
    assert reader.page.evaluate("navigator.clipboard.readText()") == wanted


def test_an_opinion_is_given_on_a_telephone_without_script(
    somebody: Callable[..., Visitor], site: dict[str, str]
) -> None:
    reader = somebody(java_script_enabled=False, viewport=PHONE)
    reader.goes_to(site["consultations"])
    reader.follows("征求《楚江市容缺受理办法（征求意见稿）》意见")
    reader.follows("提意见")
    reader.fills("您的意见和理由", "第六条的期限改为十五个工作日。")
    reader.presses("提交意见")
    reader.sees("意见已经收到")
    assert Comment.objects.get(state="new").text == "第六条的期限改为十五个工作日。"

    # Letters, search and filters need no script either.
    reader.goes_to(site["documents"])
    reader.fills("标题或文号", "告知承诺试行")
    reader.presses("筛选")
    reader.sees("楚江市行政许可告知承诺试行办法")
    reader.presses("长者模式")
    reader.sees("退出长者模式")


DESK = (
    *("/office/columns/", "/office/opinions/", "/office/health/", "/office/media/"),
    *("/office/review/?v=all", "/office/words/wrong/", "/office/words/recheck/", "/office/words/try/"),
)


def test_the_pages_that_keep_the_site_shut_nobody_out(office: Callable[[str], Visitor]) -> None:
    clerk = office("王静文")
    for path in DESK:
        clerk.goes_to(path)
        clerk.shuts_nobody_out()
        clerk.takes_picture(f"desk{path.split('?')[0].replace('/', '-')}")
