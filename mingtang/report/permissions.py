"""谁能看年度报告，谁能打开数字背后的案件。写、审、批的岗位在 ``actions`` 里，各在行为旁边。"""

from __future__ import annotations

from mingtang.organs.models import Organ, Role, Staff
from mingtang.organs.permissions import organs_overseen

READERS = {Role.CLERK, Role.VICE_LEADER, Role.LEADER, Role.SUPERVISOR, Role.AUDITOR}


def may_read(staff: Staff) -> bool:
    """Section staff and administrators have no part in the report."""
    return bool(staff.organ_id) and staff.role in READERS


def organs_opened(staff: Staff) -> dict[int, Organ | None]:
    """The organs whose cases and registers this reader opens, by key: one's own (None) and those one oversees."""
    opened: dict[int, Organ | None] = {organ.pk: organ for organ in organs_overseen(staff)}
    return opened | ({staff.organ_id: None} if staff.organ_id else {})
