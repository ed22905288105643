"""审核、签发的页面：答复书的文字就在页面上，按今天写出救济，退回在通过旁边；还没有审核不算文书的毛病。"""

from __future__ import annotations

import pytest
from django.urls import reverse

from mingtang.disclosure.actions import letters
from mingtang.disclosure.tests.office import DAY, House, make_house, registered
from mingtang.disclosure.tests.test_evidence import text_of
from mingtang.disclosure.tests.test_office_acts import act, done
from mingtang.disclosure.tests.test_office_case import today  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(today) -> House:  # noqa: F811
    today(DAY)
    return make_house()


def draft(house: House, **fields):
    case = registered(house)
    given = {"content": "《建筑工程施工许可证》", **fields}
    return case, letters.save_draft(case, by=house.clerk, code="D1", fields=given, outcome="disclosed")


def body(house: House, role: str, name: str, *args) -> str:
    answer = house.browser(house.people[role]).get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_reviews_and_who_signs_reads_the_letter_on_the_page(house):
    case, letter = draft(house)
    letters.submit(case, letter, by=house.clerk, on=DAY)
    for role, kind in (("section_staff", "reviewed"), ("vice_leader", "reviewed"), ("leader", "decided")):
        page = body(house, role, "cases:act", case.pk, kind)
        assert "《建筑工程施工许可证》" in page and "60日内" in page and "2022年9月5日" in page
        assert reverse("cases:letter_file", args=[case.pk, letter.pk, "pdf"]) in page
        assert reverse("cases:act", args=[case.pk, "returned"]) in page
        assert done(act(house, role, case, kind, opinion="同意"))
    assert case.outcome == "disclosed"


def test_the_second_look_of_the_leader_shows_the_letter_too(house):
    case, letter = draft(house)
    letters.submit(case, letter, by=house.clerk, on=DAY)
    for role in ("section_staff", "vice_leader"):
        assert done(act(house, role, case, "reviewed", opinion="同意"))
    address = reverse("cases:act", args=[case.pk, "decided"])
    asked = house.browser(house.people["leader"]).post(
        address, {"on": "2022-09-05", "seen": case.acts.count()}
    )
    assert "作出以后不能撤回" in asked.content.decode() and "《建筑工程施工许可证》" in asked.content.decode()


def test_a_draft_without_a_date_shows_the_remedies_of_today_on_the_page_and_in_the_file(house):
    case, letter = draft(house)
    page = body(house, "clerk", "cases:letter", case.pk, letter.pk)
    assert "60日内" in page and "按今天签发预览" in page
    pdf = house.browser(house.clerk).get(reverse("cases:letter_file", args=[case.pk, letter.pk, "pdf"]))
    assert "60日内" in "".join(text_of(pdf.content).split())
    letter.refresh_from_db()
    assert letter.dated_on is None


def test_a_review_to_come_is_a_step_and_no_defect(house):
    case, letter = draft(house)
    page = body(house, "clerk", "cases:letter", case.pk, letter.pk)
    assert "不能签发" not in page and "各项相符" in page
    assert "报审后经过承办科室、分管领导审核" in page
    letters.submit(case, letter, by=house.clerk, on=DAY)
    assert done(act(house, "section_staff", case, "reviewed", opinion="同意"))
    assert "还要经过分管领导审核" in body(house, "leader", "cases:letter", case.pk, letter.pk)


def test_mend_leads_to_a_control_that_is_there(house):
    case, letter = draft(house, content="")
    page = body(house, "clerk", "cases:letter", case.pk, letter.pk)
    assert 'href="#id_content"' in page and 'id="id_content"' in page
    letters.submit(case, letter, by=house.clerk, on=DAY)
    assert "改这一项" not in body(house, "section_staff", "cases:act", case.pk, "reviewed")
