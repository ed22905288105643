"""两名系统管理员同时停用对方：总要留下一名。"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from mingtang.organs import actions
from mingtang.organs.models import Role, Staff
from mingtang.organs.refusal import Refused
from mingtang.organs.tests.conftest import ON
from mingtang.organs.tests.factories import make_organ, make_staff


@pytest.mark.django_db(transaction=True)
def test_two_administrators_taking_each_other_out_leave_one():
    organ = make_organ()
    first, second = make_staff(Role.ADMINISTRATOR, organ=organ), make_staff(Role.ADMINISTRATOR, organ=organ)
    start = Barrier(2)

    def attempt(pair: tuple[Staff, Staff]) -> bool:
        by, other = pair
        start.wait()
        try:
            actions.deactivate(other, by=by, on=ON)
        except Refused:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(attempt, [(first, second), (second, first)]))
    assert sorted(done) == [False, True]
    assert Staff.objects.filter(role=Role.ADMINISTRATOR, is_active=True).count() == 1
