"""公开的信息：只给签发时固定在答复书上的；不公开的答复不带材料；放错的撤下，撤下留痕。"""

from __future__ import annotations

from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse

from mingtang.disclosure.actions import close, handling, letters
from mingtang.disclosure.actions.again import reopen
from mingtang.disclosure.actions.files import add_file, take_back
from mingtang.disclosure.disclosed import given_out
from mingtang.disclosure.models import AttachmentRole, Case
from mingtang.disclosure.refusal import ActRefused, NotPermitted
from mingtang.disclosure.tests.factories import (
    TUESDAY,
    Office,
    assigned,
    decided,
    drafted,
    make_office,
    replied,
    reviewed,
)
from mingtang.disclosure.tests.test_public_case import opened, page
from mingtang.disclosure.words import quote_of, text_of
from mingtang.kit.uploads import store_bytes

pytestmark = pytest.mark.django_db
ATTACHED = [{"name": "许可证", "pages": 1}]


@pytest.fixture(autouse=True)
def office() -> Office:
    cache.clear()
    return make_office()


def put_in(office: Office, case: Case, content: str = "许可证", role: str = "disclosed", **more):
    stored = store_bytes(content.encode(), f"{content}.txt", "text/plain")
    return add_file(case, stored, by=office.clerk, on=TUESDAY, role=role, pages=1, **more)


def test_only_what_was_fixed_at_the_signing_is_handed_out(office):
    case = assigned(office)
    fixed = put_in(office, case)
    inside = put_in(office, case, "内部意见", "evidence")
    letter = decided(office, case, TUESDAY, attachments=ATTACHED)
    assert given_out(case) == []  # it has not left the house
    letters.send(case, letter, by=office.clerk, on=TUESDAY, method="online")
    assert given_out(case) == [fixed]
    slipped_in = case.attachments.create(
        file=store_bytes("附表三".encode(), "附表三.txt", "text/plain"),
        role=AttachmentRole.DISCLOSED,
        label="附表三.txt",
    )
    client = opened(case)
    status = {
        each.label: client.get(reverse("disclosure:file", args=[each.pk])).status_code
        for each in (fixed, slipped_in, inside)
    }
    assert status == {fixed.label: 200, slipped_in.label: 404, inside.label: 404}
    assert "附表三" not in page(client)


def test_another_content_under_the_same_entry_is_not_handed_out(office):
    case = assigned(office)
    fixed = put_in(office, case)
    replied(office, case, TUESDAY, attachments=ATTACHED)
    fixed.file = store_bytes("换过的".encode(), "许可证.txt", "text/plain")
    fixed.save()
    assert given_out(case) == []


def test_nothing_to_disclose_is_put_in_after_the_decision(office):
    case = assigned(office)
    replied(office, case, TUESDAY)
    with pytest.raises(ActRefused, match="答复已经签发，不能再放入公开的信息"):
        put_in(office, case)
    put_in(office, case, "邮件回执", "delivery")


@pytest.mark.parametrize("outcome", ["not_held", "petition", "already_public"])
def test_a_reply_that_gives_nothing_is_not_signed_while_such_files_lie_there(office, outcome):
    case = assigned(office)
    wrong = put_in(office, case)
    drafted(office, case, TUESDAY, outcome)
    reviewed(office, case, TUESDAY)
    with pytest.raises(ActRefused, match="案卷里有1份“公开的信息”，这种答复不提供信息，先撤下"):
        letters.decide(case, by=office.leader, on=TUESDAY)
    take_back(case, wrong, by=office.clerk, on=TUESDAY, reason="放错了")
    letters.decide(case, by=office.leader, on=TUESDAY)
    assert "files" not in case.acts.get(kind="decided").data


def test_what_was_taken_back_stays_in_the_story_and_in_no_download(office):
    case = assigned(office)
    wrong = put_in(office, case, "别人的许可证")
    with pytest.raises(ActRefused, match="写明为什么撤下"):
        take_back(case, wrong, by=office.clerk, on=TUESDAY, reason=" ")
    with pytest.raises(NotPermitted):
        take_back(case, wrong, by=office.leader, on=TUESDAY, reason="放错了")
    act = take_back(case, wrong, by=office.section_staff, on=TUESDAY, reason="放错了案卷")
    assert (act.data["sha256"], quote_of(act.kind, act.data)) == (wrong.file.sha256, "放错了案卷")
    assert text_of(act.kind, act.data) == "别人的许可证.txt 公开的信息"
    with pytest.raises(ActRefused, match="已经撤下"):
        take_back(case, wrong, by=office.clerk, on=TUESDAY, reason="再撤")
    again = put_in(office, case, "别人的许可证")
    assert again.pk != wrong.pk
    with pytest.raises(ActRefused, match="已经重新放入"):
        close.void(case, act, by=office.clerk, on=TUESDAY, reason="撤错了")


def test_a_file_taken_back_by_mistake_lies_there_again(office):
    case = assigned(office)
    wrong = put_in(office, case)
    act = take_back(case, wrong, by=office.clerk, on=TUESDAY, reason="放错了")
    close.void(case, act, by=office.clerk, on=TUESDAY, reason="没有放错")
    wrong.refresh_from_db()
    assert wrong.taken_back is None


def test_nothing_is_taken_back_after_the_decision_and_nothing_of_the_applicant(office):
    case = assigned(office)
    own = case.attachments.create(
        file=store_bytes("图".encode(), "图.txt", "text/plain"), role="application", label="图.txt"
    )
    with pytest.raises(ActRefused, match="申请人提交的材料"):
        take_back(case, own, by=office.clerk, on=TUESDAY, reason="看不清")
    fixed = put_in(office, case)
    decided(office, case, TUESDAY, attachments=ATTACHED)
    with pytest.raises(ActRefused, match="已作出处理决定"):
        take_back(case, fixed, by=office.clerk, on=TUESDAY, reason="放错了")


def test_a_file_is_taken_back_on_its_page(office, client):
    case = assigned(office)
    wrong = put_in(office, case, "evidence", "evidence")
    handling.add_supplement_point(case, by=office.clerk, on=date(2022, 9, 6), item="哪一期", guidance="写明")
    client.force_login(office.clerk)
    address = reverse("cases:act", args=[case.pk, "file_taken_back"])
    assert f"{address}?file={wrong.pk}" in client.get(reverse("cases:case", args=[case.pk])).content.decode()
    sent = {"file": wrong.pk, "reason": "放错了", "on": "2022-09-06", "seen": case.acts.count()}
    assert client.post(address, sent).status_code == 302
    shown = client.get(reverse("cases:case", args=[case.pk])).content.decode()
    assert "<s>evidence.txt</s> 已撤下" in shown and f"?file={wrong.pk}" not in shown
    assert client.get(reverse("cases:file", args=[case.pk, wrong.pk])).status_code == 403


def test_a_reply_made_again_gives_its_files_when_it_leaves(office):
    case = assigned(office)
    replied(office, case, TUESDAY, "petition")
    reopen(case, by=office.clerk, on=date(2022, 9, 8), due=date(2022, 9, 20), reason="原答复有误")
    fixed = put_in(office, case)
    again = decided(office, case, date(2022, 9, 9), attachments=ATTACHED)
    assert given_out(case) == []  # signed, and not sent
    letters.send(case, again, by=office.clerk, on=date(2022, 9, 9), method="online")
    assert given_out(case) == [fixed]
