from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingtang.law.annual_report import (
    APPLICANTS,
    COLUMN_KEYS,
    GROUP4_KEYS,
    RESULT4_KEYS,
    ROW_KEYS,
    Figures,
    Mark,
    Place,
    Policy,
    Status,
    Table2,
    Table3,
    Table4,
    assess,
    check,
)
from mingtang.law.annual_report.tests.examples import COUNTS, FIGURES, TABLE2, TABLE3, TABLE4, narrative
from mingtang.law.annual_report.tests.test_report_tables import TRIAL


def table3_with(row: str, column: str, value: int | None) -> Table3:
    lists = TABLE3.to_lists()
    lists[ROW_KEYS.index(row)][COLUMN_KEYS.index(column)] = value
    return Table3.from_lists(lists)


def table4_with(group: str, result: str, value: int | None) -> Table4:
    lists = TABLE4.to_lists()
    lists[GROUP4_KEYS.index(group)][RESULT4_KEYS.index(result)] = value
    return Table4.from_lists(lists)


def rules(findings) -> list[str]:
    return [finding.rule for finding in findings]


def of(rule: str, findings):
    return [finding for finding in findings if finding.rule == rule]


def test_consistent_figures_have_no_findings():
    assert check(FIGURES) == ()


def test_every_equation_is_listed_even_when_it_holds():
    passed = assess(FIGURES)
    assert {finding.status for finding in passed} == {Status.PASS, Status.NOT_ASSESSABLE}
    assert [len(of(rule, passed)) for rule in ("R1", "R2", "R3", "R5", "R9")] == [7, 7, 25, 3, 3]


def test_r1_names_both_sides_of_the_column():
    figures = replace(FIGURES, table3=table3_with("carried_out", "total", 6))
    (balance,) = of("R1", check(figures))
    assert (balance.left, balance.right, balance.difference) == (51, 52, -1)
    assert balance.alias == "K1"
    assert balance.left_says == "本年新收48＋上年结转3"
    assert "“总计”列收办不平" in balance.sentence
    assert Place(3, "carried_out", "total") in balance.where
    assert rules(check(figures)) == ["R1", "R3"]


def test_r2_adds_the_rows_up():
    figures = replace(FIGURES, table3=table3_with("granted", "enterprise", 3))
    (sum_,) = of("R2", check(figures))
    assert (sum_.left, sum_.right) == (4, 5)
    assert "R1" not in rules(check(figures))


def test_r2_of_an_empty_column_says_so():
    (column,) = [item for item in of("R2", assess(FIGURES)) if Place(3, "done", "research") in item.where]
    assert column.left_says == "各行都是0"


def test_r3_adds_the_applicants_up():
    figures = replace(FIGURES, table3=table3_with("d1", "total", 1))
    assert rules(check(figures)) == ["R2", "R3"]
    (row,) = of("R3", check(figures))
    assert (row.left, row.right) == (0, 1)
    assert "属于国家秘密" in row.sentence


def test_r5_adds_the_remedies_up():
    figures = replace(FIGURES, table4=table4_with("direct_suit", "total", 2))
    (group,) = check(figures)
    assert (group.rule, group.alias, group.left, group.right) == ("R5", "K8", 1, 2)
    assert "未经复议直接起诉" in group.sentence


def test_r9_reports_blank_cells_slashes_and_negative_numbers():
    marks = (Mark(3, "d1", "natural", "/"), Mark(3, "d1", "other", "/"), Mark(4, "direct_suit", "other", ""))
    figures = replace(
        FIGURES,
        table2=Table2.from_lists([[0, 0, 0], [0, 0, 0], [-5], [0], [0], [0]]),
        table3=table3_with("d1", "natural", None),
        marks=marks,
    )
    found = of("R9", check(figures))
    assert [item.left for item in found] == ["-5", "/", ""]
    assert "写的是“/”" in found[1].sentence
    assert len(found[1].where) == 2
    assert "是空白" in found[2].sentence
    assert all(item.level == "hard" and item.alias == "K19" for item in found)


def test_many_bad_cells_make_one_sentence():
    marks = tuple(Mark(3, "d1", column, "") for column in COLUMN_KEYS)
    (found,) = check(replace(FIGURES, marks=marks))
    assert "等7格是空白" in found.sentence


def test_an_unread_cell_is_never_guessed():
    figures = replace(FIGURES, table3=table3_with("new", "natural", None))
    column = [item for item in of("R1", assess(figures)) if Place(3, "new", "natural") in item.where]
    assert column[0].status is Status.NOT_ASSESSABLE
    assert column[0].difference is None
    assert check(figures) == ()


def test_missing_tables_are_gaps_not_equations():
    figures = Figures(None, None, None, gaps=((3, "", "没有找到表三。"),))
    assert rules(check(figures)) == ["R9"]
    assert rules(assess(figures)) == ["R9", "R9", "R9"]
    assert check(figures, FIGURES, narrative()) != ()


def test_the_trial_form_has_its_own_rows():
    lists = TABLE3.to_lists()
    for key in ("o1", "o2"):
        lists[ROW_KEYS.index(key)] = [None] * 7
    lists[ROW_KEYS.index("o3")] = [1, 0, 0, 0, 2, 0, 3]
    figures = Figures(TRIAL, Table3.from_lists(lists), TABLE4, form_code="2019")
    assert check(figures) == ()
    assert len(of("R3", assess(figures))) == 23
    assert "60号" in of("R1", assess(figures))[0].cite.instrument
    assert of("R7", assess(figures)) == []


def test_the_trial_form_may_count_less_than_last_year():
    assert of("R9", check(Figures(TRIAL, TABLE3, TABLE4))) == []


def previous(**counts: int) -> Figures:
    changed = {**COUNTS, **{("carried_out", kind): value for kind, value in counts.items()}}
    return Figures(
        Table2.from_lists([[0, 0, 3], [1, 0, 19], [900], [10], [1], ["0.60"]]),
        Table3.of(changed),
        Table4.of({("reconsideration", "pending"): 2}),
    )


def test_r4_compares_every_column_with_last_year():
    assert check(FIGURES, previous(natural=3, enterprise=0)) == ()
    (natural, total) = check(FIGURES, previous(natural=4, enterprise=0))
    assert (natural.rule, natural.alias, natural.left, natural.right) == ("R4", "K4", 3, 4)
    assert total.where == (Place(3, "carried_in", "total"),)


def test_r8_rolls_documents_forward():
    last = replace(
        previous(natural=3, enterprise=0),
        table2=Table2.from_lists([[0, 0, 3], [1, 0, 10], [900], [10], [1], [1]]),
    )
    (rolled,) = check(FIGURES, last)
    assert (rolled.rule, rolled.level, rolled.left, rolled.right) == ("R8", "soft", 11, 20)
    assert "应有11件" in rolled.sentence


def test_r8_without_last_year_only_asks_for_the_possible():
    figures = replace(FIGURES, table2=Table2.from_lists([[0, 0, 0], [5, 1, 3], [965], [12], [1], [0]]))
    (rolled,) = check(figures)
    assert (rolled.rule, rolled.left, rolled.right) == ("R8", 4, 3)
    trial_before = replace(previous(natural=3, enterprise=0), table2=TRIAL)
    assert rules(check(figures, trial_before)) == ["R8", "K20"]
    unread = replace(FIGURES, table2=Table2.from_lists([[0, None, 0], [0, 0, 0], [965], [12], [1], [0]]))
    assert check(unread) == ()


def test_k9_pending_remedies_do_not_vanish():
    last = replace(previous(natural=3, enterprise=0), table4=Table4.of({("reconsideration", "pending"): 4}))
    (finding,) = check(FIGURES, last)
    assert (finding.rule, finding.level, finding.left, finding.right) == ("K9", "hard", 4, 3)


def test_k20_asks_for_a_reason_when_numbers_jump():
    last = replace(
        previous(natural=3, enterprise=0),
        table2=Table2.from_lists([[0, 0, 3], [1, 0, 19], [300], [10], [1], ["0.60"]]),
    )
    (jump,) = check(FIGURES, last)
    assert (jump.rule, jump.level, jump.left, jump.right) == ("K20", "soft", 965, 300)
    explained = narrative(2, "2022年行政许可比上年增加，原因是事项下放。")
    assert of("K20", check(FIGURES, last, explained)) == []
    assert of("K20", check(FIGURES, last, policy=Policy(percent=300))) == []


def test_years_that_do_not_meet_are_pointed_out():
    (finding,) = of("P1", check(FIGURES, narrative=narrative(), previous_narrative=narrative(year=2020)))
    assert (finding.left, finding.right) == (2020, 2021)
    assert of("P1", check(FIGURES, narrative=narrative(), previous_narrative=narrative(year=2021))) == []
    assert of("P1", assess(FIGURES, narrative=narrative(), previous_narrative=narrative(year=None))) == []


def test_hard_findings_come_first():
    figures = replace(
        FIGURES,
        table2=Table2.from_lists([[0, 0, 0], [5, 0, 3], [1], [0], [0], [0]]),
        table4=table4_with("direct_suit", "total", 9),
    )
    assert rules(check(figures)) == ["R5", "R8"]


def test_a_finding_as_json():
    figures = replace(FIGURES, table4=table4_with("direct_suit", "total", 2))
    data = check(figures, narrative=narrative())[0].to_dict()
    assert data["rule"] == "R5"
    assert (data["left"], data["right"], data["difference"]) == (1, 2, -1)
    assert data["status"] == "FAIL"
    assert data["where"][0] == {"table": 4, "row": "direct_suit", "column": "upheld"}
    assert "30号" in data["cite"]
    assert Place(section=2).to_dict() == {"section": 2}


results = st.sampled_from(
    [key for key in ROW_KEYS if key not in {"new", "carried_in", "done", "carried_out"}]
)


@st.composite
def consistent(draw) -> Figures:
    """Figures that obey every rule: requests come in, and each is done in some row or carried out."""
    counts: dict[tuple[str, str], int] = {}
    for kind in APPLICANTS:
        outcomes = draw(st.dictionaries(results, st.integers(0, 500), max_size=4))
        for row, value in outcomes.items():
            counts[row, kind] = value
        waiting, before = draw(st.integers(0, 50)), draw(st.integers(0, 50))
        before = min(before, sum(outcomes.values()) + waiting)
        counts["carried_out", kind] = waiting
        counts["carried_in", kind] = before
        counts["new", kind] = sum(outcomes.values()) + waiting - before
    four = {(group, result): draw(st.integers(0, 30)) for group in GROUP4_KEYS for result in RESULT4_KEYS[:4]}
    issued, repealed = draw(st.integers(0, 20)), draw(st.integers(0, 20))
    documents = [issued, repealed, issued + draw(st.integers(0, 300))]
    amount = draw(st.decimals(0, 10**5, places=2))
    two = Table2.from_lists([[0, 0, 0], documents, [draw(st.integers(0, 10**6))], [3], [0], [amount]])
    return Figures(two, Table3.of(counts), Table4.of(four))


@given(consistent())
def test_figures_that_balance_pass(figures):
    assert check(figures) == ()


@given(consistent(), st.sampled_from(ROW_KEYS), st.sampled_from(COLUMN_KEYS), st.integers(-3, 3).filter(bool))
def test_any_single_change_of_table_three_is_found(figures, row, column, step):
    lists = figures.table3.to_lists()
    lists[ROW_KEYS.index(row)][COLUMN_KEYS.index(column)] += step
    changed = replace(figures, table3=Table3.from_lists(lists))
    assert any(finding.level == "hard" for finding in check(changed))


@given(consistent(), st.integers(0, 2), st.integers(0, 4), st.integers(1, 9))
def test_any_single_change_of_table_four_is_found(figures, group, result, step):
    lists = figures.table4.to_lists()
    lists[group][result] += step
    changed = replace(figures, table4=Table4.from_lists(lists))
    assert rules(check(changed)) == ["R5"]


@pytest.mark.parametrize("rule", ["R1", "R2", "R3", "R4", "R5", "R6", "R9", "K9"])
def test_the_statutory_equations_are_hard(rule):
    from mingtang.law.annual_report import RULES

    assert RULES[rule].level == "hard"


def test_table_two_alone_gives_no_equation():
    """Named exception: a changed cell of table two shows only against the text or last year's report."""
    changed = replace(TABLE2, licences=1)
    assert check(replace(FIGURES, table2=changed)) == ()
