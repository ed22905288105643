"""机关、科室、人员：测试用的现成一套。"""

from __future__ import annotations

from itertools import count
from typing import Any

from django.test import Client

from mingtang.organs.models import Organ, Role, Section, Staff

_number = count(1)
PASSWORD = "yiduan-hao-ji-de-hua"


def make_organ(**values: Any) -> Organ:
    """An organ; the first one is the home organ unless said otherwise."""
    number = next(_number)
    values.setdefault("name", f"楚江市第{number}局")
    values.setdefault("short_name", "楚审")
    values.setdefault("is_home", not Organ.objects.filter(is_home=True).exists())
    return Organ.objects.create(**values)


def make_section(organ: Organ, name: str = "工程建设审批科") -> Section:
    """A section of an organ; asking twice gives the same."""
    return Section.objects.get_or_create(organ=organ, name=name)[0]


def make_staff(role: str = Role.CLERK, *, organ: Organ | None = None, **values: Any) -> Staff:
    """A member of staff with the password ``PASSWORD``."""
    organ = organ or Organ.objects.filter(is_home=True).first() or make_organ()
    number = next(_number)
    if role == Role.SECTION_STAFF:
        values.setdefault("section", make_section(organ))
    values.setdefault("name", f"{Role(role).label}{number}"[:20])
    values.setdefault("username", f"{role}{number}")
    person = Staff(role=role, organ=organ, **values)
    person.set_password(PASSWORD)
    person.save()
    return person


def one_of_each(organ: Organ) -> dict[str, Staff]:
    """One person for every role, by role."""
    return {role.value: make_staff(role, organ=organ) for role in Role}


def signed_in(person: Staff) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    client.force_login(person)
    return client
