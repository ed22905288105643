"""救济的最后一天：从收到答复书起算，收到以前不说哪一天；先复议还是任选，与印出的那一段一致。"""

from __future__ import annotations

from datetime import date

import pytest

from mingtang.disclosure.actions import close, letters
from mingtang.disclosure.actions.files import add_file
from mingtang.disclosure.derive import story_of
from mingtang.disclosure.progress import progress
from mingtang.disclosure.tests.factories import CALENDAR, Office, assigned, decided, make_office
from mingtang.disclosure.views.office.redress import redress
from mingtang.kit.uploads import store_bytes

pytestmark = pytest.mark.django_db
POSTED, GOT = date(2024, 3, 4), date(2024, 3, 8)


@pytest.fixture
def office() -> Office:
    return make_office()


def posted(office: Office, outcome: str, **fields: object):
    """A reply of 2024, handed to the post."""
    case = assigned(office, date(2024, 3, 1))
    if outcome == "partial":
        stored = store_bytes(b"%PDF-1.7", "材料.pdf", "application/pdf")
        add_file(case, stored, by=office.clerk, on=POSTED, role="disclosed", label="材料", pages=36)
    letter = decided(office, case, POSTED, outcome, **fields)
    letters.send(case, letter, by=office.clerk, on=POSTED, method="mail", tracking="1098765433321")
    return case, letter


def told(case):
    """What the applicant reads, and what the office reads."""
    story = story_of(case)
    mine, theirs = progress(case, GOT, CALENDAR).remedy, redress(case, story, CALENDAR, GOT)
    return mine, theirs


def test_no_last_day_before_the_letter_was_received(office):
    case, letter = posted(office, "petition")
    mine, theirs = told(case)
    assert "60日" in mine.text and mine.until == () and theirs.until == ()
    letters.serve(case, letter, by=office.clerk, on=GOT, how="本人签收")
    mine, theirs = told(case)
    days = [date(2024, 5, 7), date(2024, 9, 9)]  # 8 September 2024 is a Sunday
    assert [last for _, last, _ in mine.until] == [last for _, last in theirs.until] == days


PART = {
    "facts": "共36页，附表三为逐件统计。", "content": "附表三以外的内容",
    "separability": "附表三单独成页，抽出后不影响其余材料。", "attachments": [{"name": "材料", "pages": 36}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("ground", "first"), [("internal_affairs", True), ("must_be_made", False), ("not_held", False)]
)
def test_a_part_withheld_for_another_reason_leaves_the_choice(office, ground, first):
    withheld = [{"part": "附表三", "ground": ground, "reason": "这一部分是内部的人事管理记录，没有对外产生影响"}]
    case, letter = posted(office, "partial", withheld=withheld, **PART)
    letters.serve(case, letter, by=office.clerk, on=GOT)
    mine, theirs = told(case)
    assert theirs.first is first
    assert ("应当自收到" in mine.text) is first
    assert len(theirs.until) == len(mine.until) == (1 if first else 2)


def test_a_withdrawal_has_no_letter_to_contest(office):
    case = assigned(office, date(2024, 3, 1))
    close.withdraw(case, by=office.clerk, on=POSTED, evidence="书面")
    mine, theirs = told(case)
    assert mine is None and theirs.until == ()
