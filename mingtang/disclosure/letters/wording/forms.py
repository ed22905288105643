"""表单：登记表、确认函、申请表、审查呈批单、移送明细表。一张表一段，填好的取自案卷，空着的由人填写。"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mingtang.disclosure.letters.catalogue.choices import FORMS as FORM_CHOICES
from mingtang.disclosure.letters.letter import Paragraph
from mingtang.disclosure.letters.wording.opening import quotes
from mingtang.disclosure.letters.wording.said import Draft, said_day
from mingtang.disclosure.words import outcome_label
from mingtang.law.annual_report import COLUMNS
from mingtang.law.receipt import CHANNELS

Builder = Callable[[Draft], list[Paragraph]]
Row = tuple[Any, ...]
KIND_LABELS = {column.key: column.label for column in COLUMNS if column.key != "total"}
WAYS = (("post", "邮寄"), ("counter", "自行领取"), ("online", "网上查询下载"), ("email", "电子邮件"))
LEVELS = {"section": "科室审核", "vice_leader": "分管领导审核", "leader": "主要领导审签"}
SIGN_HERE = "签名（盖章）：　　　　　　　　年　　月　　日"


def table(rows: list[Row], widths: tuple[float, ...], head: int = 0) -> Paragraph:
    """One table as a paragraph of the letter."""
    return Paragraph("", "table", basis="表单，填好的取自案卷", rows=tuple(rows), widths=widths, head=head)


def label(text: str, rowspan: int = 1) -> dict[str, Any]:
    """A shaded cell that names the ones beside it."""
    return {"text": text, "head": True, "align": "center", "rowspan": rowspan}


def wide(text: str, colspan: int, height: int = 0, align: str = "left") -> dict[str, Any]:
    """A cell over several columns, at least ``height`` millimetres high."""
    return {"text": text, "colspan": colspan, "height": height, "align": align}


def register(draft: Draft) -> list[Paragraph]:
    """P1: what came in, by which way, until when, and every stage so far (art. 45)."""
    facts, story = draft.facts, draft.facts.story
    clock = facts.clock
    rows = [
        (label("登记编号"), facts.case_number, label("渠道"), CHANNELS[story.channel]),
        (label("提交日期"), said_day(story.submitted_on), label("收到日期"), said_day(story.received_on)),
        (label("申请人"), facts.applicant.name, label("类别"), KIND_LABELS.get(facts.applicant.kind, "")),
        (label("证件"), facts.applicant.identity, label("联系方式"), facts.applicant.contact),
        (label("答复期限"), said_day(clock.due if clock else None), label("经办人"), facts.clerk),
        (label("申请内容"), wide(_asked(draft), 3, 32)),
        (label("提供形式"), _chosen(FORM_CHOICES, facts.wanted_form), label("获取途径"), _chosen(WAYS, facts.wanted_delivery)),
    ]  # fmt: skip
    rows += [(label(name), wide(said, 3)) for name, said in _stages(draft)]
    rows.append((label("备注"), wide(str(draft.fields.get("remark") or ""), 3, 14)))
    return [table(rows, (2, 4, 2, 4))]


def _asked(draft: Draft) -> str:
    """What is asked for, and below it what was supplemented."""
    first, *more = quotes(draft.facts)
    return "\n".join([first, *(f"补正：{text}" for text in more)])


def _stages(draft: Draft) -> list[tuple[str, str]]:
    story = draft.facts.story
    opinions = "；".join(
        f"{said_day(o.on)}，{o.section}（{o.by}）：{outcome_label(o.outcome)}" for o in story.opinions
    )
    reviews = "；".join(
        f"{said_day(r.on)}，{LEVELS.get(r.level, '审核')}（{r.by}）：{_verdict(r.verdict)}"
        for r in story.reviews
    )
    reply = story.reply
    return [
        ("分办", "、".join(name for _, name in dict.fromkeys(story.sections))),
        ("科室意见", opinions),
        ("审核", reviews),
        (
            "处理结果",
            f"{said_day(story.decision.on)}，{outcome_label(story.decision.outcome)}" if story.decision else "",
        ),
        ("送达", said_day(reply.served_on or reply.sent_on) if reply else ""),
        ("归档", said_day(story.archived_on) if story.archived_on else ""),
    ]


def _verdict(verdict: str) -> str:
    return {"pass": "通过", "return": "退回修改"}.get(verdict, verdict)


def confirmation(draft: Draft) -> list[Paragraph]:
    """P7: the slip a third party fills in."""
    facts = draft.facts
    number = f"{facts.organ.name}征求意见的信息" if facts.consultation is None else facts.consultation.subject
    rows = [
        (label("第三方"), wide(facts.consulted.name if facts.consulted else "", 3)),
        (label("联系人"), "", label("联系电话"), ""),
        (label("所涉信息"), wide(number, 3, 22)),
        (label("意见"), wide("□同意公开　　□不同意公开　　□同意公开其中一部分（在理由栏写明哪一部分）", 3)),
        (label("不同意公开的部分和理由"), wide("", 3, 60)),
        (label("签章"), wide(SIGN_HERE, 3, 18, "right")),
    ]
    return [table(rows, (2, 3, 2, 3))]


def application(draft: Draft) -> list[Paragraph]:
    """A1: the application form of art. 29, filled in from the case or blank."""
    facts = draft.facts
    person = facts.applicant
    kinds = "　".join(_box(key == person.kind, text) for key, text in KIND_LABELS.items())
    forms = "　".join(_box(key == facts.wanted_form, text) for key, text in FORM_CHOICES)
    ways = "　".join(_box(key == facts.wanted_delivery, text) for key, text in WAYS)
    rows = [
        (label("申请人", 4), label("类别"), wide(kinds, 3)),
        (label("姓名或者名称"), person.name, label("证件及号码"), person.identity),
        (label("联系方式"), person.contact, label("代理人"), person.agent),
        (label("通信地址"), wide(person.address, 3)),
        (label("所需信息", 2), label("名称、文号"), wide(facts.document_number or facts.title, 3)),
        (label("特征描述"), wide(facts.description, 3, 55)),
        (label("形式要求", 2), label("提供形式"), wide(forms, 3)),
        (label("获取途径"), wide(ways, 3)),
        (label("签名"), wide(SIGN_HERE, 4, 16, "right")),
    ]
    return [table(rows, (1.6, 2.2, 3, 2.2, 3))]


def _box(chosen: bool, text: str) -> str:
    return f"{'☑' if chosen else '□'}{text}"


def _chosen(options: tuple[tuple[str, str], ...], value: str) -> str:
    return dict(options).get(value, "")


def examination(draft: Draft) -> list[Paragraph]:
    """R1: the examination before release (art. 17), with every opinion on the way."""
    facts = draft.facts
    rows: list[Row] = [
        (label("信息名称"), wide(draft.say("item", _asked(draft)), 3)),
        (label("来源"), wide(str(draft.fields.get("source") or ""), 3)),
        (label("拟定公开属性"), draft.chosen("attribute"), label("登记编号"), facts.case_number),
        (label("理由和依据"), wide(draft.say("reason"), 3, 28)),
    ]
    rows += [
        (
            label("科室意见"),
            wide(f"{o.section}：{outcome_label(o.outcome)}。{o.reason}\n{o.by}　{said_day(o.on)}", 3, 18),
        )
        for o in facts.story.opinions
    ]
    rows.append((label("保密审查"), wide(f"{draft.say('secrecy')}\n{draft.say('secrecy_by')}", 3, 20)))
    rows += [
        (label(LEVELS.get(r.level, "审核")), wide(f"{r.opinion}\n{r.by}　{said_day(r.on)}", 3, 18))
        for r in facts.story.reviews
    ]
    return [table(rows, (2, 3, 2, 3))]


def handover(draft: Draft) -> list[Paragraph]:
    """R2: what was handed to archives and libraries (art. 25)."""
    head = ("序号", "名称", "文号", "日期", "份数", "载体")
    rows: list[Row] = [head]
    for number, row in enumerate(draft.rows("records"), 1):
        rows.append(
            (
                str(number),
                *(str(row.get(name) or "") for name in ("name", "number", "date", "copies", "carrier")),
            )
        )
    who: list[Row] = [
        (label("接收单位"), draft.say("receiver"), label("移送日期"), said_day(draft.dated_on)),
        (label("移送人"), draft.say("handed_by"), label("接收人"), str(draft.fields.get("taken_by") or "")),
    ]
    return [table(rows, (1, 6, 3, 2.4, 1.2, 1.6), head=1), table(who, (2, 4, 2, 4))]


FORMS: dict[str, Builder] = {
    "P1": register,
    "P7": confirmation,
    "A1": application,
    "R1": examination,
    "R2": handover,
}
