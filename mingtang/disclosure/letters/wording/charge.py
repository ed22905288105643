"""收费通知书：依据、标准、逐档计算、数额、缴纳方式、期限、后果。数额由规则算，不由人写。"""

from __future__ import annotations

from mingtang.disclosure.letters.letter import Paragraph
from mingtang.disclosure.letters.wording.opening import opening
from mingtang.disclosure.letters.wording.said import BLANK, Draft, articles, locked
from mingtang.law.errors import LawError
from mingtang.law.fees import (
    MAY_CHARGE,
    NO_SEPARATE_REMEDY,
    ONE_WAY,
    PAYMENT_WORKDAYS,
    RESTARTS_WHEN_PAID,
    UNPAID,
    Fee,
    by_items,
    by_pages,
)

STANDARDS = {
    "items": "按件计收：同一申请人一个自然月内累计，10件以下不收费，第11至30件每件100元，第31件起以10件为一档，每档每件加100元",
    "pages": "按量计收：一件申请30页以下不收费，第31至100页每页10元，第101至200页每页20元，第201页起每页40元",
}


def fee_of(draft: Draft) -> Fee | None:
    """The fee by the tariff in force on the day of the letter; None while mode or count is open or impossible."""
    mode, count = draft.fields.get("mode"), draft.fields.get("count")
    if mode not in STANDARDS or not count or draft.dated_on is None:
        return None
    try:
        if mode == "items":
            return by_items(int(draft.fields.get("previous") or 0), int(count), decided_on=draft.dated_on)
        return by_pages(int(count), decided_on=draft.dated_on)
    except LawError:
        return None


def charge(draft: Draft) -> list[Paragraph]:
    """P12."""
    fee = fee_of(draft)
    days = PAYMENT_WORKDAYS[-1]
    amount = f"{fee.amount}元" if fee else BLANK
    return [
        opening(draft),
        *draft.written("facts", "facts"),
        locked(
            f"根据{articles([MAY_CHARGE, ONE_WAY])}的规定，本机关决定收取信息处理费。"
            f"标准为{STANDARDS.get(str(draft.fields.get('mode')), BLANK)}。计算如下：",
            "decision", [MAY_CHARGE, ONE_WAY], "由计收方式选定",
        ),
        *([_table(fee)] if fee else []),
        locked(
            f"应缴金额为{amount}。自收到本通知书的次日起{days.value}个工作日内缴纳。"
            f"缴纳方式：{draft.say('how', draft.facts.organ.fee_account).rstrip('。')}。",
            "decision", [days.cite], "数额按标准算出",
        ),
        locked(
            f"缴纳后，本机关自缴费次日起重新计算答复期限。{draft.you}逾期没有缴纳的，视为放弃申请，本机关不再处理这件申请。",
            "consequence", [RESTARTS_WHEN_PAID, UNPAID], "后果，依办法",
        ),
        locked(
            "对收取信息处理费有异议的，可以向本机关提出；缴费期限内不能单独就收费申请行政复议。",
            "note", [NO_SEPARATE_REMEDY], "收费不单独告知救济",
        ),
    ]  # fmt: skip


def _table(fee: Fee) -> Paragraph:
    unit = fee.steps[0].unit
    head = ("档次", f"数量（{unit}）", "标准", "金额（元）")
    rows = [
        (
            f"第{step.first}{unit}" if step.count == 1 else f"第{step.first}至{step.last}{unit}",
            str(step.count),
            {"text": f"{step.rate}元/{unit}" if step.rate else "不收费", "align": "center"},
            str(step.amount),
        )
        for step in fee.steps
    ]
    total = ({"text": "合计", "colspan": 3, "align": "center"}, str(fee.amount))
    return Paragraph(
        "", "table", basis="按标准逐档计算", rows=(head, *rows, total), widths=(4, 2, 2, 2), head=1
    )
