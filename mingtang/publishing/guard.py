"""谁在 Wagtail 的编辑器里能动哪一页：拟稿人只动本科室栏目里的稿件；谁也不能绕过三审直接发布、撤下、移动、删除。

Wagtail asks a page for a tester of permissions; this one answers by post and section. Publishing happens in
``actions`` alone, so nobody holds that permission, the superuser included.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.models import PagePermissionTester

from mingtang.publishing.permissions import may_draft_in

if TYPE_CHECKING:
    from mingtang.organs.models import Staff


class Guarded(PagePermissionTester):
    """The answers for one person and one page."""

    def _mine(self) -> bool:
        return may_draft_in(self.user, self.page)

    def can_publish(self) -> bool:
        """Never by the editor: publishing is the last act of the review."""
        return False

    can_publish_subpage = can_unpublish = can_move = can_reorder_children = can_copy = can_publish
    # Neither the workflow nor its lock is moved in the editor, the superuser included.
    can_submit_for_moderation = can_unschedule = can_set_view_restrictions = can_publish
    can_lock = can_unlock = can_publish

    def can_move_to(self, destination: Any) -> bool:
        """Never by the editor: the act that moves leaves a redirect."""
        return False

    def can_copy_to(self, destination: Any, recursive: bool = False) -> bool:
        """Never: a copy would have no review of its own."""
        return False

    def can_add_subpage(self) -> bool:
        """Drafts are begun in columns of the own section that are still in use."""
        in_use = getattr(self.page.specific, "archived_on", None) is None
        return in_use and self._mine() and super().can_add_subpage()

    def can_edit(self) -> bool:
        """Drafts are edited by the section that owns the column; columns are kept in the office, not here."""
        return hasattr(self.page.specific, "stage") and self._mine() and super().can_edit()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """What was ever published stays; a draft that never was may go."""
        never_published = self.page.first_published_at is None and not self.page.numchild
        return (
            never_published and self._mine() and self.page.is_leaf() and hasattr(self.page.specific, "stage")
        )


class Guard:
    """Mixin of every page of the site: permissions by post and section."""

    def permissions_for_user(self, user: Staff | Any) -> Guarded:
        """The tester Wagtail's editor asks."""
        return Guarded(user, self)
