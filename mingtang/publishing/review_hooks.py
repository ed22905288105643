"""绕不过去的地方：不论从编辑器、命令行还是别的代码来，上线、下线、移动、推进审核都只在本室的行为里发生。

The permissions in ``guard`` keep the editor's buttons away; these receivers stop whatever comes another way. They ask
``acting.is_acting`` and answer with ``PermissionDenied``, before anything is written.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models.signals import pre_delete, pre_save
from wagtail.models import PageViewRestriction, ReferenceIndex, Revision, TaskState, WorkflowState
from wagtail.signals import pre_page_move

from mingtang.organs.act_words import register_act_words
from mingtang.publishing import workbench
from mingtang.publishing.acting import is_acting
from mingtang.publishing.actions.drafting import follow_version
from mingtang.publishing.models import Article, Consultation, Document, File, Home, Picture, Piece
from mingtang.publishing.signals import version_saved
from mingtang.publishing.version import media_of
from mingtang.web import workbench as desk

PIECES = (Piece, Article, Document, Consultation)
HERE = "发布、撤下、移动在“稿件三审”里办理，编辑器里不能直接做。"
MOVED_HERE = "审核在“稿件三审”里办理，编辑器里不能推进或者取消。"
SHOWN = "这个文件在已发布或者审核中的稿件里用着，不能替换：另传一个新文件，改稿送审。"


def connect() -> None:
    """Begin to watch, and take the review to the workbench. Called once, when the program starts."""
    from mingtang.publishing import jobs  # noqa: F401 - jobs register themselves

    _to_the_workbench()
    _watch()


def _to_the_workbench() -> None:
    register_act_words(workbench.ACT_WORDS)
    desk.register_nav(workbench.nav())
    desk.register_tasks(workbench.tasks, workbench.pressing)
    desk.register_blockers(workbench.blockers)
    desk.register_notes(workbench.notes)
    desk.register_done(workbench.done)
    desk.register_search(workbench.search)


def _watch() -> None:
    version_saved.connect(_version, dispatch_uid="publishing.version")
    for model in PIECES:
        pre_save.connect(keep_live, sender=model, dispatch_uid=f"publishing.live.{model.__name__}")
        pre_delete.connect(keep_published, sender=model, dispatch_uid=f"publishing.delete.{model.__name__}")
    for model in (WorkflowState, TaskState):
        pre_save.connect(keep_workflow, sender=model, dispatch_uid=f"publishing.{model.__name__}")
    pre_save.connect(keep_unscheduled, sender=Revision, dispatch_uid="publishing.revision")
    pre_save.connect(keep_open, sender=PageViewRestriction, dispatch_uid="publishing.privacy")
    pre_page_move.connect(keep_in_place, dispatch_uid="publishing.move")
    for media in (File, Picture):
        pre_save.connect(keep_content, sender=media, dispatch_uid=f"publishing.content.{media.__name__}")


def _version(sender: Any, piece: Piece, user: Any, **_: Any) -> None:
    follow_version(piece, user)


def keep_live(sender: Any, instance: Piece, raw: bool = False, **_: Any) -> None:
    """A piece goes on and off the site by an act alone."""
    if raw or is_acting() or instance._state.adding:
        return
    before = Piece.objects.filter(pk=instance.pk).values_list("live", flat=True).first()
    if before is not None and before != instance.live:
        raise PermissionDenied(HERE)


def keep_published(sender: Any, instance: Piece, **_: Any) -> None:
    """What was ever published stays."""
    if instance.first_published_at is not None:
        raise PermissionDenied("发布过的稿件不能删除，只能撤下。")


def keep_workflow(sender: Any, instance: Any, raw: bool = False, **_: Any) -> None:
    """A review is moved by its acts alone."""
    if not raw and not is_acting():
        raise PermissionDenied(MOVED_HERE)


def keep_unscheduled(sender: Any, instance: Revision, raw: bool = False, **_: Any) -> None:
    """The editor's own schedule would publish without a review."""
    if not raw and instance.approved_go_live_at is not None:
        raise PermissionDenied(HERE)


def keep_open(sender: Any, instance: Any, raw: bool = False, **_: Any) -> None:
    """The site is public; a page is taken down, not hidden behind a password."""
    if not raw:
        raise PermissionDenied(HERE)


def keep_in_place(sender: Any, instance: Any, **_: Any) -> None:
    """Pieces move by the act that leaves a redirect; the home page does not move at all."""
    specific = instance.specific
    if isinstance(specific, Home) or (isinstance(specific, Piece) and not is_acting()):
        raise PermissionDenied(HERE)


def keep_content(sender: Any, instance: Any, raw: bool = False, **_: Any) -> None:
    """A file that readers see, or that reviewers read, is not replaced behind their backs."""
    if raw or instance._state.adding:
        return
    before = sender.objects.filter(pk=instance.pk).values_list("file", flat=True).first()
    if before and before != instance.file.name and _in_use(instance):
        raise PermissionDenied(SHOWN)


def _in_use(media: Any) -> bool:
    users = {int(each.object_id) for each in ReferenceIndex.get_references_to(media)}
    if Piece.objects.filter(pk__in=users, live=True).exists():
        return True
    waiting = Piece.objects.filter(stage__in=("review", "approval", "scheduled")).exclude(
        latest_revision=None
    )
    return any(_mentions(piece, media) for piece in waiting.select_related("latest_revision"))


def _mentions(piece: Piece, media: Any) -> bool:
    return (type(media).__name__.lower(), media.pk) in media_of(
        piece.specific.get_latest_revision_as_object()
    )
