"""与上年报告的比对：R4 跨年结转、R8 有效文件滚存、K9 未结案件、K20 大起大落、P1 年度相接。"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mingtang.law.annual_report.equations import shown, shown_side
from mingtang.law.annual_report.finding import Finding, Place, Side, Status, at_most, compared, equal, judged
from mingtang.law.annual_report.form import COLUMNS, GROUPS4
from mingtang.law.annual_report.narrative import Narrative, plain
from mingtang.law.annual_report.quantities import QUANTITIES, known_cells
from mingtang.law.annual_report.rules import rule
from mingtang.law.annual_report.tables import Documents, Figures, Table2, plus


@dataclass(frozen=True, slots=True)
class Policy:
    """大起大落的界线（本机关做法）：变化超过 ``percent`` ％且相差不少于 ``least`` 件才要求说明。"""

    percent: int = 50
    least: int = 20


def carried_over(figures: Figures, previous: Figures) -> Iterator[Finding]:
    """R4：逐列，本年报告的上年结转＝上年报告的结转下年度。"""
    if figures.table3 is None or previous.table3 is None:
        return
    for column in COLUMNS:
        now, then = (
            figures.table3.cell("carried_in", column.key),
            previous.table3.cell("carried_out", column.key),
        )
        yield compared(
            rule("R4", figures.form),
            Side(now, "本年报告的上年结转"),
            Side(then, "上年报告的结转下年度"),
            (Place(3, "carried_in", column.key),),
            f"表三“{column.label}”列上年结转写的是{shown(now)}，上年报告结转下年度是{shown(then)}，应当相等；"
            "上年报告有误的先更正上年报告。",
        )


def documents_roll(figures: Figures, previous: Figures | None) -> Iterator[Finding]:
    """R8：现行有效＝上年现行有效＋制发－废止。没有上年报告时，只看现行有效不少于制发减废止。"""
    if not isinstance(figures.table2, Table2):
        return
    before = previous.table2 if previous and isinstance(previous.table2, Table2) else None
    for key, label in (("regulations", "规章"), ("normative_documents", "行政规范性文件")):
        now: Documents = getattr(figures.table2, key)
        then: Documents | None = getattr(before, key) if before else None
        yield _rolled(key, label, now, then)


def _rolled(key: str, label: str, now: Documents, then: Documents | None) -> Finding:
    repealed = None if now.repealed is None else -now.repealed
    if then is None:
        left = Side(plus((now.issued, repealed)), "本年制发－本年废止")
        says = f"表二“{label}”本年制发减废止是{shown_side(left)}，现行有效只有{shown(now.in_force)}；核对这三个数。"
        holds = at_most
    else:
        left = Side(plus((then.in_force, now.issued, repealed)), "上年现行有效＋本年制发－本年废止")
        says = (
            f"表二“{label}”按上年现行有效加制发减废止应有{shown_side(left)}件，写的是{shown(now.in_force)}件；"
            "有失效、清理或者机构调整的，在正文说明。"
        )
        holds = equal
    where = tuple(Place(2, key, name) for name in ("issued", "repealed", "in_force"))
    return compared(rule("R8"), left, Side(now.in_force, "现行有效"), where, says, holds)


def pending_accounted(figures: Figures, previous: Figures) -> Iterator[Finding]:
    """K9：上年尚未审结的复议诉讼，本年要么有结果要么仍未结，所以不多于本年总计。"""
    if figures.table4 is None or previous.table4 is None:
        return
    for key, label in GROUPS4:
        then, now = previous.table4.cell(key, "pending"), figures.table4.cell(key)
        yield compared(
            rule("K9"),
            Side(then, "上年尚未审结"),
            Side(now, "本年总计"),
            (Place(4, key, "total"),),
            f"表四“{label}”上年尚未审结{shown(then)}件，本年总计只有{shown(now)}件；上年未结的案件应当计入本年。",
            at_most,
        )


_WATCHED = {
    "received": r"申请",
    "done": r"申请|办结",
    "licences": r"许可",
    "penalties": r"处罚",
    "compulsory_measures": r"强制",
    "fees_wan": r"收费",
    "reconsideration.total": r"复议",
    "suits.total": r"诉讼",
}
_CHANGE = (
    r"同比|[较比与](?:上|去|20)|增[加长]|上升|下降|减少|降低|原因|由于|因为?.{1,20}(?:调整|改革|划转|下放)"
)


def jumps_explained(
    figures: Figures, previous: Figures, narrative: Narrative | None, policy: Policy
) -> Iterator[Finding]:
    """K20：与上年相差很大的量，正文应有一句说明。"""
    now, then = known_cells(figures), known_cells(previous)
    sentences = _sentences(narrative)
    for key, words in _WATCHED.items():
        quantity = QUANTITIES[key]
        pair = (quantity.values(now), quantity.values(then))
        if pair[0] and pair[1]:
            explained = any(re.search(words, text) and re.search(_CHANGE, text) for text in sentences)
            yield _jump(quantity.label, quantity.where, pair[0][0], pair[1][0], policy, explained=explained)


def _sentences(narrative: Narrative | None) -> list[str]:
    text = "\n".join(narrative.section(number) for number in range(1, 7)) if narrative else ""
    return re.split(r"[。\n]", plain(text))


def _jump(
    label: str, where: tuple[Place, ...], now: Decimal, then: Decimal, policy: Policy, *, explained: bool
) -> Finding:
    left, right = Side(now, f"本年{label}"), Side(then, f"上年{label}")
    large = abs(now - then) >= policy.least and abs(now - then) * 100 > max(then, Decimal(1)) * policy.percent
    if not large or explained:
        return judged(rule("K20"), Status.PASS, where=where, left=left, right=right, difference=now - then)
    sentence = f"“{label}”本年{now}，上年{then}，变化很大而正文没有说明；写一句原因，或者核对是不是填错。"
    return judged(
        rule("K20"), Status.FAIL, sentence, where=where, left=left, right=right, difference=now - then
    )


def years_meet(narrative: Narrative | None, previous: Narrative | None) -> Iterator[Finding]:
    """P1：拿来比对的确实是上一年度的报告。"""
    if not narrative or not previous or narrative.year is None or previous.year is None:
        return
    yield compared(
        rule("P1"),
        Side(previous.year, "上年报告的年度"),
        Side(narrative.year - 1, "本年报告的年度－1"),
        (Place(section=0),),
        f"用来比对的是{previous.year}年度报告，本报告是{narrative.year}年度；跨年核对应当用{narrative.year - 1}年度的报告。",
    )
