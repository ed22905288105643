"""分管和代审：哪个科室归哪位领导审，领导外出时由谁代审。"""

from __future__ import annotations

from datetime import date

from mingtang.kit import audit
from mingtang.kit.db import writing
from mingtang.organs.models import Role, Section, Staff
from mingtang.organs.permissions import is_on_duty, of_the_home_organ
from mingtang.organs.refusal import require
from mingtang.publishing.models import Delegation, InCharge
from mingtang.publishing.permissions import may_delegate_for, may_keep_site

REVIEWERS = (Role.VICE_LEADER, Role.LEADER)


def put_in_charge(section: Section, leader: Staff | None, *, by: Staff, on: date) -> InCharge | None:
    """Name the leader in charge of a section; None leaves it to any of them."""
    require(may_keep_site(by), "分管由经办人按领导分工登记。")
    require(section.organ.is_home, "只登记本机关的科室。")
    require(
        leader is None or (leader.role == Role.VICE_LEADER and of_the_home_organ(leader)),
        "分管领导从本机关的分管领导里选。",
    )
    with writing():
        if leader is None:
            InCharge.objects.filter(section=section).delete()
            found = None
        else:
            found, _ = InCharge.objects.update_or_create(section=section, defaults={"leader": leader})
        label = f"{section.name}：{leader.name if leader else '任何一位分管领导'}"
        audit.record("publishing.in_charge", by=by, subject=section, subject_label=label)
    return found


def delegate(
    of: Staff, to: Staff, *, by: Staff, on: date, since: date, until: date, reason: str
) -> Delegation:
    """While ``of`` is away, ``to`` reviews in their place, both days included."""
    require(may_delegate_for(by, of), "代审由外出的领导本人安排，或者由经办人按通知登记。")
    require(of.role in REVIEWERS and of_the_home_organ(of), "只有分管领导和主要领导需要安排代审。")
    require(
        is_on_duty(to) and to.role in REVIEWERS and of_the_home_organ(to), "代审由本机关的另一位领导担任。"
    )
    require(of.pk != to.pk, "代审由另一位领导担任，不能是本人。")
    require(until >= since, "结束的日期早于开始的日期，改正后再提交。")
    require(until >= on, "这段日期已经过去，代审只安排今后的。")
    require(bool(reason.strip()), "写明外出的事由。")
    with writing():
        overlapping = Delegation.objects.filter(
            of=of, since__lte=until, until__gte=since, ended_on__isnull=True
        )
        require(not overlapping.exists(), f"{of.name}在这段日期已有代审：先结束原来的，再安排。")
        made = Delegation.objects.create(of=of, to=to, since=since, until=until, reason=reason.strip())
        label = f"{of.name}由{to.name}代审，{made}"
        audit.record("publishing.delegated", by=by, subject=made, subject_label=label, reason=reason)
    return made


def end_delegation(delegation: Delegation, *, by: Staff, on: date) -> Delegation:
    """The leader is back: from this day on nobody reviews in their place."""
    require(may_delegate_for(by, delegation.of), "代审由外出的领导本人结束，或者由经办人登记。")
    with writing():
        now = Delegation.objects.select_for_update().get(pk=delegation.pk)
        require(now.ended_on is None, "这项代审已经结束。")
        now.ended_on = on
        now.save(update_fields=["ended_on"])
        audit.record("publishing.delegation_ended", by=by, subject=now)
    return now
