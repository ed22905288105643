"""From the first draft to the withdrawn page: the editor, three pairs of eyes, the site."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from journeys import newsroom
from journeys.browser import Visitor
from mingtang.publishing.models import File, Picture, Piece
from mingtang.publishing.store.places import place

if TYPE_CHECKING:
    from journeys.house import House
    from mingtang.demo.cast import Cast

IDENTITY = "429900199003071231"
TITLE = "樊江区公布首批试点企业"


@pytest.fixture
def bureau(house: House) -> Cast:
    """The bureau with an empty site."""
    from journeys.conftest import the_cast

    house.stands("empty site", newsroom.empty_site)
    return the_cast()


def picture(folder: Path) -> Path:
    """A photograph on somebody's disk."""
    file = folder / "window.png"
    Image.new("RGB", (1200, 700), "#8fb1d8").save(file)
    return file


def decoded(visitor: Visitor) -> list[str]:
    """What a telephone reads in the QR code of the open page."""
    shot = visitor.page.locator(".qr svg").screenshot()
    return [each.text for each in zxingcpp.read_barcodes(Image.open(io.BytesIO(shot)).convert("RGB"))]


def test_a_draft_is_checked_read_by_three_shown_and_withdrawn(
    office: Callable[[str], Visitor], citizen: Visitor, house: House, tmp_path: Path
) -> None:
    section, deputy, head = office("周涛"), office("刘敏"), office("陈国栋")

    # The section writes in the editor, a picture beside the text, and does not see the number in it.
    newsroom.starts(section, "article", "xqdt", TITLE)
    newsroom.writes(section, f"首批试点企业法定代表人江小鱼，公民身份号码{IDENTITY}。")
    newsroom.puts_picture(section, picture(tmp_path), "窗口", "工作人员在窗口办件")
    newsroom.saves(section)
    assert Piece.objects.count() == 1
    newsroom.goes_to_review(section)
    section.sees(TITLE)
    section.shuts_nobody_out()

    # The machine does: it does not go up, and the mended text is shown before it is kept.
    newsroom.submits(section)
    section.sees("机器检查有1项阻断，没有送出")
    section.shuts_nobody_out()
    newsroom.opens_piece(section, TITLE)
    section.sees("机器检查未过")
    section.shuts_nobody_out()
    section.follows("遮盖")
    section.sees("现在还没有改")
    section.shuts_nobody_out()
    section.presses("改成新的一版")
    newsroom.opens_piece(section, TITLE)
    section.does_not_see(IDENTITY)
    newsroom.submits(section, "已去掉涉密和个人信息，可以公开")
    section.sees("轮到分管领导 刘敏")

    # The leader in charge reads it, on the way, on a telephone; the head approves it.
    deputy.uses_phone()
    deputy.goes_to("/office/review/")
    deputy.shuts_nobody_out()
    deputy.follows(TITLE)
    deputy.shuts_nobody_out()
    deputy.presses("审核通过")
    deputy.sees("已通过，报主要领导审批")
    newsroom.opens_piece(head, TITLE)
    head.shuts_nobody_out()
    newsroom.approves(head)
    head.follows("登记表", exact=True)
    head.sees("周涛")
    head.sees("刘敏")
    head.sees("陈国栋")

    # A citizen finds it on the home page, by search, in the feed; the code on the page leads to it.
    house.bakes()
    citizen.goes_to("/")
    citizen.follows(TITLE)
    citizen.sees("429900********1231")
    citizen.shuts_nobody_out()
    address = citizen.page.url.removeprefix(house.url)
    assert decoded(citizen) == [citizen.page.locator("#share-url").input_value()]
    assert decoded(citizen)[0] == f"https://xzsp.chujiang.example.cn{address}"
    shown = citizen.page.locator(".picture img").get_attribute("src") or ""
    for path in everywhere(address):
        assert TITLE in citizen.gets(path)[1] or address in citizen.gets(path)[1], path
    assert citizen.gets(shown)[0] == 200
    house.bakes()
    assert house.store.path(place(address)).exists()  # type: ignore[arg-type]

    # The leader takes it down: at once it is nowhere, and its address says so without saying what it was.
    opens_act(deputy, TITLE, "撤下")
    deputy.fills("撤下的理由", "企业名单有误，核对以后重新发布。")
    deputy.presses("撤下")
    deputy.sees("撤下以后公众打不开这一页")
    deputy.presses("确认撤下")
    for path in everywhere(address):
        assert TITLE not in citizen.gets(path)[1] and address not in citizen.gets(path)[1], path
    assert not house.store.path(place(address)).exists()  # type: ignore[arg-type]
    assert citizen.gets(shown)[0] == 404
    assert citizen.gets(address)[0] == 410
    citizen.page.reload()
    citizen.sees("这一页已经撤下")
    citizen.does_not_see(TITLE)
    citizen.shuts_nobody_out()


def everywhere(address: str) -> tuple[str, ...]:
    """Where a piece of 县区动态 is listed."""
    column = address.rsplit("/", 2)[0]
    return ("/", f"{column}/", f"{column}/feed.xml", "/feed.xml", "/sitemap.xml", "/search/?q=试点企业")


def opens_act(person: Visitor, title: str, act: str) -> None:
    """Opens the form of an act of a piece."""
    newsroom.opens_piece(person, title)
    person.follows(act, within="#may", exact=True)


def test_what_was_approved_does_not_hold_for_what_is_changed_afterwards(
    office: Callable[[str], Visitor], bureau: Cast
) -> None:
    newsroom.submitted(bureau, TITLE, "名单见附件。")
    section, deputy, head = office("周涛"), office("刘敏"), office("陈国栋")
    newsroom.opens_piece(deputy, TITLE)
    deputy.presses("审核通过")
    newsroom.opens_piece(head, TITLE)
    head.presses("批准…")
    later = timezone.localtime() + timedelta(days=2)
    head.page.locator("[name=at]").fill(f"{later:%Y-%m-%dT%H:%M}")
    head.presses("批准")
    head.presses("确认批准")
    head.sees("定时发布")

    # Two days are long enough to change a word.
    newsroom.opens_piece(section, TITLE)
    section.follows("修改", exact=False)
    section.page.locator("[name=title]").fill(f"{TITLE}名单")
    newsroom.saves(section)
    newsroom.goes_to_review(section)
    section.sees("内容改过，原来的审核已经作废，须重新送审。")
    section.shuts_nobody_out()
    assert not Piece.objects.get(draft_title=f"{TITLE}名单").show_at


def test_what_cannot_wait_is_shown_at_once_and_read_by_the_others_afterwards(
    office: Callable[[str], Visitor], citizen: Visitor, bureau: Cast
) -> None:
    title = "因设备检修暂停自助区服务的公告"
    newsroom.submitted(bureau, title, "今晚八点起暂停。")
    deputy, head = office("刘敏"), office("陈国栋")
    opens_act(deputy, title, "紧急发布")
    deputy.shuts_nobody_out()
    deputy.fills("为什么要紧急发布", "今晚检修，须立即告知")
    deputy.fills("依据", "局突发事件应急预案第三条")
    deputy.presses("紧急发布")
    deputy.presses("确认紧急发布")
    deputy.sees("主要领导须在")
    citizen.goes_to("/xwdt/xqdt/")
    citizen.sees(title)

    head.goes_to("/office/review/")
    head.follows(title)
    head.follows("补审", within="#may", exact=True)
    head.takes("意见", "同意发布")
    head.presses("补审")
    head.sees("已补审")
    head.does_not_see("须在")


def test_another_leader_stands_in_and_signs_for_the_one_who_is_away(
    office: Callable[[str], Visitor], bureau: Cast
) -> None:
    newsroom.submitted(bureau, TITLE, "名单见附件。")
    clerk, deputy = office("王静文"), office("何远")
    clerk.goes_to("/office/review/arrangements/")
    clerk.shuts_nobody_out()
    row = clerk.page.get_by_role("row", name="政务服务管理科")
    row.get_by_role("combobox").select_option(label="刘敏")
    with clerk.page.expect_navigation():
        row.get_by_role("button").click()
    deputy.goes_to("/office/review/")
    deputy.does_not_see(TITLE)

    clerk.chooses("谁外出", "刘敏")
    clerk.chooses("由谁代审", "何远")
    clerk.fills("至", f"{timezone.localdate() + timedelta(days=3)}")
    clerk.fills("事由", "出差")
    clerk.presses("安排代审")
    clerk.sees("出差")
    deputy.goes_to("/office/review/")
    deputy.follows(TITLE)
    deputy.presses("审核通过")
    deputy.sees("代刘敏")


def test_a_draft_keeps_itself_and_a_wrong_one_says_what_is_missing(
    office: Callable[[str], Visitor], bureau: Cast
) -> None:
    section, law = office("周涛"), office("许蕾")
    newsroom.starts(section, "article", "xqdt", TITLE)
    section.page.wait_for_timeout(2_500)  # until then the editor takes what it sees for the draft as it was
    newsroom.writes(section, "写了一半。")
    expect(section.page.get_by_text("已保存").first).to_be_visible(timeout=15_000)
    section.page.reload()
    expect(section.page.locator("[name=title]")).to_have_value(TITLE)
    section.sees("写了一半。")
    section.uses_phone()
    section.fits_the_screen()

    # A consultation without its days is not kept, and the editor says which.
    newsroom.starts(law, "consultation", "yjzj", "征求意见")
    law.page.get_by_role("button", name="保存草稿").click()
    law.sees("没有填“截止日期”：填好再保存。")
    assert not Piece.objects.filter(draft_title="征求意见").exists()


HOSTILE = {
    "page.html": b"<!doctype html><script>alert(document.domain)</script>",
    "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
    "picture.png": b"<script>alert(1)</script>",
}


def test_nothing_that_a_browser_would_run_can_be_uploaded(
    office: Callable[[str], Visitor], bureau: Cast, tmp_path: Path
) -> None:
    section = office("周涛")
    for name, content in HOSTILE.items():
        (tmp_path / name).write_bytes(content)
        for door in ("images", "documents"):
            section.goes_to(f"/office/editor/{door}/add/")
            section.page.locator("[name=title]").fill(name)
            section.page.locator("input[type=file]").set_input_files(tmp_path / name)
            section.page.locator("main").get_by_role("button", name="上传").click()
            section.sees("不收这种格式的文件" if name != "picture.png" else "文件")
            assert section.page.url.endswith("/add/"), (door, name)
    assert not Picture.objects.exists() and not File.objects.exists()
