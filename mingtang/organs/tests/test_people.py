"""人员的行为：谁能做，做了什么，留下什么记录。"""

from __future__ import annotations

import pytest

from mingtang.kit import audit
from mingtang.kit.models import AuditEntry
from mingtang.organs import actions
from mingtang.organs.models import Role
from mingtang.organs.refusal import Refused
from mingtang.organs.tests.conftest import ON
from mingtang.organs.tests.factories import PASSWORD, make_organ, make_section, make_staff, one_of_each

pytestmark = pytest.mark.django_db
GOOD = "xin-de-mima-2022"


def add(home, by, **changes):
    values = {"username": "maxiaodong", "name": "马晓东", "role": Role.CLERK, "password": GOOD}
    return actions.add_staff(by=by, on=ON, organ=home, **{**values, **changes})


def test_a_new_person_has_to_change_the_first_password(home):
    administrator = make_staff(Role.ADMINISTRATOR)
    person = add(home, administrator)
    assert person.check_password(GOOD) and person.must_change_password
    entry = audit.trail(person).get()
    assert (entry.act, entry.by, entry.data) == (
        "staff.add",
        administrator,
        {"role": "clerk", "on": "2022-10-24"},
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"role": Role.SECTION_STAFF}, "科室人员须属于一个科室，选择科室。"),
        ({"role": "king"}, "没有这个岗位，从列表中选一个。"),
        ({"name": " "}, "没有写姓名，写上姓名。"),
        ({"password": "short"}, "密码太短，至少 10 个字符。"),
        ({"username": "a b"}, "工号只用字母、数字和 @ . + - _，姓名不超过 20 个字。"),
    ],
)
def test_refuses_an_impossible_person(home, changes, sentence):
    with pytest.raises(Refused) as caught:
        add(home, make_staff(Role.ADMINISTRATOR), **changes)
    assert str(caught.value) == sentence


def test_refuses_a_username_twice(home):
    add(home, None)
    with pytest.raises(Refused, match="工号 maxiaodong 已有人使用，换一个工号。"):
        add(home, None)


def test_refuses_a_section_of_another_organ(home):
    foreign = make_section(make_organ(is_home=False))
    with pytest.raises(Refused, match="不是本机关的科室"):
        add(home, None, role=Role.SECTION_STAFF, section=foreign)


ACTS = {
    "add": lambda by, person, section: add(person.organ, by),
    "role": lambda by, person, section: actions.change_role(person, by=by, on=ON, role=Role.LEADER),
    "section": lambda by, person, section: actions.move_section(person, by=by, on=ON, section=section),
    "name": lambda by, person, section: actions.rename_staff(person, by=by, on=ON, name="新名字"),
    "close": lambda by, person, section: actions.deactivate(person, by=by, on=ON),
    "open": lambda by, person, section: actions.reactivate(person, by=by, on=ON),
    "password": lambda by, person, section: actions.set_password(person, by=by, on=ON, password=GOOD),
    "organ": lambda by, person, section: actions.edit_organ(
        person.organ, by=by, on=ON, changes={"phone": "0710"}
    ),
    "new section": lambda by, person, section: actions.add_section(
        by=by, on=ON, organ=person.organ, name="新科"
    ),
    "section name": lambda by, person, section: actions.rename_section(section, by=by, on=ON, name="改名科"),
}


@pytest.mark.parametrize("act", ACTS)
def test_only_the_administrator_of_the_same_organ_manages(home, act):
    person, section = make_staff(Role.CLERK, organ=home), make_section(home)
    stranger = make_staff(Role.ADMINISTRATOR, organ=make_organ(is_home=False))
    for by in [*one_of_each(home).values(), stranger]:
        before = AuditEntry.objects.count()
        if by.role == Role.ADMINISTRATOR and by.organ == home:
            ACTS[act](by, person, section)
            assert AuditEntry.objects.count() == before + 1
        else:
            with pytest.raises(Refused):
                ACTS[act](by, person, section)
            assert AuditEntry.objects.count() == before


def test_changing_the_role_takes_the_section_along(home):
    person, section = make_staff(Role.CLERK, organ=home), make_section(home, "政策法规科")
    changed = actions.change_role(
        person, by=None, on=ON, role=Role.SECTION_STAFF, section=section, reason="轮岗"
    )
    assert (changed.role, changed.section) == (Role.SECTION_STAFF, section)
    entry = audit.trail(person).get()
    assert (
        entry.reason == "轮岗" and entry.data["before"] == "clerk" and entry.data["after"] == "section_staff"
    )


def test_changing_to_the_same_role_leaves_no_trace(home):
    person = make_staff(Role.CLERK, organ=home)
    actions.change_role(person, by=None, on=ON, role=Role.CLERK)
    assert not audit.trail(person).exists()


def test_section_staff_cannot_be_left_without_a_section(home):
    person = make_staff(Role.SECTION_STAFF, organ=home)
    with pytest.raises(Refused, match="科室人员须属于一个科室"):
        actions.move_section(person, by=None, on=ON, section=None)


def test_the_last_administrator_stays(home):
    last = make_staff(Role.ADMINISTRATOR, organ=home)
    for attempt in (
        lambda: actions.change_role(last, by=None, on=ON, role=Role.CLERK),
        lambda: actions.deactivate(last, by=None, on=ON),
    ):
        with pytest.raises(Refused, match="是最后一名系统管理员"):
            attempt()
    other = make_staff(Role.ADMINISTRATOR, organ=home)
    assert not actions.deactivate(last, by=other, on=ON).is_active


def test_nobody_closes_the_own_account(home):
    first, _second = make_staff(Role.ADMINISTRATOR, organ=home), make_staff(Role.ADMINISTRATOR, organ=home)
    with pytest.raises(Refused, match="不能停用自己的账号"):
        actions.deactivate(first, by=first, on=ON)


def test_a_closed_account_opens_again_with_its_role(home):
    person = make_staff(Role.SECTION_STAFF, organ=home)
    actions.deactivate(person, by=None, on=ON)
    assert actions.reactivate(person, by=None, on=ON).is_active


def test_own_password(home):
    person = make_staff(Role.CLERK, organ=home, must_change_password=True, demo=True)
    changed = actions.change_own_password(person, by=person, on=ON, old=PASSWORD, new=GOOD)
    assert changed.check_password(GOOD) and not changed.must_change_password and not changed.demo


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("wrong", GOOD, "原密码不对"),
        (PASSWORD, PASSWORD, "新密码与原密码相同"),
        (PASSWORD, "1234567890", "密码"),
    ],
)
def test_own_password_refused(home, old, new, sentence):
    person = make_staff(organ=home)
    with pytest.raises(Refused, match=sentence):
        actions.change_own_password(person, by=person, on=ON, old=old, new=new)
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_nobody_uses_the_own_password_act_for_another(home):
    with pytest.raises(Refused, match="只能修改自己的密码"):
        actions.change_own_password(make_staff(), by=make_staff(), on=ON, old=PASSWORD, new=GOOD)


def test_editing_the_organ_keeps_what_was(home):
    actions.edit_organ(home, by=None, on=ON, changes={"phone": "0710-1234567", "name": home.name})
    entry = audit.trail(home).get()
    assert set(entry.data["before"]) == {"phone"}
    home.refresh_from_db()
    assert home.phone == "0710-1234567"


def test_editing_without_a_change_leaves_no_trace(home):
    actions.edit_organ(home, by=None, on=ON, changes={"name": home.name})
    assert not audit.trail(home).exists()


def test_editing_refuses_what_is_not_basic_information(home):
    with pytest.raises(Refused, match="只能修改机关的基本信息"):
        actions.edit_organ(home, by=None, on=ON, changes={"is_home": False})
    with pytest.raises(Refused):
        actions.edit_organ(home, by=None, on=ON, changes={"name": ""})


def test_section_names(home):
    first = actions.add_section(by=None, on=ON, organ=home, name=" 政策法规科 ")
    assert (first.name, first.order) == ("政策法规科", 1)
    with pytest.raises(Refused, match="已有名为“政策法规科”的科室"):
        actions.add_section(by=None, on=ON, organ=home, name="政策法规科")
    with pytest.raises(Refused, match="没有写科室名称"):
        actions.add_section(by=None, on=ON, organ=home, name=" ")
    assert actions.rename_section(first, by=None, on=ON, name="政策法规科") == first
    assert actions.rename_section(first, by=None, on=ON, name="法规科").name == "法规科"
