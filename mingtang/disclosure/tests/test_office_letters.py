"""文书的页面：可以选哪些结果，两个人同时改稿，接收回执上的查询码。"""

from __future__ import annotations

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mingtang.disclosure.actions import handling, letters
from mingtang.disclosure.actions.files import add_file
from mingtang.disclosure.refusal import ActRefused, NotPermitted
from mingtang.disclosure.tests.office import DAY, NAME, House, make_house, registered
from mingtang.disclosure.tests.test_office_case import today  # noqa: F401 - a fixture
from mingtang.kit.models import AuditEntry, StoredFile
from mingtang.kit.uploads import store_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture(autouse=True)
def _the_day(today):  # noqa: F811
    today(DAY)


def offered(house: House, case) -> set[str]:
    """The outcomes that the page offers to write a reply for."""
    body = house.browser(house.clerk).get(reverse("cases:letter_new", args=[case.pk])).content.decode()
    names = ("disclosed", "withdrawn", "supplement_lapsed", "fee_unpaid")
    return {name for name in names if f'value="{name}"' in body}


def test_only_what_was_asked_for_can_lapse(house, today):  # noqa: F811
    case = registered(house)
    assert offered(house, case) == {"disclosed"}
    handling.add_supplement_point(case, by=house.clerk, on=DAY, item="没有写明项目", guidance="写明项目名称")
    handling.ask_supplement(case, by=house.clerk, on=DAY, deadline=date(2022, 9, 20))
    today(date(2022, 9, 21))
    assert offered(house, case) == {"disclosed", "supplement_lapsed"}
    answer = house.browser(house.clerk).post(reverse("cases:letter_new", args=[case.pk]), {"outcome": "supplement_lapsed"})
    assert answer.status_code == 302 and case.letters.get(state="draft").code == "D20"
    handling.receive_supplement(case, by=house.clerk, on=date(2022, 9, 21), how="当面提交")
    assert offered(house, case) == {"disclosed"}
    handling.charge(case, by=house.clerk, on=date(2022, 9, 21), mode="pages", count=68, facts="共68页，超过合理范围。")
    assert offered(house, case) == {"disclosed", "fee_unpaid"}
    handling.pay(case, by=house.clerk, on=date(2022, 9, 22))
    assert offered(house, case) == {"disclosed"}


def draft_of(house: House):
    """A draft and the address of its page."""
    case = registered(house)
    client = house.browser(house.clerk)
    answer = client.post(reverse("cases:letter_new", args=[case.pk]), {"outcome": "petition"})
    return case, case.letters.get(state="draft"), answer["Location"]


def test_two_people_do_not_overwrite_each_others_draft(house):
    case, letter, address = draft_of(house)
    mine = {"version": "1", "reason": "反映的是投诉。", "seen": case.acts.count()}
    assert house.browser(house.section).post(address, {**mine, "reason": "是举报事项。"}).status_code == 302
    stale = house.browser(house.clerk).post(address, mine)
    body = stale.content.decode()
    assert stale.status_code == 409 and "已有第2稿" in body and "反映的是投诉。" in body
    letter.refresh_from_db()
    assert letter.fields["reason"] == "是举报事项。"
    assert 'name="version" value="2"' in body
    assert house.browser(house.clerk).post(address, {**mine, "version": "2"}).status_code == 302
    letter.refresh_from_db()
    assert (letter.version, letter.fields["reason"]) == (3, "反映的是投诉。")


def test_a_refused_review_does_not_make_the_next_saving_stale(house):
    case, _, address = draft_of(house)
    given = {"version": "1", "reason": "反映的是投诉。", "seen": 1, "submit": "1"}
    refused = house.browser(house.clerk).post(address, given)
    assert refused.status_code == 409 and 'name="version" value="2"' in refused.content.decode()
    assert house.browser(house.clerk).post(address, {**given, "version": "2", "seen": case.acts.count()}).status_code == 302


def test_only_writers_give_up_a_draft(house):
    _, letter, _ = draft_of(house)
    for role in ("leader", "auditor", "administrator"):
        with pytest.raises(NotPermitted):
            letters.drop_draft(letter, by=house.people[role])
    with pytest.raises(NotPermitted):
        letters.drop_draft(letter, by=house.stranger)
    letters.drop_draft(letter, by=house.section)
    with pytest.raises(ActRefused, match="已弃稿"):
        letters.drop_draft(letter, by=house.clerk)


def test_the_query_code_stays_with_the_clerk_and_the_applicant(house):
    case = registered(house)
    receipt = case.letters.get(code="P2")
    page = reverse("cases:letter", args=[case.pk, receipt.pk])
    paper = reverse("cases:letter_file", args=[case.pk, receipt.pk, "pdf"])
    for role, may in (("clerk", 200), ("section_staff", 403), ("leader", 403), ("supervisor", 403), ("auditor", 403)):
        client = house.browser(house.people[role])
        body = client.get(page).content.decode()
        assert "查询码********" in body and case.query_code not in body
        assert client.get(paper).status_code == may, role


def test_who_may_not_add_files_leaves_none_behind(house):
    case = registered(house)
    before = StoredFile.objects.count()
    for role in ("leader", "auditor", "supervisor"):
        file = SimpleUploadedFile("a.txt", "材料".encode(), "text/plain")
        answer = house.browser(house.people[role]).post(
            reverse("cases:file_add", args=[case.pk]), {"file": file, "role": "evidence"}
        )
        assert answer.status_code == 403
    assert StoredFile.objects.count() == before


def test_a_taken_list_leaves_no_name_in_the_log(house):
    registered(house)
    client = house.browser(house.clerk)
    assert client.get(reverse("cases:export"), {"q": NAME, "stage": "handling"}).status_code == 200
    entry = AuditEntry.objects.get(act="disclosure.exported")
    assert entry.data == {"filters": {"stage": "handling"}, "sought": True}


def test_a_bundle_holds_only_what_its_taker_may_take_one_by_one(house):
    case = registered(house)
    receipt = case.letters.get(code="P2")
    stored = store_bytes(b"%PDF-1.7 ...", "身份证.pdf", "application/pdf")
    add_file(case, stored, by=house.clerk, on=DAY, role="identity", label="身份证.pdf")
    held = {}
    for role in ("clerk", "supervisor", "leader"):
        answer = house.browser(house.people[role]).get(reverse("cases:evidence", args=[case.pk]))
        names = "".join(ZipFile(BytesIO(answer.content)).namelist())
        held[role] = (receipt.number in names, "身份证" in names)
    assert held == {"clerk": (True, True), "supervisor": (False, True), "leader": (False, False)}
