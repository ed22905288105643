"""编辑器背后的写入：地址按规则取，起稿记入日志，拟稿人有编辑器可用。"""

from __future__ import annotations

from datetime import date

from mingtang.kit import audit
from mingtang.kit.db import writing
from mingtang.organs.models import Staff
from mingtang.publishing.actions.drafting import slug_for
from mingtang.publishing.actions.site import EDITORS, let_draft
from mingtang.publishing.models import Home, Piece


def take_address(piece: Piece, *, on: date) -> None:
    """Give a piece that is not stored yet its address by rule, whatever its title is."""
    with writing():
        piece.slug = slug_for(on)


def note_begun(piece: Piece, *, by: Staff) -> None:
    """Write down that a first draft was put into a column in the editor, as ``begin`` does elsewhere."""
    with writing():
        audit.record("publishing.begun", by=by, subject=piece)


def join_editors(person: Staff) -> None:
    """Somebody who came to draft after the site was laid out gets what Wagtail asks for, once."""
    if person.groups.filter(name=EDITORS, collection_permissions__permission__codename="add_image").exists():
        return
    home = Home.objects.first()
    if home is not None:
        with writing():
            let_draft(home)
        for kept in ("_perm_cache", "_user_perm_cache", "_group_perm_cache"):
            person.__dict__.pop(kept, None)
