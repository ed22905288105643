"""人员：添加、换岗、换科室、停用、恢复。"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from mingtang.kit import audit
from mingtang.kit.db import writing
from mingtang.organs.models import Organ, Role, Section, Staff
from mingtang.organs.permissions import may_manage_staff, same_organ
from mingtang.organs.refusal import Refused, require


def refuse_unless_manager(by: Staff | None, organ: Organ | None) -> None:
    """Only an administrator of the same organ manages its people; ``None`` is the program itself (set-up, demo)."""
    if by is not None:
        allowed = may_manage_staff(by) and organ is not None and same_organ(by, organ)
        require(allowed, "只有本机关的系统管理员可以管理人员，找系统管理员办理。")


def _refuse_wrong_place(organ: Organ | None, role: str, section: Section | None) -> None:
    require(role in Role.values, "没有这个岗位，从列表中选一个。")
    if section is not None:
        require(
            organ is not None and section.organ_id == organ.pk, f"{section.name}不是本机关的科室，重新选择。"
        )
    require(role != Role.SECTION_STAFF or section is not None, "科室人员须属于一个科室，选择科室。")


def check_password(password: str, staff: Staff) -> None:
    """Refuse a password that the rules of this installation call weak."""
    try:
        validate_password(password, staff)
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error


def add_staff(
    *,
    by: Staff | None,
    on: date,
    organ: Organ,
    username: str,
    name: str,
    role: str,
    password: str,
    section: Section | None = None,
    must_change_password: bool = True,
    demo: bool = False,
) -> Staff:
    """Open an account with a first password that has to be changed at the first login (not so in demo mode)."""
    refuse_unless_manager(by, organ)
    _refuse_wrong_place(organ, role, section)
    require(bool(name.strip()), "没有写姓名，写上姓名。")
    staff = Staff(username=username, name=name.strip(), role=role, organ=organ, section=section, demo=demo)
    if not demo:
        check_password(password, staff)
    staff.must_change_password = must_change_password
    staff.set_password(password)  # before the transaction: hashing is slow and others go on writing
    with writing():
        _refuse_unfit(staff)
        staff.save()
        audit.record("staff.add", by=by, subject=staff, data={"role": role, "on": on.isoformat()})
    return staff


def _refuse_unfit(staff: Staff) -> None:
    taken = Staff.objects.filter(username=staff.username).exists()
    require(not taken, f"工号 {staff.username} 已有人使用，换一个工号。")
    try:
        staff.full_clean(exclude=["password"])
    except ValidationError as error:
        raise Refused("工号只用字母、数字和 @ . + - _，姓名不超过 20 个字。") from error


def _locked(staff: Staff) -> Staff:
    """The person as of now. The organ is locked first, so that changes of its people come one after another."""
    if staff.organ_id is not None:
        Organ.objects.select_for_update(no_key=True).get(pk=staff.organ_id)
    people = Staff.objects.select_for_update(of=("self",), no_key=True).select_related("organ", "section")
    return people.get(pk=staff.pk)


def _refuse_losing_last_administrator(staff: Staff) -> None:
    if staff.role == Role.ADMINISTRATOR and staff.is_active:
        others = Staff.objects.filter(organ=staff.organ, role=Role.ADMINISTRATOR, is_active=True).exclude(
            pk=staff.pk
        )
        require(others.exists(), f"{staff.name}是最后一名系统管理员，先让另一人担任系统管理员。")


@writing()
def change_role(
    staff: Staff, *, by: Staff | None, on: date, role: str, section: Section | None = None, reason: str = ""
) -> Staff:
    """Give a person another role, and the section that goes with it."""
    staff = _locked(staff)
    refuse_unless_manager(by, staff.organ)
    _refuse_wrong_place(staff.organ, role, section)
    if role == staff.role and section == staff.section:
        return staff
    if role != Role.ADMINISTRATOR:
        _refuse_losing_last_administrator(staff)
    before = staff.role
    staff.role, staff.section = role, section
    staff.save(update_fields=["role", "section"])
    data = {"before": before, "after": role, "on": on.isoformat()}
    audit.record("staff.change_role", by=by, subject=staff, reason=reason, data=data)
    return staff


@writing()
def move_section(
    staff: Staff, *, by: Staff | None, on: date, section: Section | None, reason: str = ""
) -> Staff:
    """Move a person to another section of the same organ, or out of it; the role stays."""
    staff = _locked(staff)
    refuse_unless_manager(by, staff.organ)
    _refuse_wrong_place(staff.organ, staff.role, section)
    before, staff.section = staff.section, section
    staff.save(update_fields=["section"])
    data = {"before": str(before or ""), "after": str(section or ""), "on": on.isoformat()}
    audit.record("staff.move_section", by=by, subject=staff, reason=reason, data=data)
    return staff


@writing()
def rename_staff(staff: Staff, *, by: Staff | None, on: date, name: str) -> Staff:
    """Correct the name as written in the file."""
    staff = _locked(staff)
    refuse_unless_manager(by, staff.organ)
    require(bool(name.strip()), "没有写姓名，写上姓名。")
    before, staff.name = staff.name, name.strip()
    staff.save(update_fields=["name"])
    audit.record("staff.rename", by=by, subject=staff, data={"before": before, "on": on.isoformat()})
    return staff


@writing()
def deactivate(staff: Staff, *, by: Staff | None, on: date, reason: str = "") -> Staff:
    """Close an account: its sessions end at the next request, its past acts keep its name."""
    staff = _locked(staff)
    refuse_unless_manager(by, staff.organ)
    require(by is None or by.pk != staff.pk, "不能停用自己的账号，由另一名系统管理员停用。")
    _refuse_losing_last_administrator(staff)
    staff.is_active = False
    staff.save(update_fields=["is_active"])
    audit.record("staff.deactivate", by=by, subject=staff, reason=reason, data={"on": on.isoformat()})
    return staff


@writing()
def reactivate(staff: Staff, *, by: Staff | None, on: date, reason: str = "") -> Staff:
    """Open a closed account again, with the role it had."""
    staff = _locked(staff)
    refuse_unless_manager(by, staff.organ)
    _refuse_wrong_place(staff.organ, staff.role, staff.section)
    staff.is_active = True
    staff.save(update_fields=["is_active"])
    audit.record("staff.reactivate", by=by, subject=staff, reason=reason, data={"on": on.isoformat()})
    return staff
