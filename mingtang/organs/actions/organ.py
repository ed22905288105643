"""机关和科室的基本信息。"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from mingtang.kit import audit
from mingtang.kit.db import writing
from mingtang.organs.models import Organ, Section, Staff
from mingtang.organs.permissions import may_edit_organ, same_organ
from mingtang.organs.refusal import Refused, require

EDITABLE = (
    "name", "short_name", "kind", "government", "superior", "court", "address", "postcode", "phone", "fax", "email",
    "hours", "disclosure_office", "fee_account", "site_domain", "site_code", "icp", "police",
    "emblem_url", "mistakes_url", "undertaker",
)  # fmt: skip


def _refuse_unless_editor(by: Staff | None, organ: Organ) -> None:
    if by is not None:
        require(may_edit_organ(by) and same_organ(by, organ), "只有本机关的系统管理员可以修改机关信息。")


@writing()
def edit_organ(organ: Organ, *, by: Staff | None, on: date, changes: Mapping[str, Any]) -> Organ:
    """Change what letters and public pages say about the organ; issued letters keep what they said."""
    organ = Organ.objects.select_for_update().get(pk=organ.pk)
    _refuse_unless_editor(by, organ)
    require(set(changes) <= set(EDITABLE), "只能修改机关的基本信息。")
    before = {name: getattr(organ, name) for name, value in changes.items() if getattr(organ, name) != value}
    for name in before:
        setattr(organ, name, changes[name])
    try:
        organ.full_clean()
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error
    if before:
        organ.save(update_fields=list(before))
        after = {name: changes[name] for name in before}
        audit.record(
            "organ.edit", by=by, subject=organ, data={"before": before, "after": after, "on": on.isoformat()}
        )
    return organ


LONGEST_SECTION = 40


def _refuse_unfit_name(organ: Organ, name: str) -> None:
    require(bool(name), "没有写科室名称，写上名称。")
    require(len(name) <= LONGEST_SECTION, f"科室名称超过 {LONGEST_SECTION} 个字，缩短后再提交。")
    require(not organ.sections.filter(name=name).exists(), f"已有名为“{name}”的科室，换一个名称。")


@writing()
def add_section(*, by: Staff | None, on: date, organ: Organ, name: str, order: int | None = None) -> Section:
    """Open a section; it comes last unless ``order`` says otherwise."""
    _refuse_unless_editor(by, organ)
    _refuse_unfit_name(organ, name.strip())
    place = organ.sections.count() + 1 if order is None else order
    section = Section.objects.create(organ=organ, name=name.strip(), order=place)
    audit.record("section.add", by=by, subject=section, data={"name": section.name, "on": on.isoformat()})
    return section


@writing()
def rename_section(section: Section, *, by: Staff | None, on: date, name: str) -> Section:
    """Give a section another name; its people and cases stay."""
    section = Section.objects.select_for_update(of=("self",)).select_related("organ").get(pk=section.pk)
    _refuse_unless_editor(by, section.organ)
    before = section.name
    if name.strip() == before:
        return section
    _refuse_unfit_name(section.organ, name.strip())
    section.name = name.strip()
    section.save(update_fields=["name"])
    audit.record("section.rename", by=by, subject=section, data={"before": before, "on": on.isoformat()})
    return section
