"""The review by three people, from the first draft to the page that everyone reads."""

import pytest
from django.test import Client

from mingtang.organs.models import Staff
from mingtang.organs.refusal import Refused
from mingtang.publishing import actions
from mingtang.publishing.models import Article, Column, Piece
from mingtang.publishing.tests.conftest import DAY
from mingtang.publishing.version import digest

People = dict[str, Staff]


@pytest.fixture
def piece(news: Column, staff: People) -> Piece:
    article = Article(title="樊江区推行并联审批", body=[("text", "<p>五个环节并成一个。</p>")])
    return actions.begin(news, article, by=staff["周涛"], on=DAY)


def fresh(piece: Piece) -> Piece:
    return Piece.objects.get(pk=piece.pk).specific


def seen(piece: Piece) -> str:
    return digest(fresh(piece).get_latest_revision_as_object())


def test_three_people_bring_a_draft_to_the_site(piece: Piece, staff: People) -> None:
    actions.submit(piece, by=staff["周涛"], on=DAY, secrecy="不涉密，可以公开")
    with pytest.raises(Refused, match="待分管领导审核"):
        actions.approve(piece, by=staff["陈国栋"], on=DAY, opinion="", seen=seen(piece))
    actions.pass_up(piece, by=staff["刘敏"], on=DAY, opinion="", seen=seen(piece))
    actions.approve(piece, by=staff["陈国栋"], on=DAY, opinion="", seen=seen(piece))
    now = fresh(piece)
    assert now.live and now.stage == "published" and now.current_workflow_state is None
    assert [act.kind for act in now.acts.all()] == ["submitted", "passed", "approved", "published"]
    answer = Client().get(now.url)
    assert answer.status_code == 200 and "五个环节" in answer.content.decode()
    actions.withdraw(piece, by=staff["刘敏"], on=DAY, reason="数字有误")
    assert Client().get(now.url).status_code in (404, 410)


def test_nobody_reviews_what_they_wrote_or_what_changed_meanwhile(piece: Piece, staff: People) -> None:
    before = seen(piece)
    actions.revise(piece, {"title": "樊江区推行并联审批改革"}, by=staff["周涛"], on=DAY)
    actions.submit(piece, by=staff["周涛"], on=DAY, secrecy="不涉密")
    with pytest.raises(Refused, match="改过"):
        actions.pass_up(piece, by=staff["刘敏"], on=DAY, opinion="", seen=before)
    with pytest.raises(Refused, match="由别的科室负责"):
        actions.recall(piece, by=staff["许蕾"], on=DAY, reason="不对")
    with pytest.raises(Refused, match="分管领导"):
        actions.pass_up(piece, by=staff["周涛"], on=DAY, opinion="", seen=seen(piece))


def test_reading_a_version_does_not_change_its_digest(news: Column, staff: People) -> None:
    rows = {"data": [["事项", "数量"], ["立项", "3"]]}
    article = Article(title="三月办件", body=[("text", "<p>见表。</p>"), ("table", rows)])
    piece = actions.begin(news, article, by=staff["周涛"], on=DAY)
    version = fresh(piece).get_latest_revision_as_object()
    before = digest(version)
    assert [str(block) for block in version.body]
    assert digest(version) == before == seen(piece)
