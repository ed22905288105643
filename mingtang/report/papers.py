"""有案可查：每格的数字背后要有该有的文书（K5–K7、K12–K18）。全年随时可跑，结论指到案件。"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from mingtang.disclosure.derive import story_of
from mingtang.disclosure.models import Act, Case
from mingtang.disclosure.models.case import CaseQuerySet
from mingtang.disclosure.story import Story
from mingtang.law.annual_report.finding import Finding, Side, at_most, compared
from mingtang.law.annual_report.finding import equal as same
from mingtang.law.annual_report.form import ROWS
from mingtang.law.annual_report.rules import RULES
from mingtang.law.annual_report.tables import Table3
from mingtang.law.outcomes import OUTCOMES
from mingtang.organs.models import Organ
from mingtang.report.tables import Year, cases_behind, table3


@dataclass(frozen=True)
class File:
    """What the checks read: the organs and the year of a report, and its table three."""

    organs: tuple[Organ, ...]
    year: int
    table: Table3

    def behind(self, row: str) -> CaseQuerySet:
        """The cases of one row, all applicants."""
        return cases_behind(self.organs, self.year, row)

    def stories(self, cases: CaseQuerySet) -> list[tuple[Case, Story]]:
        """Cases with their stories; two queries, however many cases."""
        return [(case, story_of(case)) for case in cases.prefetch_related("acts")]


Check = Callable[[File], Iterable[Finding]]
CHECKS: list[Check] = []


def check(organs: Iterable[Organ], year: int, table: Table3 | None = None) -> list[Finding]:
    """All rules that need the papers, passed ones too; ``table`` is what the report says, by default the count of now."""
    chosen = tuple(organs)
    file = File(chosen, year, table or table3(chosen, year))
    return [finding for one in CHECKS for finding in one(file)]


def _judge(
    rule: str, left: int, right: int, sentence: str, cases: Iterable[Case] = (), *, least: bool = False
) -> Finding:
    """One comparison; ``refs`` are the numbers of the cases that break it."""
    rules = RULES[rule]
    left_says, _, right_says = rules.formula.partition("≤" if least else "＝")
    found = compared(
        rules, Side(left, left_says), Side(right, right_says), (), sentence, at_most if least else same
    )
    refs = tuple(case.number for case in cases)
    return replace(found, refs=refs)


def _rule(check: Check) -> Check:
    CHECKS.append(check)
    return check


@_rule
def cells_open_their_cases(file: File) -> Iterable[Finding]:
    """K5."""
    wrong = [row.name for row in ROWS if file.table.cell(row.key) != file.behind(row.key).count()]
    yield _judge("K5", 0, len(wrong), f"{'、'.join(wrong)}各行与现在的案件件数不一致，请核对案件。")


@_rule
def one_outcome_one_row(file: File) -> Iterable[Finding]:
    """K6."""
    done = file.behind("done")
    wrong = [
        case for case in done if case.outcome not in OUTCOMES or OUTCOMES[case.outcome].row != case.result_row
    ]
    yield _judge(
        "K6",
        done.count(),
        done.count() - len(wrong),
        "这些案件的结果与表三的行不对应，请打开案件核对。",
        wrong,
    )


@_rule
def carried_out_is_open(file: File) -> Iterable[Finding]:
    """K7."""
    last = Year(file.year).last
    open_ = [c for c in file.behind("carried_out") if c.result_on is None or c.result_on > last]
    counted = file.table.cell("carried_out") or 0
    yield _judge("K7", counted, len(open_), "结转数与12月31日未办结的案件数不一致，请打开案件核对。", open_)


@_rule
def fees_have_notices(file: File) -> Iterable[Finding]:
    """K12: what was paid equals what the notices of those cases asked."""
    span = Year(file.year)
    acts = Act.objects.standing().filter(on__range=(span.first, span.last), case__organ__in=file.organs)
    paid = acts.filter(kind="paid")
    stories = file.stories(Case.objects.filter(pk__in=paid.values("case_id")))
    asked = sum(story.fee.amount for _, story in stories if story.fee)
    collected = sum(int(act.data["amount"]) for act in paid)
    wrong = [case for case, story in stories if story.fee is None]
    yield _judge("K12", collected, asked, "实收与收费通知的数额不一致，请核对收费通知和缴费登记。", wrong)


@_rule
def lapsed_supplements(file: File) -> Iterable[Finding]:
    """K13."""
    stories = file.stories(file.behind("o1"))
    wrong = [
        case
        for case, s in stories
        if s.supplement is None
        or s.supplement.received_on
        or (s.decision and s.decision.on <= s.supplement.deadline)
    ]
    yield _judge(
        "K13",
        len(stories),
        len(stories) - len(wrong),
        "这些案件没有到期未补正的补正告知书，不能按逾期不补正办结。",
        wrong,
        least=True,
    )


@_rule
def unpaid_fees(file: File) -> Iterable[Finding]:
    """K14."""
    stories = file.stories(file.behind("o2"))
    wrong = [
        case
        for case, s in stories
        if s.fee is None
        or s.fee.received_on is None
        or s.fee.paid_on
        or (s.fee.pay_by and s.decision and s.decision.on <= s.fee.pay_by)
    ]
    yield _judge(
        "K14",
        len(stories),
        len(stories) - len(wrong),
        "这些案件没有到期未缴的收费通知，不能按逾期不缴费办结。",
        wrong,
        least=True,
    )


@_rule
def third_parties_were_heard(file: File) -> Iterable[Finding]:
    """K15."""
    stories = file.stories(file.behind("d4"))
    wrong = [
        case
        for case, s in stories
        if not any(
            c.party == "third_party" and (c.answer in ("refuse", "partial") or c.weighed)
            for c in s.consultations
        )
    ]
    yield _judge(
        "K15",
        len(stories),
        len(stories) - len(wrong),
        "这些案件没有第三方不同意的答复，也没有公共利益衡量的记录，请补记或者更正结果。",
        wrong,
        least=True,
    )


@_rule
def repeats_have_a_first(file: File) -> Iterable[Finding]:
    """K16."""
    repeats = list(file.behind("n2").select_related("repeat_of__applicant", "applicant"))
    wrong = [
        c
        for c in repeats
        if c.repeat_of is None
        or not c.applicant.identity_index
        or c.repeat_of.applicant.identity_index != c.applicant.identity_index
    ]
    yield _judge(
        "K16",
        len(repeats),
        len(repeats) - len(wrong),
        "这些重复申请没有关联同一申请人的前案，请关联。",
        wrong,
    )


@_rule
def extensions_were_approved(file: File) -> Iterable[Finding]:
    """K17."""
    span = Year(file.year)
    told = Act.objects.standing().filter(kind="extended", on__range=(span.first, span.last))
    acts = told.filter(case__organ__in=file.organs)
    stories = file.stories(Case.objects.filter(pk__in=acts.values("case_id")))
    extended = [(case, s) for case, s in stories if s.extension and s.extension.noticed_on]
    wrong = [case for case, s in extended if s.extension and s.extension.approved_on is None]
    yield _judge("K17", len(extended), len(extended) - len(wrong), "这些延期没有负责人同意的记录。", wrong)


@_rule
def partial_says_what_is_separable(file: File) -> Iterable[Finding]:
    """K18."""
    cases = list(file.behind("partial").prefetch_related("letters"))
    wrong = [
        case
        for case in cases
        if not any(
            letter.issued and (letter.fields.get("withheld") or letter.fields.get("separability"))
            for letter in case.letters.all()
        )
    ]
    yield _judge("K18", len(cases), len(cases) - len(wrong), "这些部分公开的案件没有区分处理的说明。", wrong)
