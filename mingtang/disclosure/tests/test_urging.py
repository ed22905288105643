"""催办：催谁、为什么，记入案卷；科室在今日页面看到；办结以后不催。"""

from __future__ import annotations

import pytest
from django.urls import reverse

from mingtang.disclosure.actions import close, consult, handling
from mingtang.disclosure.models import Reminder
from mingtang.disclosure.progress import progress
from mingtang.disclosure.refusal import ActRefused
from mingtang.disclosure.tests.factories import (
    CALENDAR,
    DUE,
    TUESDAY,
    Office,
    assigned,
    make_office,
    registered,
    replied,
)
from mingtang.disclosure.tests.test_office_case import today  # noqa: F401 - a fixture
from mingtang.disclosure.words import quote_of, text_of
from mingtang.disclosure.workbench import notes

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def test_the_section_sees_it_on_its_day_and_nobody_else(office):
    case = assigned(office)
    act = handling.urge(case, by=office.vice_leader, on=TUESDAY, section=office.section, reason="国庆前须答复。")
    assert (text_of("urged", act.data), quote_of("urged", act.data)) == (office.section.name, "国庆前须答复。")
    (note,) = notes(office.section_staff, TUESDAY)
    assert note.title == f"{case.short_number} {office.vice_leader.name}催办：国庆前须答复。"
    assert Reminder.objects.get().due_on == DUE
    assert list(notes(office.other_section, TUESDAY)) == list(notes(office.clerk, TUESDAY)) == []
    assert case.holder == "section_staff" and "催办" not in str(progress(case, TUESDAY, CALENDAR))


def test_the_other_side_is_urged_by_its_letter(office):
    case = registered(office)
    with pytest.raises(ActRefused, match="没有可以催办的一方"):
        handling.urge(case, by=office.clerk, on=TUESDAY, ref="c1", reason="快到期")
    consult.send(case, by=office.clerk, on=TUESDAY, party="co_maker", name="市财政局", subject="附表")
    act = handling.urge(case, by=office.clerk, on=TUESDAY, ref="c1", reason="电话催办，答应周五答复。")
    assert act.data["ref"] == "c1" and not Reminder.objects.exists()
    with pytest.raises(ActRefused, match="选定催办"):
        handling.urge(case, by=office.clerk, on=TUESDAY, ref="c2", reason="快到期")
    with pytest.raises(ActRefused, match="没有分送"):
        handling.urge(case, by=office.clerk, on=TUESDAY, section=office.section, reason="快到期")
    with pytest.raises(ActRefused, match="写明催什么"):
        handling.urge(case, by=office.clerk, on=TUESDAY, ref="c1", reason=" ")


def test_an_urging_entered_by_mistake_leaves_the_sections_page(office):
    case = assigned(office)
    act = handling.urge(case, by=office.clerk, on=TUESDAY, section=office.section, reason="快到期")
    close.void(case, act, by=office.clerk, on=TUESDAY, reason="催错了案件")
    assert list(notes(office.section_staff, TUESDAY)) == []


def test_an_answered_case_is_not_urged(office):
    case = assigned(office)
    replied(office, case, TUESDAY)
    with pytest.raises(ActRefused, match="不能“催办”"):
        handling.urge(case, by=office.leader, on=TUESDAY, section=office.section, reason="快到期")


def test_the_page_offers_the_sections_and_the_open_letters(office, client, today):  # noqa: F811
    today(TUESDAY)
    case = assigned(office)
    consult.send(case, by=office.clerk, on=TUESDAY, party="co_maker", name="市财政局", subject="附表")
    client.force_login(office.leader)
    address = reverse("cases:act", args=[case.pk, "urged"])
    body = client.get(address).content.decode()
    assert office.section.name in body and 'value="c1"' in body
    given = {"on": TUESDAY.isoformat(), "seen": case.acts.count(), "reason": "<i>快到期</i>"}
    assert client.post(address, {**given, "whom": "s0"}).status_code == 422
    assert client.post(address, {**given, "whom": f"s{office.section.pk}"}).status_code == 302
    assert "&lt;i&gt;快到期" in client.get(reverse("cases:case", args=[case.pk])).content.decode()
    client.force_login(office.section_staff)
    assert client.get(address).status_code == 403
    assert "&lt;i&gt;快到期" in client.get(reverse("workbench:today")).content.decode()
