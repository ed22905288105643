"""The editor cannot go round the review: every address that publishes, takes down, moves, deletes or steps, by every person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from mingtang.organs.models import Staff
from mingtang.publishing import actions
from mingtang.publishing.models import Article, Attachment, Column, File, Home, Piece
from mingtang.publishing.tests.conftest import DAY
from mingtang.publishing.tests.reviewing import People, approved, article, fresh, passed, seen, submitted

WHO = ("周涛", "王静文", "刘敏", "陈国栋", "郑凯", "超级")


@pytest.fixture
def piece(news: Column, staff: People, home: Home) -> Piece:
    # Somebody with every permission Django and Wagtail know, as an installation by hand may have.
    staff["超级"] = Staff.objects.create(
        username="root",
        name="超级",
        role="clerk",
        organ=staff["周涛"].organ,
        is_superuser=True,
        is_staff=True,
    )
    actions.lay_out(staff["周涛"].organ, by=None, on=DAY)  # type: ignore[arg-type]
    return article(news, staff["周涛"])


def at(person: Staff) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def state_of(piece: Piece) -> tuple[Any, ...]:
    """What must not change behind the review's back."""
    now = fresh(piece)
    running = now.current_workflow_state
    return (
        now.live, now.stage, now.path, now.live_digest, now.first_published_at, now.go_live_at, now.expire_at,
        running.status if running else None, now.current_workflow_task.pk if running else None, now.acts.count(),
        Piece.objects.count(), PageViewRestriction.objects.count(),
        now.revisions.filter(approved_go_live_at__isnull=False).count(), now.alias_of_id, now.locked,
    )  # fmt: skip


def form_of(piece: Piece) -> dict[str, Any]:
    """The fields of the edit form, with what the browser would send."""
    draft = fresh(piece).get_latest_revision_as_object()
    return {
        "title": draft.title, "slug": draft.slug, "body-count": "0", "source": "", "author": "", "editor": "",
        "origin_url": "", "summary": "", "keywords": "", "cover": "", "disclosure": "active", "medium": "",
        **{f"{part}-{name}": "0" for part in ("attachments", "comments") for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")},
        "attachments-MAX_NUM_FORMS": "1000", "comments-MAX_NUM_FORMS": "1000",
    }  # fmt: skip


def attempts(piece: Piece, elsewhere: Column) -> list[tuple[str, dict[str, Any]]]:
    """(address, fields) of everything the editor offers that would change what is on show or how far the review is."""
    pk, now = piece.pk, fresh(piece)
    edit = reverse("wagtailadmin_pages:edit", args=[pk])
    task = now.current_workflow_task_state
    found: list[tuple[str, dict[str, Any]]] = [
        (edit, {**form_of(piece), "action-publish": "1"}),
        (edit, {**form_of(piece), "action-submit": "1"}),
        (edit, {**form_of(piece), "action-restart-workflow": "1"}),
        (edit, {**form_of(piece), "action-cancel-workflow": "1"}),
        (edit, {**form_of(piece), "action-workflow-action": "1", "workflow-action-name": "approve"}),
        (reverse("wagtailadmin_pages:unpublish", args=[pk]), {}),
        (reverse("wagtailadmin_pages:move_confirm", args=[pk, elsewhere.pk]), {}),
        (reverse("wagtailadmin_pages:set_page_position", args=[pk]), {"position": "0"}),
        (reverse("wagtailadmin_pages:convert_alias", args=[pk]), {}),
        (reverse("wagtailadmin_pages:confirm_workflow_cancellation", args=[pk]), {}),
        (reverse("wagtailadmin_pages:set_privacy", args=[pk]), {"restriction_type": "login"}),
        (reverse("wagtailadmin_pages:lock", args=[pk]), {}),
        (reverse("wagtailadmin_pages:unlock", args=[pk]), {}),
        (reverse("wagtailadmin_pages:copy", args=[pk]), {"new_title": "副本", "new_slug": "copy", "new_parent_page": elsewhere.pk, "publish_copies": "on", "alias": "on"}),
        (reverse("wagtailadmin_pages:revisions_unschedule", args=[pk, now.latest_revision_id]), {}),
        *((reverse("wagtail_bulk_action", args=["wagtailcore", "page", act]) + f"?id={pk}", {"chooser": elsewhere.pk, "move_applicable": "on"}) for act in ("publish", "unpublish", "move", "delete")),
    ]  # fmt: skip
    if task:
        for act in ("approve", "reject"):
            found.append(
                (reverse("wagtailadmin_pages:workflow_action", args=[pk, act, task.pk]), {"comment": "x"})
            )
    return found


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("how_far", ["draft", "review", "approval", "published"])
def test_the_editor_moves_nothing(who: str, how_far: str, piece: Piece, staff: People) -> None:
    author, leader, head = staff["周涛"], staff["刘敏"], staff["陈国栋"]
    if how_far == "review":
        submitted(piece, author)
    elif how_far == "approval":
        passed(piece, author, leader)
    elif how_far == "published":
        approved(piece, author, leader, head)
    elsewhere = Column.objects.get(slug="gzdt")
    for address, fields in attempts(piece, elsewhere):
        if how_far == "draft" and "/delete/" in address and who in ("周涛", "王静文", "超级"):
            continue  # a draft that was never sent up may be thrown away by those who write in the column
        before = state_of(piece)
        answer = at(staff[who]).post(address, fields)
        assert same(before, state_of(piece), saves="/edit/" in address), (who, address, fields, answer)


def same(before: tuple[Any, ...], after: tuple[Any, ...], *, saves: bool) -> bool:
    """Nothing moved; pressing a forbidden button of the form may have saved a new draft above what is on show."""
    apart = {1, 9} if saves and before[1] == "published" and after[1] == "draft" else set()
    return all(i in apart or one == other for i, (one, other) in enumerate(zip(before, after, strict=True)))


@pytest.mark.parametrize("who", WHO)
def test_what_was_published_is_not_deleted(who: str, piece: Piece, staff: People) -> None:
    approved(piece, staff["周涛"], staff["刘敏"], staff["陈国栋"])
    actions.withdraw(piece, by=staff["刘敏"], on=DAY, reason="数字有误")
    at(staff[who]).post(reverse("wagtailadmin_pages:delete", args=[piece.pk]), {})
    at(staff[who]).post(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={piece.pk}", {}
    )
    assert Piece.objects.filter(pk=piece.pk).exists()


@pytest.mark.parametrize("who", WHO)
def test_a_new_page_is_never_born_published(who: str, piece: Piece, staff: People, news: Column) -> None:
    address = reverse("wagtailadmin_pages:add", args=["publishing", "article", news.pk])
    fields = {
        **form_of(piece),
        "title": "直接发布的一篇",
        "slug": "direct",
        "action-publish": "1",
        "go_live_at": "2022-03-01 09:00",
    }
    at(staff[who]).post(address, fields)
    born = Article.objects.filter(slug="direct").first()
    assert born is None or (not born.live and born.stage == "draft" and born.go_live_at is None)
    assert born is None or not born.current_workflow_state


def test_the_schedule_of_the_editor_is_not_kept(piece: Piece, staff: People) -> None:
    fields = {
        **form_of(piece),
        "title": "新题",
        "go_live_at": "2030-03-01 09:00",
        "expire_at": "2030-04-01 09:00",
    }
    at(staff["周涛"]).post(reverse("wagtailadmin_pages:edit", args=[piece.pk]), fields)
    draft = fresh(piece).get_latest_revision_as_object()
    assert draft.go_live_at is None and draft.expire_at is None


def test_an_edit_in_the_editor_voids_an_approval_too(piece: Piece, staff: People) -> None:
    approved(piece, staff["周涛"], staff["刘敏"], staff["陈国栋"], at=timezone.now() + timedelta(hours=1))
    answer = at(staff["周涛"]).post(
        reverse("wagtailadmin_pages:edit", args=[piece.pk]), {**form_of(piece), "title": "改过"}
    )
    assert answer.status_code == 302, answer.content.decode()[:2000]
    assert fresh(piece).stage == "draft" and piece.acts.filter(kind="voided", by=staff["周涛"]).exists()


@pytest.mark.parametrize("who", WHO)
def test_an_older_version_does_not_come_back_round_the_review(who: str, piece: Piece, staff: People) -> None:
    approved(piece, staff["周涛"], staff["刘敏"], staff["陈国栋"])
    old = fresh(piece).latest_revision_id
    actions.revise(piece, {"title": "第二版"}, by=staff["周涛"], on=DAY)
    approved(piece, staff["周涛"], staff["刘敏"], staff["陈国栋"])
    at(staff[who]).post(
        reverse("wagtailadmin_pages:edit", args=[piece.pk]),
        {**form_of(piece), "revision": old, "action-publish": "1"},
    )
    assert fresh(piece).title == "第二版"


def test_code_that_forgets_the_review_is_stopped(piece: Piece, staff: People) -> None:
    with pytest.raises(PermissionDenied):
        fresh(piece).latest_revision.publish(skip_permission_checks=True)
    approved(piece, staff["周涛"], staff["刘敏"], staff["陈国栋"])
    with pytest.raises(PermissionDenied):
        fresh(piece).unpublish()
    with pytest.raises(PermissionDenied):
        fresh(piece).move(Column.objects.get(slug="gzdt"), pos="last-child")
    with pytest.raises((PermissionDenied, ProtectedError)):
        fresh(piece).delete()
    with pytest.raises(PermissionDenied):
        PageViewRestriction.objects.create(page=piece, restriction_type="login")
    assert fresh(piece).live


def test_a_file_that_readers_see_is_not_replaced(piece: Piece, staff: People) -> None:
    file = File(title="清单", file=ContentFile(b"one", name="list.txt"))
    file.save()
    draft = fresh(piece).get_latest_revision_as_object()
    draft.attachments.add(Attachment(title="改革事项清单", file=file))
    draft.save_revision(user=staff["周涛"])
    file.file.save("list.txt", ContentFile(b"two"))  # a draft may still change
    submitted(piece, staff["周涛"])
    with pytest.raises(PermissionDenied, match="另传一个新文件"):
        file.file.save("list.txt", ContentFile(b"three"))
    file.refresh_from_db()
    actions.pass_up(piece, by=staff["刘敏"], on=DAY, opinion="同意", seen=seen(piece))
    actions.approve(piece, by=staff["陈国栋"], on=DAY, opinion="", seen=seen(piece), override="无误")
    with pytest.raises(PermissionDenied, match="另传一个新文件"):
        file.file.save("list.txt", ContentFile(b"four"))
