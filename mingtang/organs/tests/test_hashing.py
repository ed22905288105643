"""密码的散列慢是有意的；散列的时候不占着数据库。"""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection

from mingtang.organs import actions
from mingtang.organs.models import Role
from mingtang.organs.tests.conftest import ON
from mingtang.organs.tests.factories import make_organ, make_staff

GOOD, BETTER = "xin-de-mima-2022", "geng-xin-de-mima-2022"


class Watched(MD5PasswordHasher):
    """Notes whether a transaction was open while a password was hashed."""

    algorithm = "watched"
    inside: ClassVar[list[bool]] = []

    def encode(self, password: str, salt: str) -> Any:
        self.inside.append(connection.in_atomic_block)
        return super().encode(password, salt)


@pytest.mark.django_db(transaction=True)
def test_others_go_on_writing_while_a_password_is_hashed(settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.Watched"]
    organ = make_organ()
    administrator = make_staff(Role.ADMINISTRATOR, organ=organ)
    Watched.inside.clear()
    values = {"username": "maxiaodong", "name": "马晓东", "role": Role.CLERK, "password": GOOD}
    person = actions.add_staff(by=administrator, on=ON, organ=organ, **values)
    actions.set_password(person, by=administrator, on=ON, password=BETTER)
    actions.change_own_password(person, by=person, on=ON, old=BETTER, new=GOOD)
    person.refresh_from_db()
    assert person.check_password(GOOD)
    assert len(Watched.inside) >= 4 and not any(Watched.inside)
