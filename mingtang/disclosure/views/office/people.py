"""轮到谁，写出姓名：岗位只有一个人的写姓名，几个人的写岗位。"""

from __future__ import annotations

from mingtang.disclosure.models import Case
from mingtang.organs.models import Role, Staff

HOLDERS = {"clerk", "vice_leader", "leader"}


class People:
    """The staff of one organ by post; one query, then words."""

    def __init__(self, organ_id: int | None) -> None:
        self.names: dict[str, list[str]] = {}
        active = Staff.objects.filter(organ=organ_id, is_active=True, role__in=HOLDERS)
        for role, name in active.order_by("pk").values_list("role", "name"):
            self.names.setdefault(role, []).append(name)

    def who(self, holder: str, holder_name: str = "") -> str:
        """王静文, 经办人, 工程建设审批科, 申请人 or — ."""
        if holder_name:
            return holder_name
        names = self.names.get(holder, [])
        if len(names) == 1:
            return names[0]
        return str(Role(holder).label) if holder in Role.values else "—"


def holds(staff: Staff, case: Case) -> bool:
    """Whether it is this person's turn."""
    if case.holder != staff.role or staff.organ_id != case.organ_id:
        return False
    if staff.role != Role.SECTION_STAFF:
        return True
    return staff.section is not None and staff.section.name in case.holder_name.split("、")
