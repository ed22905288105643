"""页面共用的：我是谁，我的机关。"""

from __future__ import annotations

from django.http import HttpRequest

from mingtang.organs.models import Organ, Staff


def me(request: HttpRequest) -> Staff:
    """The signed-in person; only behind ``requires``."""
    person = request.user
    assert isinstance(person, Staff)  # noqa: S101 - ``requires`` has let in nobody else
    return person


def my_organ(request: HttpRequest) -> Organ:
    """The organ the signed-in person works for; only behind ``requires``."""
    organ = me(request).organ
    assert organ is not None  # noqa: S101 - ``requires`` has let in nobody else
    return organ
