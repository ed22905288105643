"""数据库拒绝不可能的状态。"""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from mingtang.law.notices import shipped_notices
from mingtang.organs.models import HolidayNotice, Organ, Role, Section, Staff
from mingtang.organs.tests.factories import make_organ, make_section, make_staff

pytestmark = pytest.mark.django_db


def test_only_one_organ_is_at_home():
    make_organ(is_home=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_organ(is_home=True)


def test_an_organ_has_names():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_organ(short_name="", is_home=False)


def test_section_names_are_unique_within_an_organ_only():
    first, second = make_organ(), make_organ(is_home=False)
    make_section(first, "办公室")
    Section.objects.create(organ=second, name="办公室")
    with pytest.raises(IntegrityError), transaction.atomic():
        Section.objects.create(organ=first, name="办公室")


def test_section_staff_without_a_section_are_impossible():
    organ = make_organ()
    with pytest.raises(IntegrityError), transaction.atomic():
        Staff.objects.create(username="x", name="某人", role=Role.SECTION_STAFF, organ=organ)
    assert make_staff(Role.SECTION_STAFF, organ=organ).section.organ == organ


def test_questions_about_organs():
    government = make_organ(is_home=True)
    below = make_organ(is_home=False, parent=government)
    make_organ(is_home=False)
    assert Organ.objects.home() == government
    assert list(Organ.objects.below(government)) == [below]


def test_a_row_says_what_the_notice_says():
    assert set(HolidayNotice.objects.as_notices()) == set(shipped_notices())
