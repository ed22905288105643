"""Who may do what: every act by every post, three different people, standing in, what voids an approval."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from mingtang.organs.models import Organ, Role, Staff
from mingtang.organs.refusal import Refused
from mingtang.publishing import actions, rules
from mingtang.publishing.models import Attachment, Column, Copy, Delegation, File, Piece
from mingtang.publishing.tests.conftest import DAY
from mingtang.publishing.tests.reviewing import (
    TEXT,
    People,
    approved,
    article,
    document,
    fresh,
    kinds,
    passed,
    seen,
    submitted,
)
from mingtang.wechat.models import Account, Publication, State

AFTER = datetime(2022, 3, 1, 10, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def piece(news: Column, staff: People) -> Piece:
    return article(news, staff["周涛"])


@pytest.fixture
def everybody(staff: People) -> People:
    """The people of the bureau, one of another section, leaders of another organ, somebody who has left, nobody."""
    other = Organ.objects.create(name="楚江市数据局", short_name="楚数")
    for role in (Role.CLERK, Role.VICE_LEADER, Role.LEADER):
        name = f"外{role}"
        staff[name] = Staff.objects.create(username=name, name=name, role=role, organ=other)
    staff["离任"] = Staff.objects.create(
        username="gone", name="离任", role=Role.LEADER, organ=staff["刘敏"].organ, is_active=False
    )
    return staff


# Who may do each act where the piece allows it. 何远 is not in charge of the section, 刘敏 is.
MAY = {
    "submit": {"王静文", "周涛"},
    "recall": {"王静文", "周涛"},
    "pass_up": {"刘敏"},
    "approve": {"陈国栋"},
    "send_back": {"刘敏"},
    "publish_urgently": {"刘敏", "陈国栋"},
    "review_after": {"陈国栋"},
    "ask_removal": {"王静文", "周涛"},
    "refuse_removal": {"刘敏", "陈国栋"},
    "withdraw": {"刘敏", "陈国栋"},
    "plan_removal": {"刘敏", "陈国栋"},
    "unplan_removal": {"刘敏", "陈国栋"},
    "restore": {"陈国栋"},
    "move": {"王静文"},
    "send_copy": {"王静文", "周涛", "刘敏", "陈国栋"},
    "retry_copy": {"王静文", "周涛", "刘敏", "陈国栋"},
    "drop_copy": {"王静文", "周涛", "刘敏", "陈国栋"},
    "replace_copy": {"王静文", "周涛", "刘敏", "陈国栋"},
    "withdraw_copy": {"刘敏", "陈国栋"},
    "repeal": {"刘敏", "陈国栋"},
}


def ready_for(act: str, piece: Piece, staff: People) -> Piece:
    """The piece where this act can be done."""
    author, leader, head = staff["周涛"], staff["刘敏"], staff["陈国栋"]
    if act in ("recall", "pass_up", "send_back", "publish_urgently"):
        return submitted(piece, author)
    if act == "approve":
        return passed(piece, author, leader)
    if act == "review_after":
        submitted(piece, author)
        actions.publish_urgently(
            piece, by=leader, on=DAY, now=AFTER, reason="停电", basis="预案", seen=seen(piece)
        )
    elif act == "repeal":
        piece = document(staff["王静文"], no_interpretation="内部安排")
        Column.objects.filter(pk=piece.column.pk).update(section=author.section)
        approved(piece, staff["王静文"], leader, head)
    elif act.endswith("_copy"):
        on_wechat(act, piece, staff)
    elif act != "submit" and act != "move":
        approved(piece, author, leader, head)
    if act == "refuse_removal":
        actions.ask_removal(piece, by=author, on=DAY, reason="过时")
    if act == "unplan_removal":
        actions.plan_removal(piece, by=leader, on=DAY, at=timezone.now() + timedelta(days=1), reason="到期")
    if act == "restore":
        actions.withdraw(piece, by=leader, on=DAY, reason="数字有误")
    return piece


def on_wechat(act: str, piece: Piece, staff: People) -> None:
    """The piece on the site, and on WeChat as far as the act asks; nothing is sent there."""
    actions.revise(piece, {"to_wechat": True}, by=staff["周涛"], on=DAY)
    approved(piece, staff["周涛"], staff["刘敏"], staff["陈国栋"])
    if act in ("send_copy", "drop_copy"):
        return
    account = Account.objects.create(
        organ=staff["周涛"].organ, key="main", name="楚江审批", appid="wx" + "0" * 16
    )
    states = {"retry_copy": State.FAILED}
    sent = Publication.objects.create(
        account=account,
        key="x",
        title=piece.title,
        html="",
        article_id="a",
        state=states.get(act, State.PUBLISHED),
    )
    Copy.objects.create(piece_id=piece.pk, publication=sent, digest="older")


@pytest.mark.parametrize("act", rules.RULES)
def test_every_act_is_done_by_its_posts_and_by_nobody_else(act: str, piece: Piece, everybody: People) -> None:
    author = everybody["周涛"]
    assert author.section is not None
    actions.put_in_charge(author.section, everybody["刘敏"], by=everybody["王静文"], on=DAY)
    now = fresh(ready_for(act, piece, everybody))
    may = {name for name, person in everybody.items() if not rules.refusal(act, now, person, DAY)}
    assert may == MAY[act]
    assert rules.refusal(act, now, None, DAY)  # type: ignore[arg-type]


def test_the_matrix_names_every_act() -> None:
    assert set(MAY) == set(rules.RULES)


def test_an_act_that_is_not_due_is_refused_to_everybody(piece: Piece, staff: People) -> None:
    idle = [act for act in rules.RULES if act not in ("submit", "move")]
    for act, person in product(idle, staff.values()):
        assert rules.refusal(act, fresh(piece), person, DAY), (act, person)


def test_the_acts_ask_the_same_table(piece: Piece, staff: People) -> None:
    submitted(piece, staff["周涛"])
    mark = seen(piece)
    tries: list[Any] = [
        lambda by: actions.pass_up(piece, by=by, on=DAY, opinion="", seen=mark),
        lambda by: actions.approve(piece, by=by, on=DAY, opinion="", seen=mark),
        lambda by: actions.withdraw(piece, by=by, on=DAY, reason="x"),
        lambda by: actions.restore(piece, by=by, on=DAY, reason="x"),
        lambda by: actions.publish_urgently(
            piece, by=by, on=DAY, now=AFTER, reason="x", basis="x", seen=mark
        ),
        lambda by: actions.send_back(piece, by=by, on=DAY, opinion="x", seen=mark),
    ]
    for attempt, name in product(tries, ("周涛", "许蕾", "王静文", "方圆", "郑凯")):
        with pytest.raises(Refused):
            attempt(staff[name])
    assert fresh(piece).stage == "review" and not fresh(piece).live


def test_three_different_people_also_when_one_stands_in(piece: Piece, staff: People) -> None:
    actions.delegate(
        staff["陈国栋"], staff["刘敏"], by=staff["陈国栋"], on=DAY, since=DAY, until=DAY, reason="出差"
    )
    passed(piece, staff["周涛"], staff["刘敏"])
    with pytest.raises(Refused, match="同一个人"):
        actions.approve(piece, by=staff["刘敏"], on=DAY, opinion="", seen=seen(piece))
    actions.approve(piece, by=staff["陈国栋"], on=DAY, opinion="", seen=seen(piece))
    assert fresh(piece).live


def test_the_one_who_stands_in_is_written_down_with_the_other(piece: Piece, staff: People) -> None:
    passed(piece, staff["周涛"], staff["何远"])
    actions.delegate(
        staff["陈国栋"], staff["刘敏"], by=staff["王静文"], on=DAY, since=DAY, until=DAY, reason="出差"
    )
    act = actions.approve(piece, by=staff["刘敏"], on=DAY, opinion="", seen=seen(piece))
    assert (act.by, act.instead_of) == (staff["刘敏"], staff["陈国栋"])


def test_nobody_signs_for_one_who_has_signed_through_another(piece: Piece, staff: People) -> None:
    """何远 passes in place of 刘敏: then 刘敏, who has the head's desk for the day, has signed already."""
    assert staff["周涛"].section is not None
    actions.put_in_charge(staff["周涛"].section, staff["刘敏"], by=staff["王静文"], on=DAY)
    for of, to in (("刘敏", "何远"), ("陈国栋", "刘敏")):
        actions.delegate(
            staff[of], staff[to], by=staff["王静文"], on=DAY, since=DAY, until=DAY, reason="出差"
        )
    passed(piece, staff["周涛"], staff["何远"])
    with pytest.raises(Refused, match="同一个人"):
        actions.approve(piece, by=staff["刘敏"], on=DAY, opinion="", seen=seen(piece))


def test_who_wrote_changed_or_sent_up_a_version_does_not_review_it(piece: Piece, staff: People) -> None:
    actions.revise(piece, {"title": "樊江区并联审批"}, by=staff["王静文"], on=DAY)
    submitted(piece, staff["王静文"])
    Staff.objects.filter(pk=staff["周涛"].pk).update(role=Role.VICE_LEADER)
    Staff.objects.filter(pk=staff["王静文"].pk).update(role=Role.VICE_LEADER)
    for name in ("周涛", "王静文"):
        staff[name].refresh_from_db()
        with pytest.raises(Refused, match="不能审自己的稿件"):
            actions.pass_up(piece, by=staff[name], on=DAY, opinion="", seen=seen(piece))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"to": "陈国栋"}, "不能是本人"),
        ({"to": "周涛"}, "另一位领导"),
        ({"by": "周涛"}, "本人安排"),
        ({"by": "刘敏"}, "本人安排"),
        ({"until": DAY - timedelta(days=2)}, "早于"),
        ({"since": DAY - timedelta(days=9), "until": DAY - timedelta(days=2)}, "已经过去"),
        ({"reason": " "}, "事由"),
    ],
)
def test_a_delegation_says_what_is_wrong_with_it(
    change: dict[str, Any], sentence: str, staff: People
) -> None:
    given = {"by": "陈国栋", "to": "刘敏", "since": DAY, "until": DAY, "reason": "出差", **change}
    with pytest.raises(Refused, match=sentence):
        actions.delegate(
            staff["陈国栋"], staff[given["to"]], by=staff[given["by"]], on=DAY,
            since=given["since"], until=given["until"], reason=given["reason"],
        )  # fmt: skip


def test_a_delegation_holds_on_its_days_and_until_it_is_ended(piece: Piece, staff: People) -> None:
    made = actions.delegate(
        staff["陈国栋"],
        staff["何远"],
        by=staff["陈国栋"],
        on=DAY,
        since=DAY,
        until=DAY + timedelta(days=5),
        reason="出差",
    )
    passed(piece, staff["周涛"], staff["刘敏"])
    assert not rules.refusal("approve", fresh(piece), staff["何远"], DAY)
    assert rules.refusal("approve", fresh(piece), staff["何远"], DAY - timedelta(days=1))
    assert rules.refusal("approve", fresh(piece), staff["何远"], DAY + timedelta(days=6))
    with pytest.raises(Refused, match="已有代审"):
        actions.delegate(
            staff["陈国栋"], staff["刘敏"], by=staff["陈国栋"], on=DAY, since=DAY, until=DAY, reason="开会"
        )
    with pytest.raises(Refused, match="本人结束"):
        actions.end_delegation(made, by=staff["何远"], on=DAY)
    actions.end_delegation(made, by=staff["陈国栋"], on=DAY)
    assert rules.refusal("approve", fresh(piece), staff["何远"], DAY)
    with pytest.raises(Refused, match="已经结束"):
        actions.end_delegation(Delegation.objects.get(), by=staff["陈国栋"], on=DAY)


def test_an_edit_voids_what_was_approved_and_waits_for_its_time(piece: Piece, staff: People) -> None:
    at = timezone.now() + timedelta(hours=1)
    approved(piece, staff["周涛"], staff["刘敏"], staff["陈国栋"], at=at)
    assert fresh(piece).stage == "scheduled" and not fresh(piece).live
    actions.revise(piece, {"title": "改过的标题"}, by=staff["周涛"], on=DAY)
    assert fresh(piece).stage == "draft" and kinds(piece)[-1] == "voided"
    assert actions.publish_due(now=at + timedelta(minutes=1), on=DAY) == 0
    assert not fresh(piece).live


def test_saving_the_same_words_again_voids_nothing(piece: Piece, staff: People) -> None:
    at = timezone.now() + timedelta(hours=1)
    approved(piece, staff["周涛"], staff["刘敏"], staff["陈国栋"], at=at)
    fresh(piece).get_latest_revision_as_object().save_revision(user=staff["周涛"])
    assert fresh(piece).stage == "scheduled"


def test_another_file_behind_the_same_attachment_is_another_version(piece: Piece, staff: People) -> None:
    file = File(title="清单")
    file.file.save("list.txt", ContentFile(b"one"))
    file._set_document_file_metadata()
    file.save()
    draft = fresh(piece).get_latest_revision_as_object()
    draft.attachments.add(Attachment(title="改革事项清单", file=file))
    draft.save_revision(user=staff["周涛"])
    before = seen(piece)
    at = timezone.now() + timedelta(hours=1)
    approved(piece, staff["周涛"], staff["刘敏"], staff["陈国栋"], at=at)
    File.objects.filter(pk=file.pk).update(file_hash="0" * 40)
    assert seen(piece) != before
    assert actions.publish_due(now=at + timedelta(minutes=1), on=DAY) == 0
    assert fresh(piece).stage == "draft" and "又改过" in piece.acts.order_by("pk").last().opinion  # type: ignore[union-attr]


def test_a_version_that_is_under_review_is_not_changed(piece: Piece, staff: People) -> None:
    submitted(piece, staff["周涛"])
    with pytest.raises(Refused, match="先撤回送审"):
        actions.revise(piece, {"title": "改"}, by=staff["周涛"], on=DAY)
    actions.recall(piece, by=staff["周涛"], on=DAY, reason="补一段")
    actions.revise(piece, {"title": "改"}, by=staff["周涛"], on=DAY)
    assert fresh(piece).stage == "draft"


def test_a_changed_piece_stays_on_show_as_it_was_until_it_is_approved_again(
    piece: Piece, staff: People
) -> None:
    approved(piece, staff["周涛"], staff["刘敏"], staff["陈国栋"])
    number = fresh(piece).live_digest
    actions.revise(piece, {"title": "新标题"}, by=staff["周涛"], on=DAY)
    now = fresh(piece)
    assert (
        now.live and now.title == "樊江区推行并联审批" and now.stage == "draft" and now.live_digest == number
    )
    approved(piece, staff["周涛"], staff["刘敏"], staff["陈国栋"])
    assert fresh(piece).title == "新标题" and fresh(piece).live_digest != number


def test_the_index_number_is_given_once(news: Column, staff: People) -> None:
    paper = document(staff["王静文"], no_interpretation="内部安排")
    approved(paper, staff["王静文"], staff["刘敏"], staff["陈国栋"])
    number = fresh(paper).index_number
    assert number
    actions.revise(paper, {"body": [*TEXT, ("text", "<p>再补一段。</p>")]}, by=staff["王静文"], on=DAY)
    approved(paper, staff["王静文"], staff["刘敏"], staff["陈国栋"])
    assert fresh(paper).index_number == number


def test_every_step_says_who_when_what_and_about_which_version(piece: Piece, staff: People) -> None:
    approved(piece, staff["周涛"], staff["刘敏"], staff["陈国栋"])
    acts = [act for act in piece.acts.order_by("pk") if act.kind != "overridden"]
    assert [(act.kind, act.by) for act in acts] == [
        ("submitted", staff["周涛"]),
        ("passed", staff["刘敏"]),
        ("approved", staff["陈国栋"]),
        ("published", staff["陈国栋"]),
    ]
    assert {act.digest for act in acts} == {fresh(piece).live_digest} and all(
        act.at and act.on for act in acts
    )
