"""The bureau with its site, and what people do at the desks where an article comes about."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import expect

from journeys.browser import Visitor
from mingtang.demo.cast import Cast, make_cast
from mingtang.organs.models import Role, Staff
from mingtang.publishing import actions
from mingtang.publishing.addresses import path_of
from mingtang.publishing.models import Article, Column, Comment, Consultation, Document, Piece
from mingtang.publishing.tests.samples import publish, small_site, text
from mingtang.publishing.version import digest


def empty_site() -> Cast:
    """The bureau with the columns of its site; a second vice leader, 何远, may stand in for the first."""
    cast = make_cast()
    deputy = Staff(username="heyuan", name="何远", role=Role.VICE_LEADER, organ=cast.organ)
    deputy.set_unusable_password()
    deputy.save()
    actions.lay_out(cast.organ, by=None, on=timezone.localdate())
    return cast


def full_site() -> None:
    """A site with a page of every kind."""
    cast, day = empty_site(), timezone.localdate()
    small_site(cast.people, day)
    old = publish(Article(title="周末停办公告", body=text("周末停办。")), "tzgg", cast.people, day)
    actions.withdraw(old, by=cast.people["刘敏"], on=day, reason="日期写错")
    _answered(cast, day)


def _answered(cast: Cast, day: date) -> None:
    """A consultation whose result is out."""
    began = day - timedelta(days=60)
    asked = Consultation(
        title="征求《楚江市帮办代办办法》意见",
        opens_on=began,
        closes_on=day - timedelta(days=29),
        contact="许蕾 0700-3612306",
        body=text("第一条 目的。"),
    )
    publish(asked, "hdjl/yjzj", cast.people, began)
    Comment.objects.create(
        consultation=asked,
        received_on=day - timedelta(days=40),
        text="应当写明上门办理的范围。",
        state="declined",
        reply="范围写在办事指南里。",
        shown=True,
    )
    actions.revise(asked, {"result": text("收到意见1条，没有采纳。")}, by=cast.people["许蕾"], on=day)
    actions.submit(asked, by=cast.people["许蕾"], on=day, secrecy="不涉密，可以公开")
    version = Piece.objects.get(pk=asked.pk).specific.get_latest_revision_as_object()
    actions.pass_up(asked, by=cast.people["刘敏"], on=day, opinion="同意", seen=digest(version))
    actions.approve(
        asked, by=cast.people["陈国栋"], on=day, opinion="同意", seen=digest(version), override="无误"
    )


def addresses() -> dict[str, str]:
    """Where the pages of ``full_site`` are, each kind once."""
    by_title = {each.title: path_of(each) for each in Piece.objects.all()}
    columns = {each.slug: path_of(each) for each in Column.objects.all()}
    repealed = Document.objects.get(validity="repealed")
    return {
        "home": "/",
        "group": columns["xwdt"],
        "list": columns["gzdt"],
        "article": by_title["“开办餐饮店一件事”上线"],
        "documents": columns["gfxwj"],
        "document": path_of(repealed.repealed_by),
        "repealed": path_of(repealed),
        "interpretations": columns["zcjd"],
        "interpretation": by_title["告知承诺替代的是哪些材料"],
        "consultations": columns["yjzj"],
        "consultation": by_title["征求《楚江市容缺受理办法（征求意见稿）》意见"],
        "closed": by_title["征求《楚江市中介服务办法》意见"],
        "answered": by_title["征求《楚江市帮办代办办法》意见"],
        "disclosure": columns["zwgk"],
        "catalogue": columns["zdgk"],
        "guide": columns["zwgk"] + "zn/",
        "statement": columns["xzcf"],
        "data": columns["tjxx"],
        "topic": columns["yshj"],
        "open data": "/open-data/",
        "site map": "/sitemap/",
        "search": "/search/?q=告知承诺",
        "nothing found": "/search/?q=没有这样的词",
        "search form": "/search/",
        "withdrawn": by_title["周末停办公告"],
        "missing": columns["gzdt"] + "t20200101_1/",
        "accessibility": "/accessibility/",
    }


def submitted(cast: Cast, title: str, *paragraphs: str, by: str = "周涛") -> Piece:
    """An article of 县区动态 at the desk of the leader in charge."""
    column, day = Column.objects.get(slug="xqdt"), timezone.localdate()
    piece: Piece = actions.begin(
        column, Article(title=title, body=text(*paragraphs)), by=cast.people[by], on=day
    )
    actions.submit(piece, by=cast.people[by], on=day, secrecy="不涉密，可以公开")
    return piece


def starts(person: Visitor, kind: str, column: str, title: str) -> None:
    """Opens the editor for a new piece of this kind in this column."""
    parent = Column.objects.get(slug=column)
    person.goes_to(f"/office/editor/pages/add/publishing/{kind}/{parent.pk}/")
    person.page.locator("[name=title]").fill(title)


def adds(person: Visitor, block: str) -> None:
    """Adds a block at the end of the text."""
    body = person.page.locator("[data-contentpath=body]").first
    body.get_by_role("button", name="插入内容块").last.click()
    person.page.get_by_role("listbox").get_by_role("option", name=block).click()


def writes(person: Visitor, words: str) -> None:
    """Adds a block of text and writes into it."""
    adds(person, "文字")
    paper = person.page.locator("[data-contentpath=body] [contenteditable=true]").last
    paper.click()
    person.page.keyboard.type(words)


def puts_picture(person: Visitor, file: Any, title: str, alt: str) -> None:
    """Adds a picture from the disk."""
    adds(person, "图片")
    person.page.locator("[data-contentpath=body] .chooser__choose-button:visible").last.click()
    window = person.page.locator(".modal")
    window.get_by_role("tab", name="上传").click()
    window.locator("input[type=file]").set_input_files(file)
    window.get_by_label("标题").fill(title)
    window.get_by_label("替代文字").fill(alt)
    window.get_by_role("button", name="上传").click()
    expect(window).to_have_count(0)


def saves(person: Visitor) -> None:
    """Keeps the draft by hand."""
    with person.page.expect_navigation(url="**/edit/"):
        person.page.get_by_role("button", name="保存草稿").click()


def goes_to_review(person: Visitor) -> None:
    """From the editor to the page of the review."""
    person.page.locator("footer").get_by_role("button", name="更多动作").click()
    person.follows("送审", within="footer")


def opens_piece(person: Visitor, title: str) -> None:
    """Opens a piece from the list of the review."""
    person.goes_to("/office/review/?v=all")
    person.follows(title)


def submits(person: Visitor, secrecy: str = "不涉密，可以公开") -> None:
    """Sends the piece whose page is open up."""
    person.follows("送审", within="#may", exact=True)
    person.ticks(secrecy)
    person.presses("送审")


def approves(head: Visitor) -> None:
    """Approves the piece whose page is open."""
    head.presses("批准…")
    head.presses("批准")
    head.presses("确认批准")
    head.sees("已批准")
