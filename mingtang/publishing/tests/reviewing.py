"""Short words for the tests of the review: a piece on its way from desk to desk."""

from __future__ import annotations

from typing import Any

from mingtang.organs.models import Staff
from mingtang.publishing import actions
from mingtang.publishing.models import Article, Column, Document, Piece
from mingtang.publishing.tests.conftest import DAY
from mingtang.publishing.version import digest

People = dict[str, Staff]
TEXT = [("text", "<p>五个环节并成一个。</p>")]


def fresh(piece: Piece) -> Any:
    """The piece as it is in the database now."""
    return Piece.objects.get(pk=piece.pk).specific


def seen(piece: Piece) -> str:
    """The digest of its newest version."""
    return digest(fresh(piece).get_latest_revision_as_object())


def article(column: Column, by: Staff, title: str = "樊江区推行并联审批", **more: Any) -> Piece:
    """A first draft."""
    return actions.begin(column, Article(title=title, body=TEXT, **more), by=by, on=DAY)


def document(by: Staff, title: str = "关于调整窗口服务时间的通知", **more: Any) -> Any:
    """A first draft of a document in a numbered column of policy documents."""
    column = Column.objects.filter(kind="documents", numbered=True).order_by("path")[0]
    draft = Document(title=title, body=TEXT, number="楚审发〔2022〕3号", **more)
    return actions.begin(column, draft, by=by, on=DAY)


def submitted(piece: Piece, by: Staff) -> Piece:
    """At the desk of the leader in charge. What the machine blocks goes up with an explanation."""
    actions.submit(piece, by=by, on=DAY, secrecy="不涉密，可以公开", explanation="无误")
    return piece


def passed(piece: Piece, by: Staff, leader: Staff) -> Piece:
    """At the desk of the head."""
    submitted(piece, by)
    actions.pass_up(piece, by=leader, on=DAY, opinion="同意", seen=seen(piece))
    return piece


def approved(piece: Piece, by: Staff, leader: Staff, head: Staff, **more: Any) -> Piece:
    """On show, or waiting for its time."""
    passed(piece, by, leader)
    actions.approve(piece, by=head, on=DAY, opinion="", seen=seen(piece), override="无误", **more)
    return piece


def kinds(piece: Piece) -> list[str]:
    """What happened, in order."""
    return [act.kind for act in piece.acts.order_by("pk")]
