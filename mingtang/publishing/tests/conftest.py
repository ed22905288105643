"""A bureau with sections, people and a site."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from mingtang.organs.models import Organ, Role, Section, Staff
from mingtang.publishing import actions
from mingtang.publishing.models import Column, Home

DAY = date(2022, 3, 1)


POSTS = (
    ("王静文", Role.CLERK, "办公室"),
    ("周涛", Role.SECTION_STAFF, "政务服务管理科"),
    ("许蕾", Role.SECTION_STAFF, "政策法规科"),
    ("刘敏", Role.VICE_LEADER, None),
    ("何远", Role.VICE_LEADER, None),
    ("陈国栋", Role.LEADER, None),
    ("方圆", Role.SUPERVISOR, None),
    ("郑凯", Role.ADMINISTRATOR, None),
)


@pytest.fixture(scope="module")
def _laid_out(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Bureau, people and site, made once for a file: laying out forty columns takes seconds. Tests go back to here."""
    with django_db_blocker.unblock(), transaction.atomic():
        organ = Organ.objects.create(
            name="楚江市行政审批局", short_name="楚审", is_home=True, site_code="4299000015"
        )
        names = ("办公室", "政务服务管理科", "政策法规科")
        sections = {n: Section.objects.create(organ=organ, name=n, order=i) for i, n in enumerate(names)}
        for i, (name, role, section) in enumerate(POSTS):
            Staff.objects.create(
                username=f"u{i}", name=name, role=role, organ=organ, section=sections.get(section or "")
            )
        actions.lay_out(organ, by=None, on=DAY)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def organ(_laid_out: None, db: None) -> Organ:
    return Organ.objects.get(is_home=True)


@pytest.fixture
def staff(organ: Organ) -> dict[str, Staff]:
    """People by name: 王静文 clerk, 周涛 and 许蕾 of two sections, 刘敏 and 何远 vice leaders, 陈国栋 leader, 方圆 supervisor."""
    return {each.name: each for each in Staff.objects.order_by("pk")}


@pytest.fixture
def home(organ: Organ, staff: dict[str, Staff]) -> Home:
    return Home.objects.get()


@pytest.fixture
def news(home: Home) -> Column:
    """县区动态: a column of 政务服务管理科."""
    return Column.objects.get(slug="xqdt")
