"""复议和诉讼：救济的期限、被申请人和被告的答复期限、结果计入年度报告表四的哪一列。

Table four has three groups (``reconsideration``, ``direct_suit``, ``suit_after_reconsideration``) of the columns ``upheld``,
``corrected``, ``other`` and pending.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mingtang.law.calendar import Calendar
from mingtang.law.cite import Cite
from mingtang.law.errors import LawError
from mingtang.law.periods import Period, add_months, after_days, after_months
from mingtang.law.since import NotInForce, Since, in_force
from mingtang.law.sources import LITIGATION, OLD_RECONSIDERATION, RECONSIDERATION, document, practice, statute

OLD_LAW_DAY = date(1999, 10, 1)
NEW_LAW_DAY = date(2024, 1, 1)
SUIT_LAW_DAY = date(2015, 5, 1)

RECONSIDERATION_DAYS = (
    Since(
        OLD_LAW_DAY,
        60,
        statute(
            OLD_RECONSIDERATION,
            "第九条第一款",
            "自知道该具体行政行为之日起六十日内提出行政复议申请",
            verified=False,
        ),
    ),
    Since(
        NEW_LAW_DAY,
        60,
        statute(
            RECONSIDERATION, "第二十条第一款", "自知道或者应当知道该行政行为之日起六十日内提出行政复议申请"
        ),
    ),
)
SUIT_MONTHS = (
    Since(
        SUIT_LAW_DAY,
        6,
        statute(LITIGATION, "第四十六条第一款", "应当自知道或者应当知道作出行政行为之日起六个月内提出"),
    ),
)
SUIT_AFTER_DAYS = (
    Since(
        SUIT_LAW_DAY,
        15,
        statute(LITIGATION, "第四十五条", "可以在收到复议决定书之日起十五日内向人民法院提起诉讼"),
    ),
)
SUIT_WHEN_REFUSED = statute(
    RECONSIDERATION,
    "第三十四条",
    "可以自收到决定书之日起或者行政复议期限届满之日起十五日内，依法向人民法院提起行政诉讼",
)
UNTOLD = statute(RECONSIDERATION, "第二十条第三款", "自知道或者应当知道行政行为内容之日起最长不得超过一年")


def reconsideration_until(served_on: date, calendar: Calendar) -> Period:
    """申请行政复议的期限：自收到之日起六十日。"""
    return after_days(served_on, in_force(RECONSIDERATION_DAYS, served_on).value, calendar)


def direct_suit_until(served_on: date, calendar: Calendar) -> Period:
    """直接起诉的期限：自收到之日起六个月。"""
    return after_months(served_on, in_force(SUIT_MONTHS, served_on).value, calendar)


def suit_after_until(decision_served_on: date, calendar: Calendar) -> Period:
    """复议后起诉的期限：自收到复议决定书（或者不予受理、驳回的决定，或者复议期满）之日起十五日。"""
    return after_days(decision_served_on, in_force(SUIT_AFTER_DAYS, decision_served_on).value, calendar)


def untold_until(known_on: date) -> date:
    """没有告知复议权利、机关和期限的，自知道内容之日起最长一年。"""
    return add_months(known_on, 12)


@dataclass(frozen=True)
class Proceeding:
    """一次复议里本机关和复议机关的期限。天数：``answer`` 为工作日，``decision``、``prolonged`` 为日历日。"""

    answer: int
    decision: int
    prolonged: int
    cite: Cite


_OLD = statute(
    OLD_RECONSIDERATION, "第二十三条第一款", "自收到申请书副本……之日起十日内，提出书面答复", verified=False
)
PROCEEDINGS: Mapping[str, tuple[Since[Proceeding], ...]] = {
    "normal": (
        Since(OLD_LAW_DAY, Proceeding(10, 60, 30, _OLD), _OLD),
        Since(
            NEW_LAW_DAY,
            Proceeding(10, 60, 30, statute(RECONSIDERATION, "第四十八条", "之日起十日内，提出书面答复")),
            statute(RECONSIDERATION, "第六十二条第一款", "自受理申请之日起六十日内作出行政复议决定"),
        ),
    ),
    "simple": (
        Since(
            NEW_LAW_DAY,
            Proceeding(5, 30, 0, statute(RECONSIDERATION, "第五十四条第一款", "之日起五日内，提出书面答复")),
            statute(RECONSIDERATION, "第六十二条第二款", "自受理申请之日起三十日内作出行政复议决定"),
        ),
    ),
}
SIMPLE_COVERS_DISCLOSURE = statute(RECONSIDERATION, "第五十三条第一款第四项", "属于政府信息公开案件")
TEN_DAYS_ARE_WORKDAYS = statute(
    RECONSIDERATION, "第八十八条第二款", "“三日”、“五日”、“七日”、“十日”的规定是指工作日，不含法定休假日"
)
SUIT_ANSWER_DAYS = (
    Since(
        SUIT_LAW_DAY,
        15,
        statute(LITIGATION, "第六十七条第一款", "被告应当在收到起诉状副本之日起十五日内向人民法院提交"),
    ),
)


def proceeding(procedure: str, on: date) -> Since[Proceeding]:
    """``on`` 受理的复议适用的期限。``procedure`` 为 normal 或 simple；简易程序自2024年起才有。"""
    if procedure not in PROCEEDINGS:
        raise LawError(f"复议程序“{procedure}”不认识：用 normal（普通程序）或者 simple（简易程序）。")
    try:
        return in_force(PROCEEDINGS[procedure], on)
    except NotInForce:
        raise NotInForce(f"{on}还没有行政复议简易程序：自{NEW_LAW_DAY}起施行。") from None


# 2017 text art. 40: only 五日、七日 were working days; ten days were calendar days.
def reconsideration_answer_due(copy_received_on: date, procedure: str, calendar: Calendar) -> date:
    """本机关向复议机关提出书面答复的最迟日：自收到副本之日起。2024年起按工作日，此前的十日按日历日。"""
    days = proceeding(procedure, copy_received_on).value.answer
    if copy_received_on < NEW_LAW_DAY:
        return after_days(copy_received_on, days, calendar).ends_on
    return calendar.add_workdays(copy_received_on, days)


def suit_answer_due(copy_received_on: date, calendar: Calendar) -> date:
    """本机关向法院提交证据和答辩状的最迟日：自收到起诉状副本之日起十五日。"""
    return after_days(copy_received_on, in_force(SUIT_ANSWER_DAYS, copy_received_on).value, calendar).ends_on


@dataclass(frozen=True)
class Disposition:
    """复议或者诉讼的一种结果，和它在表四的列。"""

    code: str
    label: str
    column: str
    cite: Cite


def _r(code: str, label: str, column: str, article: str, words: str) -> Disposition:
    return Disposition(code, label, column, statute(RECONSIDERATION, article, words))


def _s(code: str, label: str, column: str, article: str, words: str) -> Disposition:
    return Disposition(code, label, column, statute(LITIGATION, article, words))


RECONSIDERATION_RESULTS: Mapping[str, Disposition] = {
    item.code: item
    for item in (
        _r("upheld", "维持", "upheld", "第六十八条", "行政复议机关决定维持该行政行为"),
        _r("request_rejected", "驳回复议请求", "upheld", "第六十九条", "决定驳回申请人的行政复议请求"),
        _r("changed", "变更", "corrected", "第六十三条第一款", "行政复议机关决定变更该行政行为"),
        _r(
            "revoked",
            "撤销或者部分撤销",
            "corrected",
            "第六十四条第一款",
            "行政复议机关决定撤销或者部分撤销该行政行为",
        ),
        _r("unlawful", "确认违法", "corrected", "第六十五条", "行政复议机关确认该行政行为违法"),
        _r("ordered", "限期履行", "corrected", "第六十六条", "行政复议机关决定被申请人在一定期限内履行"),
        _r("void", "确认无效", "corrected", "第六十七条", "行政复议机关确认该行政行为无效"),
        _r("not_accepted", "不予受理", "other", "第三十条第二款", "决定不予受理并说明理由"),
        _r("dismissed", "驳回申请", "other", "第三十三条", "应当决定驳回申请并说明理由"),
        _r("terminated", "终止", "other", "第四十一条", "行政复议机关决定终止行政复议"),
        _r("mediated", "调解", "other", "第七十三条第一款", "行政复议机关应当制作行政复议调解书"),
    )
}
SUIT_RESULTS: Mapping[str, Disposition] = {
    item.code: item
    for item in (
        _s("claims_rejected", "判决驳回诉讼请求", "upheld", "第六十九条", "人民法院判决驳回原告的诉讼请求"),
        _s("revoked", "判决撤销", "corrected", "第七十条", "人民法院判决撤销或者部分撤销"),
        _s("ordered", "判决履行", "corrected", "第七十二条", "判决被告在一定期限内履行"),
        _s("payment", "判决给付", "corrected", "第七十三条", "判决被告履行给付义务"),
        _s("unlawful", "确认违法", "corrected", "第七十四条", "人民法院判决确认违法"),
        _s("void", "确认无效", "corrected", "第七十五条", "人民法院判决确认无效"),
        _s("changed", "判决变更", "corrected", "第七十七条第一款", "人民法院可以判决变更"),
        _s("not_docketed", "不予立案", "other", "第五十一条第二款", "作出不予立案的裁定"),
        _s("dismissed", "驳回起诉", "other", "第四十九条", "提起诉讼应当符合下列条件"),
        _s("withdrawn", "准许撤诉", "other", "第六十二条", "是否准许，由人民法院裁定"),
        _s("mediated", "调解", "other", "第六十条第一款", "行使法律、法规规定的自由裁量权的案件可以调解"),
    )
}
ROUTES: Mapping[str, str] = {
    "reconsideration": "行政复议",
    "direct_suit": "未经复议直接起诉",
    "suit_after_reconsideration": "复议后起诉",
}
MAPPING = practice(
    "表四的口径", "裁判结果归入表四各列的口径为推定：维持和驳回请求计入维持，程序性结案计入其他。"
)
CO_DEFENDANT = document(
    "国办公开办函〔2016〕201号",
    "答复",
    "复议机关只作共同被告的，由原行为机关计数，复议机关不计。",
    verified=False,
    note="按大意转述",
)


def column_of(route: str, result: str) -> str:
    """一个结果计入表四哪一列：``upheld``、``corrected`` 或 ``other``。途径或者结果不认识时抛出 LawError。"""
    if route not in ROUTES:
        raise LawError(f"救济途径“{route}”不认识：用{'、'.join(ROUTES)}之一。")
    known = RECONSIDERATION_RESULTS if route == "reconsideration" else SUIT_RESULTS
    if result not in known:
        raise LawError(f"{ROUTES[route]}没有“{result}”这种结果：用{'、'.join(known)}之一。")
    return known[result].column


def counts_in_table_four(*, own_act: bool) -> bool:
    """计不计入本机关的表四：被争议的是本机关的行为才计，只作共同被告的复议机关不计。"""
    return own_act
