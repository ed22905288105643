"""有案可查：每格的数字背后要有该有的文书（K5–K7、K12–K18）。全年随时可跑，结论指到案件。

A year may hold a million requests: cases are counted by the database or read one after another, and only numbers and
the first few that break a rule are kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from mingtang.disclosure.models import Act, Case, Letter, LetterState
from mingtang.disclosure.models.act import ActQuerySet
from mingtang.disclosure.models.case import CaseQuerySet
from mingtang.disclosure.story import Story, read
from mingtang.law.annual_report.finding import Finding, Place, Side, at_most, compared
from mingtang.law.annual_report.finding import equal as same
from mingtang.law.annual_report.form import ROWS
from mingtang.law.annual_report.rules import RULES
from mingtang.law.annual_report.tables import Table3
from mingtang.law.outcomes import OUTCOMES
from mingtang.organs.models import Organ
from mingtang.report.tables import Year, cases_behind, table3

AT_ONCE = 500  # cases in memory
NAMED = 5  # cases a finding names; the page of the rule lists all
READ = ("number", "organ_id", "kind", "channel", "submitted_on")


@dataclass(frozen=True)
class File:
    """What the checks read: the organs and the year of a report, and its table three."""

    organs: tuple[Organ, ...]
    year: int
    table: Table3

    def behind(self, row: str) -> CaseQuerySet:
        """The cases of one row, all applicants."""
        return cases_behind(self.organs, self.year, row)

    def acts(self, kind: str) -> ActQuerySet:
        """The standing acts of one kind in the year."""
        span = Year(self.year)
        standing = Act.objects.standing().filter(kind=kind, on__range=(span.first, span.last))
        return standing.filter(case__organ__in=self.organs)

    def with_act(self, kind: str) -> CaseQuerySet:
        """The cases in which such an act stands."""
        return Case.objects.filter(pk__in=self.acts(kind).values("case_id"))


Sieve = Callable[[CaseQuerySet], Iterator[Case]]


@dataclass(frozen=True)
class PaperRule:
    """A rule about some cases: which, and those of them whose papers do not bear it out, in the order of their keys."""

    id: str
    sentence: str
    cases: Callable[[File], CaseQuerySet]
    breaking: Sieve

    def broken(self, file: File) -> tuple[tuple[str, ...], int]:
        """The numbers of the first cases that break it, and how many more there are."""
        found = self.breaking(self.cases(file))
        named = tuple(case.number for case in islice(found, NAMED))
        return named, sum(1 for _ in found)

    def judged(self, file: File) -> Finding:
        """How many cases there are and how many of them have their papers."""
        named, unnamed = self.broken(file)
        count = self.cases(file).count()
        found = _compared(self.id, count, count - len(named) - unnamed, self.sentence)
        return replace(found, refs=named, unnamed=unnamed)


def _compared(rule: str, left: int, right: int, sentence: str, where: tuple[Place, ...] = ()) -> Finding:
    rules = RULES[rule]
    most = "≤" in rules.formula
    left_says, _, right_says = rules.formula.partition("≤" if most else "＝")
    return compared(rules, Side(left, left_says), Side(right, right_says), where, sentence, at_most if most else same)


def _in_turn(cases: CaseQuerySet) -> Iterator[Case]:
    return cases.only(*READ).order_by("pk").iterator(chunk_size=AT_ONCE)


def _portions(cases: CaseQuerySet) -> Iterator[dict[int, Case]]:
    found = _in_turn(cases)
    while some := {case.pk: case for case in islice(found, AT_ONCE)}:
        yield some


def _stories(cases: CaseQuerySet) -> Iterator[tuple[Case, Story]]:
    """Each case with its story, read from its acts; what is encrypted in them is not read."""
    for some in _portions(cases):
        # Not prefetched: cases and acts that hold each other would wait for the garbage collector.
        acts: defaultdict[int, list[Act]] = defaultdict(list)
        for act in Act.objects.filter(case_id__in=some).defer("private").order_by("case_id", "seq"):
            acts[act.case_id].append(act)
        for pk, case in some.items():
            yield case, read(case.kind, case.channel, case.submitted_on, acts[pk])


def _by_story(breaks: Callable[[Story], bool]) -> Sieve:
    return lambda cases: (case for case, story in _stories(cases) if breaks(story))


def _supplement_did_not_lapse(story: Story) -> bool:
    asked = story.supplement
    if asked is None or asked.received_on:
        return True
    return bool(story.counted and story.counted.on <= asked.deadline)


def _fee_is_not_overdue(story: Story) -> bool:
    fee = story.fee
    if fee is None or fee.received_on is None or fee.paid_on:
        return True
    return bool(fee.pay_by and story.counted and story.counted.on <= fee.pay_by)


def _third_party_was_not_heard(story: Story) -> bool:
    asked = [each for each in story.consultations if each.party == "third_party"]
    return not any(each.answer in ("refuse", "partial") or each.weighed for each in asked)


def _not_approved(story: Story) -> bool:
    return story.extension is None or story.extension.approved_on is None


def _in_the_wrong_row(cases: CaseQuerySet) -> Iterator[Case]:
    right = Q()
    for row in {each.row for each in OUTCOMES.values()}:
        right |= Q(result_row=row, outcome__in=[code for code, each in OUTCOMES.items() if each.row == row])
    return _in_turn(cases.exclude(right))


def _without_a_first(cases: CaseQuerySet) -> Iterator[Case]:
    """People without a number are nobody's same person."""
    first = Coalesce("repeat_of__applicant__identity_index", Value(""))
    repeats = cases.annotate(first=first)
    return _in_turn(repeats.filter(Q(first="") | ~Q(first=F("applicant__identity_index"))))


def _not_separated(cases: CaseQuerySet) -> Iterator[Case]:
    for some in _portions(cases):
        issued = Letter.objects.filter(case_id__in=some, state=LetterState.ISSUED)
        told = {
            pk
            for pk, fields in issued.values_list("case_id", "fields")
            if fields.get("withheld") or fields.get("separability")
        }
        yield from (case for pk, case in some.items() if pk not in told)


PAPER_RULES = {
    rule.id: rule
    for rule in (
        PaperRule(
            "K6",
            "这些案件的结果与表三的行不对应，请打开案件核对。",
            lambda file: file.behind("done"),
            _in_the_wrong_row,
        ),
        PaperRule(
            "K13",
            "这些案件没有到期未补正的补正告知书，不能按逾期不补正办结。",
            lambda file: file.behind("o1"),
            _by_story(_supplement_did_not_lapse),
        ),
        PaperRule(
            "K14",
            "这些案件没有到期未缴的收费通知，不能按逾期不缴费办结。",
            lambda file: file.behind("o2"),
            _by_story(_fee_is_not_overdue),
        ),
        PaperRule(
            "K15",
            "这些案件没有第三方不同意的答复，也没有公共利益衡量的记录，请补记或者更正结果。",
            lambda file: file.behind("d4"),
            _by_story(_third_party_was_not_heard),
        ),
        PaperRule(
            "K16",
            "这些重复申请没有关联同一申请人的前案，请关联。",
            lambda file: file.behind("n2"),
            _without_a_first,
        ),
        PaperRule(
            "K17",
            "这些延期没有负责人同意的记录。",
            lambda file: file.with_act("extended"),
            _by_story(_not_approved),
        ),
        PaperRule(
            "K18",
            "这些部分公开的案件没有区分处理的说明。",
            lambda file: file.behind("partial"),
            _not_separated,
        ),
    )
}


FEES = PaperRule(
    "K12",
    "实收与收费通知的数额不一致，请核对收费通知和缴费登记。",
    lambda file: file.with_act("paid"),
    _by_story(lambda story: story.fee is None),
)
ABOUT_CASES = {"K12": FEES, **PAPER_RULES}


def check(organs: Iterable[Organ], year: int, table: Table3 | None = None) -> list[Finding]:
    """All rules that need the papers, passed ones too; ``table`` is what the report says, by default the count of now."""
    chosen = tuple(organs)
    file = File(chosen, year, table or table3(chosen, year))
    counted = [cells_open_their_cases(file), carried_out_is_open(file), fees_have_notices(file)]
    return [*counted, *(rule.judged(file) for rule in PAPER_RULES.values())]


def breaking(rule: str, organs: Iterable[Organ], year: int) -> Iterator[Case]:
    """The cases that break one rule of ``ABOUT_CASES``, one after another."""
    found = ABOUT_CASES[rule]
    return found.breaking(found.cases(File(tuple(organs), year, Table3.of({}))))


def cells_open_their_cases(file: File) -> Finding:
    """K5."""
    wrong = [row for row in ROWS if file.table.cell(row.key) != file.behind(row.key).count()]
    names = "、".join(row.name for row in wrong)
    where = tuple(Place(3, row.key, "total") for row in wrong)
    return _compared("K5", 0, len(wrong), f"{names}各行与现在的案件件数不一致，请核对案件。", where)


def carried_out_is_open(file: File) -> Finding:
    """K7."""
    said, now = file.table.cell("carried_out") or 0, file.behind("carried_out").count()
    where = (Place(3, "carried_out", "total"),)
    return _compared("K7", said, now, "结转数与12月31日未办结的案件数不一致，请打开这一格的案件核对。", where)


def fees_have_notices(file: File) -> Finding:
    """K12: what was paid equals what the notices of those cases asked."""
    collected = sum(int(data["amount"]) for data in file.acts("paid").values_list("data", flat=True).iterator())
    asked = sum(story.fee.amount for _, story in _stories(FEES.cases(file)) if story.fee)
    named, unnamed = FEES.broken(file)
    return replace(_compared("K12", collected, asked, FEES.sentence), refs=named, unnamed=unnamed)
