"""申请要素：纸上写什么收什么；缺的照收，标出来，自动列入补正；原文里有别人的号码不挡登记；补正的内容写进文书。"""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from mingtang.disclosure.actions import handling, intake
from mingtang.disclosure.derive import story_of
from mingtang.disclosure.elements import NO_NAME, missing
from mingtang.disclosure.issuing import composed, facts_of
from mingtang.disclosure.models import Case
from mingtang.disclosure.printed import sheet
from mingtang.disclosure.tests.factories import (
    TUESDAY,
    Office,
    assigned,
    decided,
    filed,
    make_office,
    person,
    registered,
)
from mingtang.disclosure.tests.office import DAY, House, make_house
from mingtang.disclosure.tests.test_office_acts import INTAKE, act, done
from mingtang.disclosure.tests.test_office_case import today  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
BARE = {"name": "", "identity_number": "", "phone": "", "address": "", "form": "", "delivery": ""}


@pytest.fixture
def house(today) -> House:  # noqa: F811
    today(DAY)
    return make_house()


def take_in(house: House, **changes: str) -> Case:
    data = {**INTAKE, "submitted_on": "2022-09-05", "form_token": "x", **changes}
    answer = house.browser(house.clerk).post(reverse("cases:new"), data)
    assert done(answer), answer.content.decode()
    return Case.objects.get()


def test_a_paper_that_lacks_everything_is_taken_in_and_what_it_lacks_is_marked(house):
    case = take_in(house, **BARE)
    assert (case.applicant.name, case.wanted_form, case.wanted_delivery) == (NO_NAME, "", "")
    assert [each.key for each in missing(case)] == ["name", "identity", "contact", "form", "delivery"]
    shown = house.browser(house.clerk).get(reverse("cases:case", args=[case.pk])).content.decode()
    assert "没有提供身份证明" in shown and "没有写明联系方式" in shown and "属补正事项" in shown


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ({}, []),
        ({"identity_number": ""}, ["identity"]),
        ({"identity_number": "420600199003075710"}, ["identity"]),
        ({"phone": "", "address": "", "delivery": "counter"}, ["contact"]),
        ({"address": ""}, ["address"]),
        ({"delivery": "email"}, ["email"]),
        ({"agent_name": "江小鱼"}, ["agent"]),
        ({"kind": "suggestion", **BARE}, []),
        ({"kind": "correction", "form": "", "identity_number": ""}, ["identity"]),
    ],
)
def test_what_is_missing(house, changes, keys):
    assert [each.key for each in missing(take_in(house, **changes))] == keys


def test_a_copy_of_the_paper_of_identity_is_proof_enough(house):
    from django.core.files.uploadedfile import SimpleUploadedFile

    copy = SimpleUploadedFile("身份证.txt", "身份证复印件".encode(), "text/plain")
    assert missing(take_in(house, identity_number="", identity=[copy])) == []  # type: ignore[arg-type]


def test_what_is_missing_goes_into_the_only_supplement_notice_by_itself(house):
    case = take_in(house, identity_number="", form="")
    assert done(act(house, "clerk", case, "registered"))
    client = house.browser(house.clerk)
    first = client.get(reverse("cases:act", args=[case.pk, "supplement_point"])).content.decode()
    assert "没有提供身份证明" in first  # the first missing element is written there already
    page = client.get(reverse("cases:act", args=[case.pk, "supplement_asked"])).content.decode()
    assert page.count("checked") >= 2 and "没有写明获取信息的方式" in page
    assert done(
        act(house, "clerk", case, "supplement_asked", deadline="2022-09-26", also=["identity", "form"])
    )
    asked = case.acts.get(kind="supplement_asked")
    assert [each["item"] for each in asked.data["items"]] == ["没有提供身份证明", "没有写明获取信息的方式"]
    told = case.letters.get(code="P3").body["paragraphs"]
    assert any("提交身份证件的复印件" in each["text"] for each in told)


def test_registered_mail_signed_for_earlier_is_taken_in_as_the_form_stands(house, today):  # noqa: F811
    today(date(2022, 9, 8))
    client, address = house.browser(house.clerk), reverse("cases:new_by", args=["registered_mail"])
    assert 'value="2022-09-08"' not in client.get(address).content.decode()
    data = {
        **INTAKE,
        "form_token": "x",
        "signed_on": "2022-09-05",
        "tracking": "1098765433321",
        "submitted_on": "",
    }
    assert done(client.post(address, data))
    assert Case.objects.get().received_on == date(2022, 9, 5)


OTHERS = "要张某（电话13912345678，身份证420600199003075713）的许可证"


def test_somebody_elses_number_in_the_applicants_own_words_does_not_block(house):
    office = make_office("临江市住房和城乡建设局", home=False)
    case = registered(office, description=OTHERS)
    assert OTHERS in case.letters.get(code="P2").body["paragraphs"][0]["text"]
    handling.assign(case, office.section, by=office.clerk, on=TUESDAY)
    decided(office, case, TUESDAY)
    assert case.outcome == "disclosed"


def test_the_same_number_written_by_the_office_still_blocks(house):
    office = make_office("临江市住房和城乡建设局", home=False)
    case = assigned(office, description=OTHERS)
    with pytest.raises(Exception, match="他人的证件号码或者手机号码"):
        decided(office, case, TUESDAY, content="张某13912345678的许可证")


def test_screens_mask_the_numbers_of_others(house):
    case = take_in(house, description=OTHERS)
    shown = house.browser(house.section).get(reverse("cases:case", args=[case.pk]))
    assert shown.status_code == 404
    shown = house.browser(house.clerk).get(reverse("cases:case", args=[case.pk])).content.decode()
    assert "13912345678" not in shown and "420600199003075713" not in shown


def supplemented(office: Office, **received: str) -> Case:
    case = assigned(office, description="要一份许可证")
    handling.add_supplement_point(case, by=office.clerk, on=TUESDAY, item="哪一期", guidance="写明")
    handling.ask_supplement(case, by=office.clerk, on=TUESDAY, deadline=date(2022, 9, 26))
    if "text" not in received:
        intake.submit_supplement(case, on=date(2022, 9, 8), text="江北物流园二期的施工许可证")
    handling.receive_supplement(case, by=office.clerk, on=date(2022, 9, 8), how="电话确认", **received)
    return case


@pytest.mark.parametrize("received", [{}, {"text": "江北物流园二期的施工许可证"}])
def test_the_reply_quotes_what_was_supplemented(house, received):
    office = make_office("临江市住房和城乡建设局", home=False)
    case = supplemented(office, **received)
    letter = decided(office, case, date(2022, 9, 9))
    opening = letter.body["paragraphs"][0]["text"]
    assert (
        "“要一份许可证”" in opening and "2022年9月8日收到的补正内容为“江北物流园二期的施工许可证”" in opening
    )
    rows = [str(cell) for row in sheet(case, "P1", TUESDAY).paragraphs[0].rows for cell in row]
    assert any("补正：江北物流园二期" in cell for cell in rows)


def test_before_the_supplement_is_confirmed_no_letter_rests_on_it(house):
    office = make_office("临江市住房和城乡建设局", home=False)
    case = assigned(office)
    handling.add_supplement_point(case, by=office.clerk, on=TUESDAY, item="哪一期", guidance="写明")
    handling.ask_supplement(case, by=office.clerk, on=TUESDAY, deadline=date(2022, 9, 26))
    intake.submit_supplement(case, on=date(2022, 9, 8), text="二期")
    paper = composed(case.letters.get(code="P3"), facts_of(case, story_of(case)))
    assert "二期" not in paper.paragraphs[0].text


def test_the_public_form_says_how_to_apply_without_papers(client):
    make_office()
    assert "可以当面、邮寄申请" in client.get(reverse("disclosure:apply")).content.decode()
    assert filed(make_office("邻市审批局", home=False), applicant=person(phone="")).applicant.phone == ""
