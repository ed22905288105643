"""本室测试的共用物。"""

from __future__ import annotations

from datetime import date

import pytest

from mingtang.organs import impact
from mingtang.organs.models import Organ
from mingtang.organs.tests.factories import make_organ

ON = date(2022, 10, 24)


@pytest.fixture
def home(db) -> Organ:
    """The home organ."""
    return make_organ(name="楚江市行政审批局", is_home=True)


@pytest.fixture
def registry():
    """The registries of foretelling and recomputing, put back afterwards."""
    tellers, recomputers = list(impact._foretellers), list(impact._recomputers)
    yield impact
    impact._foretellers[:], impact._recomputers[:] = tellers, recomputers
