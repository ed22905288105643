"""The pages of the review: what each person sees and may press, and that nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingtang.organs.models import Organ, Staff
from mingtang.publishing import actions
from mingtang.publishing.models import Article, Column, Piece
from mingtang.publishing.tests.conftest import DAY
from mingtang.publishing.version import digest

People = dict[str, Staff]


@pytest.fixture
def piece(news: Column, staff: People) -> Piece:
    article = Article(
        title="樊江区推行并联审批", body=[("text", "<p>五个环节并成一个。</p><p>七月一日起施行。</p>")]
    )
    return actions.begin(news, article, by=staff["周涛"], on=DAY)


def fresh(piece: Piece) -> Piece:
    return Piece.objects.get(pk=piece.pk).specific


def seen(piece: Piece) -> str:
    return digest(fresh(piece).get_latest_revision_as_object())


def at(person: Staff) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(person: Staff, piece: Piece) -> str:
    answer = at(person).get(reverse("review:piece", args=[piece.pk]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def does(person: Staff, piece: Piece, act: str, **given: Any) -> Any:
    return at(person).post(reverse("review:act", args=[piece.pk, act]), given)


def submitted(piece: Piece, staff: People) -> None:
    assert does(staff["周涛"], piece, "submit", secrecy="open").status_code == 302
    assert fresh(piece).stage == "review"


def passed(piece: Piece, staff: People) -> None:
    submitted(piece, staff)
    assert does(staff["刘敏"], piece, "pass_up", opinion="可以发", seen=seen(piece)).status_code == 302


def test_a_piece_goes_through_all_desks_by_the_pages(piece: Piece, staff: People) -> None:
    assert "送审" in page(staff["周涛"], piece)
    passed(piece, staff)
    shown = page(staff["陈国栋"], piece)
    assert "五个环节并成一个" in shown and "批准…" in shown and "不涉密，可以公开" in shown
    first = does(staff["陈国栋"], piece, "approve", opinion="同意", seen=seen(piece))
    assert first.status_code == 200 and "确认以后立即生效" in first.content.decode()
    assert not fresh(piece).live
    given = {"opinion": "同意", "seen": seen(piece), "confirmed": "1"}
    assert does(staff["陈国栋"], piece, "approve", **given).status_code == 302
    assert fresh(piece).live
    assert does(staff["刘敏"], piece, "withdraw", reason="数字有误", confirmed="1").status_code == 302
    assert fresh(piece).stage == "withdrawn"
    assert "数字有误" in page(staff["方圆"], piece)


def test_each_view_of_the_list_holds_what_its_name_says(piece: Piece, staff: People) -> None:
    submitted(piece, staff)

    def listed(who: str, view: str) -> bool:
        answer = at(staff[who]).get(reverse("review:pieces"), {"v": view})
        assert answer.status_code == 200
        return f'href="{reverse("review:piece", args=[piece.pk])}"' in answer.content.decode()

    assert listed("刘敏", "mine") and not listed("陈国栋", "mine") and listed("陈国栋", "others")
    assert listed("周涛", "drafted") and not listed("许蕾", "drafted")
    assert not listed("方圆", "live") and listed("方圆", "all")
    actions.put_in_charge(staff["周涛"].section, staff["何远"], by=staff["王静文"], on=DAY)  # type: ignore[arg-type]
    assert listed("何远", "mine") and not listed("刘敏", "mine")


def test_the_list_is_searched_and_narrowed(piece: Piece, staff: People, news: Column) -> None:
    def found(**asked: str) -> bool:
        answer = at(staff["方圆"]).get(reverse("review:pieces"), {"v": "all", **asked})
        assert answer.status_code == 200
        return "樊江区推行并联审批" in answer.content.decode()

    assert found(q="并联") and not found(q="串联")
    assert found(column=str(news.pk)) and not found(column=str(Column.objects.get(slug="ld").pk))
    assert found(stage="draft") and not found(stage="published")
    assert not found(since="2022-01-01") and found(since="2022-13-77", column="9" * 30, q="并联\0")


def test_what_was_typed_stays_when_an_act_is_refused(piece: Piece, staff: People) -> None:
    submitted(piece, staff)
    old = seen(piece)
    actions.recall(piece, by=staff["周涛"], on=DAY, reason="补一段")
    actions.revise(piece, {"title": "樊江区推行并联审批改革"}, by=staff["周涛"], on=DAY)
    actions.submit(piece, by=staff["周涛"], on=DAY, secrecy="不涉密")
    answer = does(staff["刘敏"], piece, "pass_up", opinion="同意，注意标点", seen=old)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "您看过之后稿件又改过" in text and "同意，注意标点" in text
    answer = does(staff["刘敏"], piece, "send_back", opinion="", seen=seen(piece))
    assert answer.status_code == 422 and "写明退回的原因" in answer.content.decode()


def test_the_wrong_person_is_told_whose_act_it_is(piece: Piece, staff: People) -> None:
    submitted(piece, staff)
    answer = does(staff["许蕾"], piece, "recall", reason="不对")
    assert answer.status_code == 403 and "由别的科室负责" in answer.content.decode()
    answer = does(staff["陈国栋"], piece, "pass_up", opinion="", seen=seen(piece))
    assert answer.status_code == 403 and "分管领导" in answer.content.decode()
    assert at(staff["郑凯"]).get(reverse("review:pieces")).status_code == 403
    assert Client().get(reverse("review:piece", args=[piece.pk])).status_code == 302


def test_people_of_another_organ_stay_outside(piece: Piece, staff: People) -> None:
    other = Organ.objects.create(name="楚江市数据局", short_name="楚数")
    stranger = Staff.objects.create(username="s1", name="江远", role="leader", organ=other)
    for name in ("review:piece", "review:form", "review:form_pdf"):
        assert at(stranger).get(reverse(name, args=[piece.pk])).status_code == 403
    assert does(stranger, piece, "approve", seen=seen(piece)).status_code == 403


def test_changes_to_what_is_on_show_are_marked(piece: Piece, staff: People) -> None:
    passed(piece, staff)
    actions.approve(piece, by=staff["陈国栋"], on=DAY, opinion="", seen=seen(piece))
    body = [("text", "<p>六个环节并成一个。</p><p>七月一日起施行。</p><script>x()</script>")]
    actions.revise(piece, {"body": body}, by=staff["周涛"], on=DAY)
    text = page(staff["刘敏"], piece)
    assert "<del>五</del><ins>六</ins>" in text.replace("\n", "") and "<script>x()" not in text
    side = at(staff["刘敏"]).get(reverse("review:piece", args=[piece.pk]), {"c": "side"}).content.decode()
    assert "<del>五</del>" in side and 'scope="col">线上' in side


def test_the_form_of_the_review_says_who_signed_what(piece: Piece, staff: People) -> None:
    passed(piece, staff)
    text = at(staff["方圆"]).get(reverse("review:form", args=[piece.pk])).content.decode()
    assert "信息发布审核登记表" in text and "刘敏" in text and "可以发" in text and "未签" in text
    answer = at(staff["方圆"]).get(reverse("review:form_pdf", args=[piece.pk]))
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")


def test_the_clerk_and_the_leader_arrange_who_stands_in(piece: Piece, staff: People) -> None:
    address = reverse("review:arrangements")
    given = {
        "of": staff["陈国栋"].pk,
        "to": staff["刘敏"].pk,
        "since": "2030-03-01",
        "until": "2030-03-09",
        "reason": "出差",
    }
    answer = at(staff["王静文"]).post(address, given)
    assert answer.status_code == 302
    text = at(staff["方圆"]).get(address).content.decode()
    assert "出差" in text and "安排代审</button>" not in text
    again = at(staff["王静文"]).post(address, given)
    assert again.status_code == 422 and "已有代审" in again.content.decode()
    assert at(staff["周涛"]).post(address, given).status_code == 422
    charge = {"section": staff["周涛"].section_id, "leader": staff["何远"].pk}
    assert at(staff["刘敏"]).post(reverse("review:charge"), charge).status_code == 403
    assert at(staff["王静文"]).post(reverse("review:charge"), charge).status_code == 302
    assert "何远" in at(staff["方圆"]).get(address).content.decode()


def test_a_changed_version_says_that_its_review_is_void_and_what_is_on_show(
    piece: Piece, staff: People
) -> None:
    passed(piece, staff)
    fresh(piece).save_revision(user=staff["周涛"])
    assert "已经作废" not in page(staff["周涛"], piece)  # the same words again change nothing
    draft = fresh(piece).get_latest_revision_as_object()
    draft.title = "樊江区推行并联审批改革"
    draft.save_revision(user=staff["周涛"])
    shown = page(staff["周涛"], piece)
    assert "内容改过，原来的审核已经作废，须重新送审。" in shown
    assert 'class="done"' not in shown.split('class="steps"')[1].split("</ol>")[0]

    passed(piece, staff)
    given = {"opinion": "同意", "seen": seen(piece), "confirmed": "1"}
    assert does(staff["陈国栋"], piece, "approve", **given).status_code == 302
    assert "线上仍是审过的旧版" not in page(staff["周涛"], piece)
    actions.revise(fresh(piece), {"title": "樊江区全面推行并联审批"}, by=staff["周涛"], on=DAY)
    assert "线上仍是审过的旧版，这一版批准以后才换上。" in page(staff["周涛"], piece)
