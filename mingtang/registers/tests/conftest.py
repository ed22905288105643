"""本室测试的共用物。"""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from mingtang.organs.models import Organ, Role, Staff
from mingtang.organs.tests.factories import make_organ, make_staff, signed_in

ON = date(2022, 10, 24)


@pytest.fixture
def home(db) -> Organ:
    """The home organ."""
    return make_organ(name="楚江市行政审批局", is_home=True)


@pytest.fixture
def clerk(home) -> Staff:
    """A clerk of the home organ."""
    return make_staff(Role.CLERK, organ=home, name="王静文")


@pytest.fixture
def client(clerk) -> Client:
    """A browser in which the clerk has signed in."""
    return signed_in(clerk)


def page(response) -> str:
    """The html of a response."""
    return response.content.decode()
