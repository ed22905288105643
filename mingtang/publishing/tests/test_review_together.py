"""Two people at the same moment, on either database: an act happens once, and one of two that exclude each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections
from django.utils import timezone

from mingtang.organs.models import Organ, Role, Section, Staff
from mingtang.organs.refusal import Refused
from mingtang.publishing import actions
from mingtang.publishing.models import Column, Piece
from mingtang.publishing.tests.conftest import DAY
from mingtang.publishing.tests.reviewing import approved, article, fresh, kinds, passed, seen

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 4


@pytest.fixture
def people() -> dict[str, Staff]:
    organ = Organ.objects.create(name="楚江市行政审批局", short_name="楚审", is_home=True)
    section = Section.objects.create(organ=organ, name="政务服务管理科")
    posts = (("周涛", Role.SECTION_STAFF), ("刘敏", Role.VICE_LEADER), ("陈国栋", Role.LEADER))
    found = {
        name: Staff.objects.create(
            username=f"t{i}", name=name, role=role, organ=organ, section=section if i == 0 else None
        )
        for i, (name, role) in enumerate(posts)
    }
    actions.lay_out(organ, by=None, on=DAY)
    return found


@pytest.fixture
def piece(people: dict[str, Staff]) -> Iterator[Piece]:
    yield article(Column.objects.get(slug="xqdt"), people["周涛"])


def at_once(*works: Callable[[], Any]) -> list[str]:
    """Do all of them in threads that start together; '' for done, else the sentence of the refusal."""
    barrier = Barrier(len(works))

    def run(work: Callable[[], Any]) -> str:
        barrier.wait()
        try:
            work()
        except (Refused, PermissionDenied) as refused:
            return str(refused)
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def approve(piece: Piece, people: dict[str, Staff], mark: str) -> Callable[[], Any]:
    return lambda: actions.approve(piece, by=people["陈国栋"], on=DAY, opinion="", seen=mark, override="无误")


def test_approving_twice_publishes_once(piece: Piece, people: dict[str, Staff]) -> None:
    passed(piece, people["周涛"], people["刘敏"])
    said = at_once(*[approve(piece, people, seen(piece))] * TIMES)
    assert said.count("") == 1 and fresh(piece).live
    assert kinds(piece).count("published") == 1 and kinds(piece).count("approved") == 1


def test_of_approval_and_recall_one_happens(piece: Piece, people: dict[str, Staff]) -> None:
    passed(piece, people["周涛"], people["刘敏"])
    mark = seen(piece)
    said = at_once(
        approve(piece, people, mark),
        lambda: actions.recall(piece, by=people["周涛"], on=DAY, reason="改一处"),
    )
    assert said.count("") == 1
    assert fresh(piece).live is ("recalled" not in kinds(piece))
    assert fresh(piece).stage == ("published" if fresh(piece).live else "draft")


def test_a_change_and_an_approval_never_publish_what_nobody_read(
    piece: Piece, people: dict[str, Staff]
) -> None:
    passed(piece, people["周涛"], people["刘敏"])
    mark = seen(piece)

    def edit() -> None:
        fresh(piece).get_latest_revision_as_object()
        draft = fresh(piece).get_latest_revision_as_object()
        draft.title = "没有人审过的标题"
        draft.save_revision(user=people["周涛"])

    at_once(approve(piece, people, mark), edit)
    now = fresh(piece)
    assert now.title == "樊江区推行并联审批" and now.live_digest in ("", mark)
    assert now.stage in ("draft", "published")  # the change came after the approval, or was turned away


def test_publishing_by_the_clock_and_taking_down_leave_one_state(
    piece: Piece, people: dict[str, Staff]
) -> None:
    at = timezone.now() + timedelta(hours=1)
    approved(piece, people["周涛"], people["刘敏"], people["陈国栋"], at=at)
    later = at + timedelta(minutes=1)
    at_once(
        lambda: actions.publish_due(now=later, on=DAY),
        lambda: actions.publish_due(now=later, on=DAY),
        lambda: actions.withdraw(piece, by=people["刘敏"], on=DAY, reason="数字有误"),
    )
    now = fresh(piece)
    assert kinds(piece).count("published") == 1
    assert (now.live, now.stage) == (
        (False, "withdrawn") if "withdrawn" in kinds(piece) else (True, "published")
    )


def test_withdrawing_twice_is_written_down_once(piece: Piece, people: dict[str, Staff]) -> None:
    approved(piece, people["周涛"], people["刘敏"], people["陈国栋"])
    work = lambda: actions.withdraw(piece, by=people["刘敏"], on=DAY, reason="数字有误")  # noqa: E731
    said = at_once(*[work] * TIMES)
    assert said.count("") == 1 and kinds(piece).count("withdrawn") == 1


def test_the_database_keeps_the_acts_as_they_are(piece: Piece, people: dict[str, Staff]) -> None:
    passed(piece, people["周涛"], people["刘敏"])
    with pytest.raises(Exception, match="只能追加"), connection.cursor() as cursor:
        cursor.execute("UPDATE publishing_reviewact SET opinion = 'x'")
