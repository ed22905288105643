"""新系统启用以后的八篇，走完三审；另外几篇正停在各个环节，让办公室里有事可办。"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.utils import timezone

from mingtang.demo.cast import Cast
from mingtang.demo.site_2022 import notices
from mingtang.demo.site_2022.pen import paragraphs
from mingtang.demo.site_2022.plan import OPENED, register_days, shown_on
from mingtang.law.calendar import Calendar
from mingtang.organs.models import Staff
from mingtang.publishing import actions
from mingtang.publishing.models import Article, Column, Document, Piece
from mingtang.publishing.stock.bodies import parse, settle
from mingtang.publishing.version import digest

Some_Piece = TypeVar("Some_Piece", bound=Piece)
SECRET = "不涉密，可以公开"  # noqa: S105 - the opinion of the secrecy review
SITE = "市行政审批局网站启用新系统，稿件三审在网上留痕"


def body(html: str) -> str:
    """The blocks of a text we wrote ourselves."""
    return settle(parse(html), lambda address, words: {"href": address}, lambda address: None)


class Desk:
    """The three who review, and the columns by address."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.vice, self.head = cast.people["刘敏"], cast.people["陈国栋"]
        self.columns = {each.url_path.split("/", 2)[2].strip("/"): each for each in Column.objects.all()}

    def begun(self, piece: Some_Piece, column: str, by: str, on: date) -> Some_Piece:
        """A first draft."""
        person = self.cast.people[by]
        piece.editor = "王静文"
        return actions.begin(self.columns[column], piece, by=person, on=on)

    def passed(self, piece: Any, by: Staff, on: date) -> str:
        """Sent up, and agreed to by the leader in charge; the digest of what was read."""
        actions.submit(piece, by=by, on=on, secrecy=SECRET)
        seen = digest(Piece.objects.get(pk=piece.pk).specific.get_latest_revision_as_object())
        actions.pass_up(piece, by=self.vice, on=on, opinion="内容属实，同意", seen=seen)
        return seen

    def shown(self, piece: Some_Piece, column: str, by: str, on: date) -> Some_Piece:
        """The whole way, within a day."""
        begun = self.begun(piece, column, by, on)
        seen = self.passed(begun, self.cast.people[by], on)
        actions.approve(begun, by=self.head, on=on, opinion="同意发布", seen=seen)
        return begun


def publish_reviewed(cast: Cast, calendar: Calendar) -> list[Piece]:
    """Eight pieces between 26 and 30 December 2022, each through three hands."""
    desk = Desk(cast)
    days = [OPENED + timedelta(days=n) for n in range(5)]
    plain = (
        ("xwdt/gzdt", "王静文", days[0], SITE, "今天起，本局稿件由科室起草，分管领导审核，主要领导审批，经过都留在审核记录里。"),
        ("xwdt/xqdt", "周涛", days[0], "樊江区乡镇便民服务中心周末也能办社保", "樊江区在12个乡镇便民服务中心开设周末窗口，社保、医保业务随到随办。"),
        ("ztzl/gcjs", "马晓东", days[1], "楚江三桥初步设计和概算同步审查", "市行政审批局把初步设计和概算放在一起审查，少开一次会，少等5个工作日。"),
        ("ztzl/yshj", "周涛", days[2], "惠企政策“免申即享”年底兑现1200户", "符合条件的企业不用申请，资金直接到账。"),
        ("tzgg", "王静文", days[4], "2023年元旦政务服务大厅服务时间的公告", "2022年12月31日至2023年1月2日放假，1月3日起正常办理。急需办理的，提前电话预约。"),
    )  # fmt: skip
    made = [
        desk.shown(
            Article(title=title, summary=words, body=body(paragraphs(words)), author=by), column, by, on
        )
        for column, by, on, title, words in plain
    ]
    return [*made, _licences(desk, calendar, days[4]), *_with_interpretation(desk, days[3])]


def _licences(desk: Desk, calendar: Calendar, on: date) -> Piece:
    """The last decisions of the year, so that all 965 are published."""
    dealt = notices.licence_numbers(register_days())
    left = {day: numbers for day, numbers in dealt.items() if shown_on(day, calendar) >= OPENED}
    told = notices.licences(left)
    piece = Article(title=told["title"], summary=told["summary"], body=body(told["body"]))
    return desk.shown(piece, "zwgk/zdgk/xzxk/jggs", "马晓东", on)


def _with_interpretation(desk: Desk, on: date) -> list[Piece]:
    """A document and its interpretation: approved one after the other, shown together."""
    paper = Document(
        title="关于做好2023年政务公开工作的通知", number="楚审发〔2022〕47号", issuers="楚江市行政审批局", signed_on=on, effective_on=on, topic="综合政务",
        summary="明确2023年公开的重点、时限和责任科室。", keywords="政务公开",
        body=body(paragraphs("各县（市、区）行政审批局，局机关各科室：", "一、公开的重点是办事结果和政策解读。", "二、各栏目按更新周期更新，逾期的每周通报。", "楚江市行政审批局", f"2022年12月{on.day}日")),
    )  # fmt: skip
    document = desk.begun(paper, "zwgk/zdgk/qtwj", "许蕾", on)
    told = Article(
        title="《关于做好2023年政务公开工作的通知》解读", medium="text", summary="公开什么、多久更新、谁负责。", explains=[document],
        body=body(paragraphs("这份通知把公开的内容、时限和责任写到科室，群众可以照着监督。")),
    )  # fmt: skip
    person = desk.cast.people["许蕾"]
    interpretation = desk.begun(told, "zwgk/zdgk/zcjd", "许蕾", on)
    seen = {each.pk: desk.passed(each, person, on) for each in (interpretation, document)}
    for each in (interpretation, document):
        actions.approve(each, by=desk.head, on=on, opinion="同意发布", seen=seen[each.pk])
    return [document, interpretation]


def fill_review(cast: Cast, day: date) -> list[Piece]:
    """One piece at every stage on this day: drafted, blocked, sent back, with each reviewer, and one that waits for its hour."""
    desk = Desk(cast)
    zhou, ma = cast.people["周涛"], cast.people["马晓东"]

    def begun(title: str, words: str, column: str, by: str) -> Article:
        return desk.begun(Article(title=title, summary=title, body=body(paragraphs(words))), column, by, day)

    draft = begun("宜水市“开办药店”一件事试运行", "试运行一个月，征求药店经营者的意见。", "xwdt/xqdt", "周涛")
    phones = "联系人：张演示13807002201，李演示13807002202，王演示13807002203。"
    blocked = begun("楚江三桥征求沿线单位意见", phones, "zwgk/zdgk/zdxm", "马晓东")
    actions.submit(blocked, by=ma, on=day, secrecy=SECRET)
    review = begun("枣林市自助服务区增加夜间照明", "方便下班以后来办事的群众。", "xwdt/xqdt", "周涛")
    actions.submit(review, by=zhou, on=day, secrecy=SECRET)
    approval = begun("城南客运枢纽规划许可批前公示", "公示期7个工作日。", "zwgk/zdgk/zdxm", "马晓东")
    desk.passed(approval, ma, day)
    returned = begun("营商环境“体验官”名单", "第一批体验官20名，来自企业和行业协会。", "ztzl/yshj", "周涛")
    actions.submit(returned, by=zhou, on=day, secrecy=SECRET)
    seen = digest(Piece.objects.get(pk=returned.pk).specific.get_latest_revision_as_object())
    actions.send_back(
        returned, by=desk.vice, on=day, opinion="名单先征得本人同意，再写明推荐单位。", seen=seen
    )
    timed = begun("政务服务“周末不打烊”新增三个窗口", "下周一起实行。", "xwdt/xqdt", "周涛")
    at = timezone.make_aware(datetime.combine(day + timedelta(days=7), time(9, 0)))
    actions.approve(timed, by=desk.head, on=day, opinion="同意", seen=desk.passed(timed, zhou, day), at=at)
    return [draft, blocked, review, approval, returned, timed]
