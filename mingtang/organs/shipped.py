"""随程序发布的放假通知：第一次建库时写成行；以后新发布的，由人看过影响再载入。"""

from __future__ import annotations

from typing import Any

from django.db import connection

from mingtang.kit.db import writing
from mingtang.law.calendar import HolidayNotice as Notice
from mingtang.law.notices import shipped_notices
from mingtang.organs.models import HolidayNotice


def not_loaded() -> list[Notice]:
    """Shipped notices that are no rows yet: a newer release brought them, a person loads them after seeing the impact."""
    known = set(HolidayNotice.objects.values_list("number", flat=True))
    return [notice for notice in shipped_notices() if notice.number not in known]


def ensure_standard_notices(**signal: Any) -> int:
    """Fill an empty table with the shipped notices; the number of rows written. Doing it twice changes nothing.

    A table with rows is left alone: a day must not move because a program was upgraded.
    """
    from mingtang.organs.actions.holidays import store

    if HolidayNotice._meta.db_table not in connection.introspection.table_names():
        return 0
    with writing():
        if HolidayNotice.objects.exists():
            return 0
        for notice in shipped_notices():
            store(notice, by=None)
        return len(shipped_notices())
