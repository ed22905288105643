"""收到日期：每一种渠道从哪一天起算，需要什么证明。《政府信息公开条例》第三十一条。"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mingtang.law.calendar import Calendar
from mingtang.law.cite import Cite
from mingtang.law.errors import LawError
from mingtang.law.since import Since, in_force
from mingtang.law.sources import document, practice, regulation

CHANNELS = {
    "counter": "当面提交",
    "registered_mail": "邮寄（需签收）",
    "ordinary_mail": "平常信函",
    "fax": "传真",
    "web": "互联网渠道",
    "oral": "口头提出",
}

# 当面和邮寄是基本渠道，任何时候不得拒绝；其他渠道写进公开指南就开通，开通后受其约束。
BASIC_CHANNELS = frozenset({"counter", "registered_mail", "ordinary_mail"})
CHANNELS_OPEN = document(
    "国办公开办函〔2017〕19号", "答复", "当面提交和邮政寄送是基本渠道，其他渠道由公开指南列明。"
)


@dataclass(frozen=True)
class Proof:
    """收到日期要靠的一项证明：哪个日期、凭什么、怎么问。"""

    field: str
    label: str
    paper: str


SUBMITTED = Proof("submitted_on", "提交日期", "当面提交的登记")
WRITTEN_DOWN = Proof("submitted_on", "代为填写日期", "工作机构代为填写、申请人签字的申请表")
ARRIVED = Proof("submitted_on", "到达日期", "工作机构的收件登记")
SIGNED = Proof("signed_on", "签收日期", "邮政回执上本机关签收的日期")
CONFIRMED = Proof("confirmed_on", "确认日期", "与申请人确认的记录（时间、方式、对方）")

PROOFS: Mapping[str, tuple[Proof, ...]] = {
    "counter": (SUBMITTED,),
    "oral": (WRITTEN_DOWN,),
    "registered_mail": (SIGNED,),
    "ordinary_mail": (ARRIVED, CONFIRMED),
    "fax": (ARRIVED, CONFIRMED),
    "web": (ARRIVED, CONFIRMED),
}
# 以确认之日为收到之日的渠道。
NEEDS_CONFIRMATION = frozenset(channel for channel, proofs in PROOFS.items() if CONFIRMED in proofs)

_BY_COUNTER = regulation("第三十一条第一项", "以提交之日为收到申请之日")
_BY_SIGNATURE = regulation("第三十一条第二项", "以行政机关签收之日为收到申请之日")
_BY_LETTER = regulation("第三十一条第二项", "应当于收到申请的当日与申请人确认，确认之日为收到申请之日")
_BY_CONFIRMATION = regulation("第三十一条第三项", "以双方确认之日为收到申请之日")
_ORALLY = regulation("第二十九条第一款", "由受理该申请的政府信息公开工作机构代为填写政府信息公开申请")
MISDIRECTED = document(
    "国办公开办函〔2015〕207号",
    "第一部分",
    "寄给本机关其他内设机构或者个人的，按平常信函办理。",
    verified=False,
    note="按大意转述",
)

_IN_FORCE = date(2019, 5, 15)
RULES: Mapping[str, tuple[Since[str], ...]] = {
    "counter": (Since(_IN_FORCE, "submitted_on", _BY_COUNTER),),
    "oral": (Since(_IN_FORCE, "submitted_on", _ORALLY),),
    "registered_mail": (Since(_IN_FORCE, "signed_on", _BY_SIGNATURE),),
    "ordinary_mail": (Since(_IN_FORCE, "confirmed_on", _BY_LETTER),),
    "fax": (Since(_IN_FORCE, "confirmed_on", _BY_CONFIRMATION),),
    "web": (Since(_IN_FORCE, "confirmed_on", _BY_CONFIRMATION),),
}
CONFIRM_BY_WORKDAYS = (
    Since(_IN_FORCE, 1, practice("确认收到", "网上申请和传真在收到当日或者下一个工作日与申请人确认。")),
)


@dataclass(frozen=True)
class Receipt:
    """收到日期和它的依据。``on`` 为 None 时，``missing_proof`` 说明还缺哪一项证明。"""

    on: date | None
    missing_proof: Proof | None
    cite: Cite
    warnings: tuple[str, ...] = ()


def received_on(
    channel: str,
    *,
    submitted_on: date,
    signed_on: date | None = None,
    confirmed_on: date | None = None,
    misdirected: bool = False,
) -> Receipt:
    """按渠道确定收到申请之日。

    ``submitted_on`` is the day the applicant handed it in, sent it on line, or the day the paper reached the office;
    ``misdirected`` marks a signed-for letter addressed to another unit or person of the organ: it counts as an ordinary
    letter. Raises LawError for an unknown channel or a proof older than the request.
    """
    if channel not in CHANNELS:
        raise LawError(f"申请渠道“{channel}”不认识：用{'、'.join(CHANNELS)}之一。")
    rule = in_force(RULES["ordinary_mail" if misdirected else channel], submitted_on)
    days = {"submitted_on": submitted_on, "signed_on": signed_on, "confirmed_on": confirmed_on}
    _check_order(channel, days)
    proof = next(p for p in (*PROOFS[channel], CONFIRMED) if p.field == rule.value)
    on = days[rule.value]
    return Receipt(on, None if on else proof, MISDIRECTED if misdirected else rule.cite, _late(channel, days))


def _check_order(channel: str, days: Mapping[str, date | None]) -> None:
    submitted = days["submitted_on"]
    for proof in (SIGNED, CONFIRMED):
        day = days[proof.field]
        if day is not None and submitted is not None and day < submitted and not _posted(channel, proof):
            raise LawError(f"{proof.label}{day}早于提交日期{submitted}，请核对。")


def _posted(channel: str, proof: Proof) -> bool:
    # A signed-for letter reaches the office after the organ's mail room signed for it.
    return channel == "registered_mail" and proof is SIGNED


def _late(channel: str, days: Mapping[str, date | None]) -> tuple[str, ...]:
    arrived, confirmed = days["submitted_on"], days["confirmed_on"]
    if channel == "ordinary_mail" and arrived and confirmed and confirmed > arrived:
        return (
            f"平常信函应当在收到当日（{arrived}）与申请人确认，实际于{confirmed}确认：留存当日联系不上的记录。",
        )
    return ()


def confirm_by(submitted_on: date, calendar: Calendar) -> date:
    """最迟哪天与申请人确认收到（本机关做法；条例没有写明期限，拖延有被诉的风险）。"""
    return calendar.add_workdays(submitted_on, in_force(CONFIRM_BY_WORKDAYS, submitted_on).value)
