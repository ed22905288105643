"""密码：管理员重置（下次登录须改），本人修改。

Hashing is slow on purpose: it is done before the transaction, so that others go on writing meanwhile.
"""

from __future__ import annotations

from datetime import date

from mingtang.kit import audit
from mingtang.kit.db import writing
from mingtang.organs.actions.people import check_password, refuse_unless_manager
from mingtang.organs.models import Staff
from mingtang.organs.refusal import require


def set_password(
    staff: Staff, *, by: Staff | None, on: date, password: str, must_change: bool = True
) -> Staff:
    """Replace a forgotten password; the person has to change it at the next login."""
    refuse_unless_manager(by, staff.organ)
    check_password(password, staff)
    staff.set_password(password)
    staff.must_change_password = must_change
    with writing():
        staff.save(update_fields=["password", "must_change_password"])
        audit.record("staff.set_password", by=by, subject=staff, data={"on": on.isoformat()})
    return staff


def change_own_password(staff: Staff, *, by: Staff, on: date, old: str, new: str) -> Staff:
    """A person changes the own password, knowing the old one. A demonstration account becomes this person's own."""
    require(by.pk == staff.pk, "只能修改自己的密码。")
    require(staff.check_password(old), "原密码不对，重新输入。")
    require(old != new, "新密码与原密码相同，换一个。")
    check_password(new, staff)
    staff.set_password(new)
    staff.must_change_password = staff.demo = False
    with writing():
        staff.save(update_fields=["password", "must_change_password", "demo"])
        audit.record("staff.change_password", by=by, subject=staff, data={"on": on.isoformat()})
    return staff
