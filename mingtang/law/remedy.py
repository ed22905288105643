"""救济：对一份答复不服，先找谁、找哪个机关、多少天。由成文日期、处理结果和机关类型决定，旧文书永远是旧的写法。"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mingtang.law.calendar import Calendar
from mingtang.law.cite import Cite
from mingtang.law.disputes import (
    NEW_LAW_DAY,
    OLD_LAW_DAY,
    RECONSIDERATION_DAYS,
    SUIT_AFTER_DAYS,
    SUIT_MONTHS,
)
from mingtang.law.errors import LawError
from mingtang.law.outcomes import OUTCOMES, Outcome
from mingtang.law.periods import Period, after_days, after_months
from mingtang.law.since import Since, in_force
from mingtang.law.sources import (
    DISCLOSURE_SUITS,
    OLD_RECONSIDERATION,
    RECONSIDERATION,
    document,
    practice,
    statute,
)

ORGAN_KINDS: Mapping[str, str] = {
    "local_department": "地方政府工作部门",
    "local_government": "地方人民政府",
    "vertical": "海关、税务等垂直领导的机关",
    "judicial_department": "司法行政部门",
}
BODIES: Mapping[str, str] = {
    "own_government": "本级人民政府",
    "superior_department": "上一级主管部门",
    "superior_government": "上一级人民政府",
    "superior_justice": "上一级司法行政部门",
    "itself": "本机关",
}


def _old(article: str, text: str) -> Cite:
    return statute(OLD_RECONSIDERATION, article, text, verified=False)


def _new(article: str, text: str) -> Cite:
    return statute(RECONSIDERATION, article, text)


_CHOICE = _old("第十二条第一款", "可以向该部门的本级人民政府申请行政复议，也可以向上一级主管部门申请行政复议")
# 向谁申请复议：按机关类型，一版一版。
RECONSIDERATION_BODIES: Mapping[str, tuple[Since[tuple[str, ...]], ...]] = {
    "local_department": (
        Since(OLD_LAW_DAY, ("own_government", "superior_department"), _CHOICE),
        Since(
            NEW_LAW_DAY,
            ("own_government",),
            _new("第二十四条第一款第一项", "对本级人民政府工作部门作出的行政行为不服的"),
        ),
    ),
    "local_government": (
        Since(
            OLD_LAW_DAY, ("superior_government",), _old("第十三条第一款", "向上一级地方人民政府申请行政复议")
        ),
        Since(
            NEW_LAW_DAY,
            ("superior_government",),
            _new("第二十四条第一款第二项", "对下一级人民政府作出的行政行为不服的"),
        ),
    ),
    "provincial_government": (
        Since(
            OLD_LAW_DAY,
            ("itself",),
            _old("第十四条", "向作出该具体行政行为的……省、自治区、直辖市人民政府申请行政复议"),
        ),
        Since(
            NEW_LAW_DAY,
            ("itself",),
            _new("第二十四条第二款", "同时管辖对本机关作出的行政行为不服的行政复议案件"),
        ),
    ),
    "vertical": (
        Since(OLD_LAW_DAY, ("superior_department",), _old("第十二条第二款", "向上一级主管部门申请行政复议")),
        Since(NEW_LAW_DAY, ("superior_department",), _new("第二十七条", "向上一级主管部门申请行政复议")),
    ),
    "judicial_department": (
        Since(OLD_LAW_DAY, ("own_government", "superior_department"), _CHOICE),
        Since(
            NEW_LAW_DAY,
            ("own_government", "superior_justice"),
            _new("第二十八条", "可以向本级人民政府申请行政复议，也可以向上一级司法行政部门申请行政复议"),
        ),
    ),
}

# 哪些不予公开必须先复议：依据条例第几条的不予公开。
FIRST_RECONSIDER = _new("第二十三条第一款第四项", "申请政府信息公开，行政机关不予公开")
MUST_SAY_SO = _new(
    "第二十三条第二款", "行政机关在作出行政行为时应当告知公民、法人或者其他组织先向行政复议机关申请行政复议"
)
PARTIAL_COUNTS = document(
    "国办函〔2021〕132号", "第一条", "不予公开包括部分不予公开。", verified=False, note="按大意转述"
)
SCOPE = (
    Since(OLD_LAW_DAY, frozenset[int](), _old("第十六条", "法律、法规规定应当先向行政复议机关申请行政复议")),
    Since(
        NEW_LAW_DAY,
        frozenset({14, 15, 16}),
        practice(
            "复议前置的范围",
            "“不予公开”限于依据条例第十四条、第十五条、第十六条的不予公开，含部分不予公开。",
            note="2025年6月1日以前范围有过争议",
        ),
    ),
    Since(
        date(2025, 6, 1),
        frozenset({14, 15, 16}),
        Cite(
            DISCLOSURE_SUITS,
            "第一条、第二条",
            "依据条例第十四条、第十五条、第十六条不予公开的，先申请行政复议。",
            "司法解释",
            verified=False,
            note="按大意转述",
        ),
    ),
)
SCOPE_SETTLED = date(2025, 6, 1)
SERVED_UNDER_NEW_LAW = practice(
    "跨年送达", "2023年12月31日以前成文、2024年1月1日以后送达的，按2023年修订的行政复议法告知。"
)


@dataclass(frozen=True)
class Route:
    """一条救济途径：多少天（月），向谁，自收到什么之日起。"""

    kind: str
    number: int
    unit: str
    after: str
    cite: Cite

    @property
    def period(self) -> str:
        """60日 or 6个月."""
        return f"{self.number}{self.unit}"


@dataclass(frozen=True)
class Remedies:
    """一份文书的救济途径。``bodies`` 是复议机关的代码（见 ``BODIES``）；没有救济途径时 ``routes`` 为空。"""

    outcome: Outcome
    organ_kind: str
    law_day: date
    reconsideration_first: bool
    bodies: tuple[str, ...]
    routes: tuple[Route, ...]
    cites: tuple[Cite, ...]
    warnings: tuple[str, ...]

    @property
    def new_law(self) -> bool:
        """Whether the 2023 revision of 行政复议法 governs."""
        return self.law_day >= NEW_LAW_DAY

    @property
    def labels(self) -> tuple[str, ...]:
        """The bodies in words."""
        return tuple(BODIES[body] for body in self.bodies)

    def text(self, *, court: str = "有管辖权的人民法院", online: str = "", **names: str) -> str:
        """文书里的救济段落。``names`` 按复议机关的代码给出名称，如 ``own_government="楚江市人民政府"``。

        ``online`` is the internet channel for filing 复议; it must be given when the letter is served on line under the new
        law (行政复议法第二十二条第二款). Empty when the letter carries no remedy paragraph.
        """
        if not self.routes:
            return ""
        bodies = "或者".join(names.get(body) or BODIES[body] for body in self.bodies)
        first, second = self.routes
        opening = (
            "如对其中不予公开的部分不服"
            if self.reconsideration_first and self.outcome.code == "partial"
            else "如对本决定不服"
        )
        if self.reconsideration_first:
            said = (
                f"{opening}，应当自收到本文书之日起{first.period}内先向{bodies}申请行政复议；"
                f"对行政复议决定不服的，可以自收到行政复议决定书之日起{second.period}内向{court}提起行政诉讼。"
            )
        else:
            said = (
                f"{opening}，可以自收到本文书之日起{first.period}内向{bodies}申请行政复议，"
                f"也可以自收到本文书之日起{second.period}内直接向{court}提起行政诉讼。"
            )
        return said + (f"行政复议申请可以通过{online}提交。" if online else "")

    def until(self, served_on: date, calendar: Calendar) -> dict[str, Period]:
        """自送达之日起算的最后一天，按途径；复议后起诉要等复议决定，不在其中。"""
        found = {}
        for route in self.routes:
            if route.after == "letter":
                reckon = after_days if route.unit == "日" else after_months
                found[route.kind] = reckon(served_on, route.number, calendar)
        return found


def remedies(
    decided_on: date,
    outcome: str,
    organ_kind: str,
    *,
    served_on: date | None = None,
    partial_refusal: bool = True,
    provincial: bool = False,
) -> Remedies:
    """按成文日期、处理结果和机关类型选定救济途径。

    ``partial_refusal`` says whether the withheld part of a 部分公开 rests on art. 14–16 (the usual case); ``provincial``
    marks a provincial government, which reconsiders its own acts. Raises LawError for unknown codes or a service before the
    decision.
    """
    if outcome not in OUTCOMES:
        raise LawError(f"处理结果“{outcome}”不认识：用{'、'.join(OUTCOMES)}之一。")
    if organ_kind not in ORGAN_KINDS:
        raise LawError(f"机关类型“{organ_kind}”不认识：用{'、'.join(ORGAN_KINDS)}之一。")
    if provincial and organ_kind != "local_government":
        raise LawError("省级政府只用于地方人民政府：机关类型写 local_government。")
    if served_on is not None and served_on < decided_on:
        raise LawError(f"送达日期{served_on}早于成文日期{decided_on}，请核对。")
    found = OUTCOMES[outcome]
    law_day = served_on if served_on and decided_on < NEW_LAW_DAY <= served_on else decided_on
    bodies = in_force(RECONSIDERATION_BODIES["provincial_government" if provincial else organ_kind], law_day)
    if not found.final:
        return Remedies(
            found, organ_kind, law_day, False, (), (), (), ("这一结果不是最终决定，文书不写救济途径。",)
        )
    first = _first(found, law_day, partial_refusal)
    routes = _routes(first, law_day)
    cites = [bodies.cite, *(route.cite for route in routes), *_scope_cites(found, law_day, first)]
    warnings = _warnings(found, decided_on, law_day, first)
    return Remedies(
        found, organ_kind, law_day, first, bodies.value, routes, tuple(dict.fromkeys(cites)), warnings
    )


def _first(outcome: Outcome, law_day: date, partial_refusal: bool) -> bool:
    scope = in_force(SCOPE, law_day).value
    return outcome.refusal in scope or (outcome.code == "partial" and partial_refusal and bool(scope))


def _routes(first: bool, law_day: date) -> tuple[Route, Route]:
    days = in_force(RECONSIDERATION_DAYS, law_day)
    again, direct = in_force(SUIT_AFTER_DAYS, law_day), in_force(SUIT_MONTHS, law_day)
    opening = Route("reconsideration", days.value, "日", "letter", days.cite)
    if first:
        return opening, Route("suit_after_reconsideration", again.value, "日", "decision", again.cite)
    return opening, Route("direct_suit", direct.value, "个月", "letter", direct.cite)


def _scope_cites(outcome: Outcome, law_day: date, first: bool) -> tuple[Cite, ...]:
    if not first:
        return ()
    partial = (PARTIAL_COUNTS,) if outcome.code == "partial" else ()
    return (FIRST_RECONSIDER, MUST_SAY_SO, in_force(SCOPE, law_day).cite, *partial)


def _warnings(outcome: Outcome, decided_on: date, law_day: date, first: bool) -> tuple[str, ...]:
    found = []
    if law_day != decided_on:
        found.append(
            f"{decided_on}成文、{law_day}送达：按2023年修订的行政复议法告知（本机关做法），核对文书的救济段落。"
        )
    if not first and NEW_LAW_DAY <= law_day < SCOPE_SETTLED and outcome.row != "granted":
        found.append(
            "2024年1月1日至2025年5月31日，这类结果是否须先复议有过争议：按本机关做法可以选择复议或者诉讼。"
        )
    return tuple(found)
