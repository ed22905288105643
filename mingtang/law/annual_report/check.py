"""核对一份年度报告：从三张表、正文和上年报告能判断的全部规则。"""

from collections.abc import Iterator

from mingtang.law.annual_report import agreement, elements, equations, years
from mingtang.law.annual_report.finding import Finding
from mingtang.law.annual_report.narrative import Narrative
from mingtang.law.annual_report.tables import Figures
from mingtang.law.annual_report.years import Policy


def assess(
    figures: Figures,
    previous: Figures | None = None,
    narrative: Narrative | None = None,
    *,
    previous_narrative: Narrative | None = None,
    fee_notices: int | None = None,
    policy: Policy | None = None,
) -> tuple[Finding, ...]:
    """Every judgment that can be made, the passed ones included, table rules first.

    ``previous`` are last year's figures; ``fee_notices`` is the number of 收费通知 on file, else what the text says.
    """
    found = [*_inside(figures)]
    found += years.documents_roll(figures, previous)
    if previous is not None:
        found += years.carried_over(figures, previous)
        found += years.pending_accounted(figures, previous)
        found += years.jumps_explained(figures, previous, narrative, policy or Policy())
    found += years.years_meet(narrative, previous_narrative)
    if narrative is not None:
        found += _text(figures, narrative, previous_narrative)
        fee_notices = agreement.notices_in_text(narrative) if fee_notices is None else fee_notices
    found += agreement.unpaid_needs_notices(figures, fee_notices)
    return tuple(found)


def check(
    figures: Figures,
    previous: Figures | None = None,
    narrative: Narrative | None = None,
    *,
    previous_narrative: Narrative | None = None,
    fee_notices: int | None = None,
    policy: Policy | None = None,
) -> tuple[Finding, ...]:
    """Only what failed, hard findings first."""
    everything = assess(
        figures,
        previous,
        narrative,
        previous_narrative=previous_narrative,
        fee_notices=fee_notices,
        policy=policy,
    )
    return failed(everything)


def failed(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings that failed, hard ones first, otherwise in the order given."""
    return tuple(sorted((item for item in findings if item.failed), key=lambda item: item.level != "hard"))


def _inside(figures: Figures) -> Iterator[Finding]:
    yield from equations.every_cell_is_a_number(figures)
    yield from equations.received_equals_handled(figures)
    yield from equations.results_add_up(figures)
    yield from equations.applicants_add_up(figures)
    yield from equations.remedies_add_up(figures)


def _text(figures: Figures, narrative: Narrative, previous: Narrative | None) -> Iterator[Finding]:
    yield from elements.form_is_current(figures, narrative.year)
    yield from agreement.text_agrees(figures, narrative)
    yield from agreement.denials_hold(figures, narrative)
    yield from agreement.parts_sum(narrative)
    yield from elements.sections_present(narrative, figures.form)
    yield from elements.overview_complete(narrative)
    yield from elements.problems_and_improvements(narrative)
    yield from elements.processing_fees_stated(narrative)
    yield from elements.not_perfunctory(narrative, previous)
