"""管栏目：新建、改动、调整位置、归档、恢复。地址变了的，旧地址引到新地址；有稿件的栏目不会消失。"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.actions.move_page import MovePageAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from mingtang.kit import audit
from mingtang.organs.models import Staff
from mingtang.organs.refusal import Refused, require
from mingtang.publishing import findable
from mingtang.publishing.acting import acting
from mingtang.publishing.addresses import path_of
from mingtang.publishing.models import Column, ColumnKind, Home, Piece, Stage
from mingtang.publishing.permissions import may_keep_site
from mingtang.publishing.reindexing import find_again

CLERK = "栏目由主办机关的经办人维护。"
FIELDS = (
    *("title", "kind", "column_type", "description", "keywords", "section", "fresh_days", "item", "basis"),
    *("time_limit", "form", "audience", "listed", "numbered", "statement"),
)
FOUND_BY = {"title", "section"}  # what a piece is found by, too
OPEN = (Stage.DRAFT, Stage.BLOCKED, Stage.REVIEW, Stage.APPROVAL, Stage.SCHEDULED, Stage.RETURNED)


def add_column(
    place: Page,
    values: Mapping[str, Any],
    *,
    by: Staff,
    on: date,
    reason: str,
    slug: str,
    pos: str = "last-child",
) -> Column:
    """Open a column below or beside a place of the tree (``pos``: ``first-child last-child right``)."""
    _let(by, reason)
    with acting():
        parent = _parent(place, pos)
        _require_room(parent, slug)
        made = Column(slug=slug, draft_title=values["title"], **values)
        _checked(parent, made)
        if pos != "last-child":
            MovePageAction(made, _now(place), pos=pos, user=by).execute(skip_permission_checks=True)
        kept: Column = Column.objects.get(pk=made.pk)
        findable.columns_changed(None)
        _record("column_added", kept, by, reason, {"path": path_of(kept)})
    return kept


def edit_column(column: Column, values: Mapping[str, Any], *, by: Staff, on: date, reason: str) -> Column:
    """Change what is written down about a column. Its address stays."""
    _let(by, reason)
    with acting():
        now = _locked(column)
        changed = {name: value for name, value in values.items() if getattr(now, name) != value}
        require(bool(changed), "没有改动：改好再保存。")
        if changed.get("kind") == ColumnKind.GROUP:
            require(
                not _pieces(now, direct=True), "栏目里直接放有稿件，不能改成栏目组：先把稿件调整到别的栏目。"
            )
        before = {name: str(getattr(now, name) or "") for name in changed}
        for name, value in changed.items():
            setattr(now, name, value)
        now.draft_title = now.title
        _checked(None, now)
        if FOUND_BY & set(changed):
            find_again(now)
        findable.columns_changed(None)
        _record("column_edited", now, by, reason, {"before": before, "fields": sorted(changed)})
    return now


def move_column(column: Column, place: Page, *, by: Staff, on: date, reason: str, pos: str) -> Column:
    """Put a column with all that is in it elsewhere in the tree; every old address leads to the new one."""
    _let(by, reason)
    with acting():
        now, parent = _locked(column), _parent(place, pos)
        require(
            not (parent.path.startswith(now.path) or place.path.startswith(now.path)),
            "栏目不能放进它自己里面。",
        )
        if parent.pk != now.get_parent().pk:
            _require_room(parent, now.slug)
        old = _addresses(now)
        MovePageAction(now, _now(place), pos=pos, user=by).execute(skip_permission_checks=True)
        moved = Column.objects.get(pk=now.pk)
        _lead_on(old)
        if old.get(moved.pk) != path_of(moved):
            find_again(moved)
        findable.columns_changed(None)
        _record("column_moved", moved, by, reason, {"old": old.get(moved.pk, ""), "new": path_of(moved)})
    return moved


def archive_column(
    column: Column, *, by: Staff, on: date, reason: str, successor: Column | None = None
) -> Column:
    """Close a column: out of the navigation and the rule of freshness. One that holds pieces stays readable at its
    address and says where to look now; an empty one goes, and its address leads on."""
    _let(by, reason)
    with acting():
        now = _locked(column)
        require(now.archived_on is None, "这个栏目已经归档。")
        require(not _open_children(now), "下面还有没有归档的栏目：先归档下级栏目。")
        waiting = Piece.objects.descendant_of(now).filter(stage__in=OPEN).count()
        require(not waiting, f"栏目里还有{waiting}篇稿件没有办完：办完、删去草稿或者调整栏目以后再归档。")
        require(successor is None or _follows(successor, now), "归档以后看的栏目，选一个还在用的别的栏目。")
        now.archived_on, now.successor = on, successor
        now.live = bool(_pieces(now) or now.statement or now.target)
        now.save()
        if not now.live:
            _lead_on({now.pk: path_of(now)}, to=successor or now.get_parent())
        findable.columns_changed(None)
        data = {"successor": path_of(successor) if successor else "", "kept": now.live}
        _record("column_archived", now, by, reason, data)
    return now


def reopen_column(column: Column, *, by: Staff, on: date, reason: str) -> Column:
    """Take a column back into use."""
    _let(by, reason)
    with acting():
        now = _locked(column)
        require(now.archived_on is not None, "这个栏目没有归档。")
        above = now.get_parent().specific
        require(getattr(above, "archived_on", None) is None, "上级栏目已经归档：先恢复上级栏目。")
        now.archived_on, now.successor, now.live = None, None, True
        now.save()
        Redirect.objects.filter(old_path=Redirect.normalise_path(path_of(now))).delete()
        findable.columns_changed(None)
        _record("column_reopened", now, by, reason, {})
    return now


def _let(by: Staff, reason: str) -> None:
    require(may_keep_site(by), CLERK)
    require(bool(reason.strip()), "写明理由，记入操作日志。")


def _locked(column: Column) -> Column:
    found: Column = Column.objects.select_for_update(of=("self",)).get(pk=column.pk)
    return found


def _now(place: Page) -> Page:
    return Page.objects.get(pk=place.pk)


def _parent(place: Page, pos: str) -> Page:
    """The page a column at this place hangs below: the home page, or a column that is in use."""
    parent = (_now(place) if pos.endswith("child") else _now(place).get_parent()).specific
    require(isinstance(parent, Home | Column), "栏目放在首页或者另一个栏目下面。")
    if isinstance(parent, Column):
        require(
            parent.archived_on is None and not parent.target, f"“{parent.title}”下面不能放栏目，另选一处。"
        )
    return parent


def _require_room(parent: Page, slug: str) -> None:
    """The address is free: of pages, and on the first level of what other rooms answer."""
    from mingtang.publishing.checks.links import answered_elsewhere

    taken = parent.get_children().filter(slug=slug).exists()
    require(not taken, f"这一级已有地址是“{slug}”的栏目或者页面，换一个。")
    top = isinstance(parent, Home) and answered_elsewhere(f"/{slug}/")
    require(not top, f"网址“/{slug}/”另有用处，换一个。")


def _checked(parent: Page | None, column: Column) -> None:
    """Keep it, or say in one sentence what does not fit."""
    try:
        if parent is not None:
            parent.add_child(instance=column)
        else:
            column.full_clean()
            column.save()
    except ValidationError as error:
        raise Refused("；".join(error.messages)) from error


def _pieces(column: Column, *, direct: bool = False) -> int:
    """How many pieces it holds, drafts and what was taken down among them."""
    found = Piece.objects.child_of(column) if direct else Piece.objects.descendant_of(column)
    return int(found.count())


def _open_children(column: Column) -> bool:
    below = Column.objects.descendant_of(column)
    return bool(below.filter(archived_on__isnull=True).exists())


def _follows(successor: Column, column: Column) -> bool:
    return successor.live and successor.archived_on is None and not successor.path.startswith(column.path)


def _addresses(column: Column) -> dict[int, str]:
    """The address of the column and of everything in it that anybody may have kept, by key."""
    inside = Page.objects.descendant_of(column, inclusive=True).filter(first_published_at__isnull=False)
    pages = [column, *Column.objects.descendant_of(column), *inside.filter(piece__isnull=False)]
    return {page.pk: path_of(page) for page in pages}


def _lead_on(old: Mapping[int, str], to: Page | None = None) -> None:
    """Each old address leads for good to its page (or to one page, ``to``); none of the new ones is led away."""
    pages = {page.pk: page for page in Page.objects.filter(pk__in=old)}
    left = {pk: path for pk, path in old.items() if to is not None or path_of(pages[pk]) != path}
    if to is None:
        _free(path_of(page) for page in pages.values())
    _free(left.values())
    Redirect.objects.bulk_create(
        Redirect(
            old_path=Redirect.normalise_path(path), redirect_page_id=(to or pages[pk]).pk, is_permanent=True
        )
        for pk, path in left.items()
    )


def _free(paths: Iterable[str]) -> None:
    Redirect.objects.filter(old_path__in=[Redirect.normalise_path(path) for path in paths]).delete()


def _record(act: str, column: Column, by: Staff, reason: str, data: dict[str, Any]) -> None:
    audit.record(
        f"publishing.{act}",
        by=by,
        subject=column,
        subject_label=column.title,
        reason=reason.strip(),
        data=data,
    )
