"""分管和代审的表单。"""

from __future__ import annotations

from typing import Any

from django import forms

from mingtang.organs.models import Role, Section, Staff
from mingtang.publishing.actions.delegating import REVIEWERS


def reviewers() -> Any:
    """Leaders of the home organ on duty."""
    return Staff.objects.filter(role__in=REVIEWERS, is_active=True, organ__is_home=True).order_by("pk")


def _day(label: str) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    words = {"required": f"填写{label}的日期", "invalid": f"{label}的日期写成 2022-10-24 的样子"}
    return forms.DateField(label=label, widget=widget, input_formats=["%Y-%m-%d"], error_messages=words)


class DelegateForm(forms.Form):
    """谁外出，由谁代审，起止，事由。"""

    of = forms.ModelChoiceField(
        Staff.objects.none(), label="谁外出", empty_label="选一位领导", error_messages={"required": "选定外出的领导"}
    )
    to = forms.ModelChoiceField(
        Staff.objects.none(), label="由谁代审", empty_label="选一位领导", error_messages={"required": "选定代审的领导"}
    )
    since = _day("自")
    until = _day("至")
    reason = forms.CharField(label="事由", max_length=100, error_messages={"required": "写明外出的事由"})

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        everybody = reviewers()
        own = everybody.filter(pk=staff.pk)
        self.fields["of"].queryset = everybody if staff.role == Role.CLERK else own  # type: ignore[attr-defined]
        self.fields["to"].queryset = everybody  # type: ignore[attr-defined]
        if staff.role != Role.CLERK:
            self.initial.setdefault("of", staff.pk)


class InChargeForm(forms.Form):
    """一个科室归哪位领导分管。"""

    section = forms.ModelChoiceField(Section.objects.none(), widget=forms.HiddenInput)
    leader = forms.ModelChoiceField(
        Staff.objects.none(), label="分管领导", required=False, empty_label="任何一位分管领导"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.fields["section"].queryset = Section.objects.filter(organ__is_home=True)  # type: ignore[attr-defined]
        self.fields["leader"].queryset = reviewers().filter(role=Role.VICE_LEADER)  # type: ignore[attr-defined]
