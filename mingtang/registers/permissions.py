"""登记簿：谁看，谁写。"""

from __future__ import annotations

from mingtang.organs.models import Organ, Staff
from mingtang.organs.permissions import is_administrator, is_clerk, is_staff, same_organ

may_read = is_staff
may_write = is_clerk | is_administrator


def may_write_for(person: Staff, organ: Organ | int | None) -> bool:
    """Clerks and administrators write in the registers of their own organ only."""
    return may_write(person) and same_organ(person, organ)
