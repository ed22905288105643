"""正文与表的一致：R6 数字相符、K11 “没有”之说、R7 收费通知、N6 分项与合计。"""

import re
from collections.abc import Iterator
from decimal import Decimal

from mingtang.law.annual_report import numerals
from mingtang.law.annual_report.claims import Claim, claims
from mingtang.law.annual_report.finding import Finding, Place, Side, Status, at_most, compared, equal, judged
from mingtang.law.annual_report.form import GROUP4_KEYS, GROUPS4
from mingtang.law.annual_report.narrative import Narrative, plain
from mingtang.law.annual_report.quantities import QUANTITIES, Cells, Quantity, known_cells
from mingtang.law.annual_report.rules import rule
from mingtang.law.annual_report.tables import Figures

_SECTIONS = "零一二三四五六"


def text_agrees(figures: Figures, narrative: Narrative) -> Iterator[Finding]:
    """R6：正文里认得准的每一个数与表核对；认不准的不核对。"""
    known = known_cells(figures)
    for claim in claims(narrative):
        yield _judge(claim, QUANTITIES[claim.quantity], known)


def _judge(claim: Claim, quantity: Quantity, known: Cells) -> Finding:
    values = quantity.values(known)
    where = (*quantity.where, Place(section=claim.section))
    left = Side(claim.value, f"第{_SECTIONS[claim.section]}部分“{claim.quote}”")
    right = Side(
        values[0] if values else None, f"表{_SECTIONS[quantity.where[0].table or 0]}“{quantity.label}”"
    )
    if not values:
        return judged(
            rule("R6"), Status.NOT_ASSESSABLE, "表中没有可比的数。", where=where, left=left, right=right
        )
    agrees = any(abs(claim.value - value) <= claim.slack for value in values)
    return judged(
        rule("R6"),
        Status.PASS if agrees else Status.FAIL,
        ""
        if agrees
        else f"{left.says}与{right.says}不一致：正文是{_short(claim.value)}，表中是"
        f"{'或'.join(_short(value) for value in dict.fromkeys(values))}；核对后改正文或者改表。",
        where=where,
        left=left,
        right=right,
        difference=claim.value - values[0],
    )


def _short(value: Decimal) -> str:
    return f"{value.normalize():f}"


_DENIALS = (
    (
        re.compile(r"(?:无|没有|未发生|未出现|不存在)[^,;\d]{0,16}(?:被纠正|被?纠错|败诉|被撤销|被确认违法)"),
        tuple(Place(4, group, "corrected") for group in GROUP4_KEYS),
    ),
    (
        re.compile(
            r"(?:申请|件)[^,;\d]{0,6}(?:均|全部)(?:已|按期|按时|依法|在法定期限内)*(?:办结|办理完毕)$"
        ),
        (Place(3, "carried_out", "total"),),
    ),
)
_PROBLEMS = re.compile(r"(?:无|没有|不存在|未发现)(?:突出|明显|主要|任何)?(?:的)?问题")


def denials_hold(figures: Figures, narrative: Narrative) -> Iterator[Finding]:
    """K11：正文说没有纠错败诉、申请全部办结、不存在问题，表中却有数。"""
    known = known_cells(figures)
    corrected = _DENIALS[0][1]
    for clause in narrative.clauses():
        if not clause.counted:
            continue
        for pattern, places in (*_DENIALS, (_PROBLEMS, corrected)) if clause.section != 6 else _DENIALS:
            spoken = pattern is not _DENIALS[1][0] or (
                clause.topic == "foi" and "结转" not in clause.sentence
            )
            if spoken and pattern.search(clause.text):
                yield _denied(clause.text, clause.section, places, known)


def _denied(text: str, section: int, places: tuple[Place, ...], known: Cells) -> Finding:
    value = sum((Decimal(known.get(place) or 0) for place in places), Decimal())
    names = "结转下年度" if places[0].table == 3 else "、".join(f"{label}·结果纠正" for _, label in GROUPS4)
    return compared(
        rule("K11"),
        Side(0, f"第{_SECTIONS[section]}部分“{text}”"),
        Side(int(value), names),
        (*places, Place(section=section)),
        f"第{_SECTIONS[section]}部分写“{text}”，表{_SECTIONS[places[0].table or 0]}“{names}”合计{value}；核对后改一处。",
    )


_NOTICES = re.compile(
    rf"(?:收费通知|缴费通知)书?[^,;\d]{{0,6}}?(?P<after>{numerals.PATTERN})[份件]|(?P<before>\d{{1,9}})[份件](?:信息处理费)?收费通知"
    r"|(?P<none>(?:未|没有|无)[^,;\d]{0,8}收费通知)"
)


def notices_in_text(narrative: Narrative) -> int | None:
    """How many 收费通知 section six says were issued; None when it does not say."""
    match = _NOTICES.search(plain(narrative.section(6)))
    if match is None:
        return None
    value = Decimal(0) if match["none"] else numerals.parse(match["after"] or match["before"])
    return None if value is None else int(value)


def unpaid_needs_notices(figures: Figures, notices: int | None) -> Iterator[Finding]:
    """R7：（六）2 逾期不缴费件数不应多于收费通知件数。"""
    if figures.table3 is None or "o2" not in figures.form.results:
        return
    unpaid = figures.table3.cell("o2")
    yield compared(
        rule("R7"),
        Side(unpaid, "（六）2.逾期未缴费"),
        Side(notices, "收费通知件数"),
        (Place(3, "o2", "total"), Place(section=6)),
        f"表三逾期未缴费{unpaid}件，收费通知只有{notices}件；没有收费通知就没有逾期不缴费，核对第六部分和表三。",
        at_most,
    )


_ENUMERATION = re.compile(
    rf"(?P<total>{numerals.PATTERN})(?P<unit>[件份条项次人篇])[^,;、。()\d]{{0,16}}\((?P<parts>[^()]{{3,120}})\)"
)


def parts_sum(narrative: Narrative) -> Iterator[Finding]:
    """N6：7件建议（4件主办，3件会办）这样的分项，加起来应当等于合计；写“其中”的不应多于合计。"""
    for section in range(1, 7):
        for match in _ENUMERATION.finditer(plain(narrative.section(section))):
            total = numerals.parse(match["total"])
            parts = _parts(match["parts"], match["unit"])
            if total is not None and len(parts) > 1:
                yield _summed(match[0], total, parts, section, only="其中" in match["parts"])


def _parts(text: str, unit: str) -> list[Decimal]:
    """The numbers of a list in which every item counts the same unit; otherwise nothing."""
    found = []
    for item in re.split(r"[,;、]", text):
        numbers = re.findall(rf"({numerals.PATTERN}){unit}", item)
        value = numerals.parse(numbers[0]) if len(numbers) == 1 else None
        if value is None:
            return []
        found.append(value)
    return found


def _summed(text: str, total: Decimal, parts: list[Decimal], section: int, *, only: bool) -> Finding:
    left = Side(sum(parts, Decimal()), "＋".join(_short(part) for part in parts))
    return compared(
        rule("N6"),
        left,
        Side(total, f"“{text}”的合计"),
        (Place(section=section),),
        f"第{_SECTIONS[section]}部分“{text}”分项相加是{_short(sum(parts, Decimal()))}，合计写的是{_short(total)}；核对分项。",
        at_most if only else equal,
    )
