"""A small site with one piece or more of every kind, each brought on show by three people."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any, TypeVar

from django.core.files.base import ContentFile
from openpyxl import Workbook
from PIL import Image

from mingtang.organs.models import Organ, Role, Section, Staff
from mingtang.publishing import actions
from mingtang.publishing.models import (
    Article,
    Attachment,
    Column,
    Consultation,
    Document,
    File,
    Picture,
    Piece,
)
from mingtang.publishing.version import digest

Some_Piece = TypeVar("Some_Piece", bound=Piece)
People = dict[str, Staff]

RULES = """<p>各县（市、区）行政审批局，局机关各科室：</p><p>现将《楚江市行政许可告知承诺办理规定》印发给你们，请认真执行。</p>
<p>楚江市行政审批局</p><p>2022年2月21日</p><h2>第一章 总则</h2><p><b>第一条</b> 为了减少不必要的证明材料，制定本规定。</p>
<p><b>第二条</b> 申请人可以自主选择是否采用告知承诺方式。</p><h2>第二章 办理程序</h2><p>第十二条 材料齐全的，当场作出决定。</p>"""
TABLE = {
    "data": [
        ["事项", "材料（份）", "时限"],
        ["食品经营许可", "3", "1个工作日"],
        ["公共场所卫生许可", "4", "2个工作日"],
    ],
    "first_row_is_table_header": True,
    "first_col_is_header": False,
    "table_header_choice": "row",
    "table_caption": "合并以后的材料和时限",
}


def bureau() -> People:
    """The bureau with its site laid out; its people by name."""
    organ = Organ.objects.create(
        name="楚江市行政审批局",
        short_name="楚审",
        is_home=True,
        site_code="4299000015",
        site_domain="xzsp.chujiang.example.cn",
        phone="0700-3612345",
    )
    section = Section.objects.create(organ=organ, name="办公室")
    posts = (("王静文", Role.CLERK, section), ("刘敏", Role.VICE_LEADER, None), ("陈国栋", Role.LEADER, None))
    people = {
        name: Staff.objects.create(username=f"s{i}", name=name, role=role, organ=organ, section=where)
        for i, (name, role, where) in enumerate(posts)
    }
    actions.lay_out(organ, by=None, on=date(2022, 3, 1))
    return people


def text(*paragraphs: str) -> list[tuple[str, Any]]:
    """A body of plain paragraphs."""
    return [("text", "".join(f"<p>{each}</p>" for each in paragraphs))]


def publish(
    piece: Some_Piece, where: str, people: People, on: date, files: tuple[File, ...] = ()
) -> Some_Piece:
    """Bring a piece on show in the column whose path ends so, through all three hands."""
    path = f"/{where.strip('/')}/"
    column = next(each for each in Column.objects.all() if each.url_path.endswith(path))
    piece.attachments.add(*(Attachment(title=each.title, file=each) for each in files))
    actions.begin(column, piece, by=people["王静文"], on=on)
    actions.submit(piece, by=people["王静文"], on=on, secrecy="不涉密，可以公开", explanation="核对无误")
    seen = digest(Piece.objects.get(pk=piece.pk).specific.get_latest_revision_as_object())
    actions.pass_up(piece, by=people["刘敏"], on=on, opinion="同意", seen=seen)
    actions.approve(piece, by=people["陈国栋"], on=on, opinion="同意发布", seen=seen, override="核对无误")
    return type(piece).objects.get(pk=piece.pk)


def spreadsheet(title: str, *rows: list[str]) -> File:
    """An attachment with these rows."""
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(out)
    return File.objects.create(title=title, file=ContentFile(out.getvalue(), "list.xlsx"))


def picture(title: str, alt: str) -> Picture:
    """A picture of one colour."""
    out = BytesIO()
    Image.new("RGB", (1200, 700), "#8fb1d8").save(out, "PNG")
    return Picture.objects.create(title=title, alt=alt, file=ContentFile(out.getvalue(), "window.png"))


def small_site(people: People, day: date) -> dict[str, Any]:
    """About twenty pieces over the columns; those that tests speak of by name."""
    named: dict[str, Any] = {}
    named["list"] = spreadsheet(
        "适用告知承诺的许可事项目录", ["事项"], ["公共场所卫生许可"], ["户外广告设置备案"]
    )
    named["document"] = publish(
        Document(
            title="关于印发《楚江市行政许可告知承诺办理规定》的通知",
            number="楚审规〔2022〕3号",
            issuers="楚江市行政审批局",
            signed_on=date(2022, 2, 21),
            effective_on=date(2022, 3, 1),
            topic="综合政务",
            normative=True,
            summary="明确告知承诺的范围和办理程序。",
            keywords="告知承诺,行政许可",
            body=[("text", RULES)],
            no_interpretation="解读另行发布",
        ),
        "zwgk/zdgk/gfxwj", people, day, (named["list"],),
    )  # fmt: skip
    named["old"] = publish(
        Document(
            title="楚江市行政许可告知承诺试行办法",
            number="楚审规〔2021〕1号",
            signed_on=date(2021, 4, 9),
            topic="综合政务",
            body=text("试行一年。"),
            no_interpretation="试行办法",
        ),
        "zwgk/zdgk/gfxwj", people, day,
    )  # fmt: skip
    actions.repeal(
        named["old"],
        by=people["刘敏"],
        on=day,
        validity="repealed",
        note="自2022年3月1日起废止。",
        replaced_by=named["document"],
    )
    named["interpretation"] = publish(
        Article(title="告知承诺替代的是哪些材料", medium="text", summary="八十六个事项减少材料。", body=text("承诺以后先办。"), explains=[named["document"]]),
        "zwgk/zdgk/zcjd", people, day,
    )  # fmt: skip
    named["news"] = publish(
        Article(
            title="“开办餐饮店一件事”上线",
            summary="四张证一次办，材料由14份减到6份。",
            author="周涛",
            editor="王静文",
            keywords="一件事,餐饮",
            body=[*text("四张证合并为一张申请表。"), ("picture", picture("窗口", "工作人员在窗口办件")), ("table", TABLE), ("quote", "只跑一次。")],
        ),
        "xwdt/gzdt", people, day,
    )  # fmt: skip
    for number in range(1, 4):
        publish(
            Article(title=f"政务大厅动态第{number}期", ai_assisted=number == 1, body=text("本期内容。")),
            "xwdt/gzdt",
            people,
            day,
        )
    publish(Article(title="冬季办事大厅服务时间公告", body=text("周末照常开放。")), "tzgg", people, day)
    publish(
        Article(title="樊江区推行并联审批", source="樊江区行政审批局", body=text("五个环节并成一个。")),
        "xwdt/xqdt",
        people,
        day,
    )
    for where, title in (
        ("jgzn/zn", "机构职能"),
        ("jgzn/lxfs", "联系方式"),
        ("zwgk/zn", "政府信息公开指南"),
        ("wzgl/wzsm", "网站声明"),
    ):
        publish(Article(title=title, body=text(f"这里是{title}。")), where, people, day)
    publish(
        Article(title="优化营商环境年度要点", summary="二十条。", body=text("二十条措施。")),
        "ztzl/yshj",
        people,
        day,
    )
    publish(Article(title="第一季度政务服务数据", body=[("table", TABLE)]), "zwgk/zdgk/tjxx", people, day)
    open_, closed = (
        (day - timedelta(days=3), day + timedelta(days=37)),
        (day - timedelta(days=50), day - timedelta(days=10)),
    )
    named["consultation"] = publish(
        Consultation(
            title="征求《楚江市容缺受理办法（征求意见稿）》意见",
            opens_on=open_[0],
            closes_on=open_[1],
            contact="许蕾 0700-3612306",
            by_post="云梦大道1号市民中心613室",
            body=text("第一条 次要材料暂缺的，先受理。"),
            explanation=text("为什么要定这个办法。"),
        ),
        "hdjl/yjzj", people, day,
    )  # fmt: skip
    named["closed"] = publish(
        Consultation(
            title="征求《楚江市中介服务办法》意见",
            opens_on=closed[0],
            closes_on=closed[1],
            contact="许蕾 0700-3612306",
            body=text("第一条 目的。"),
            short_reason="已在2月公开征求，此次补登",
        ),
        "hdjl/yjzj", people, day,
    )  # fmt: skip
    return named
