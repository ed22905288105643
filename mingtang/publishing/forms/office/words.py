"""词典的表单：一条，一批，一段试查的文字，一个处理结果。"""

from __future__ import annotations

from typing import Any

from django import forms

from mingtang.publishing.models import Leader, OfficeNumber, SensitiveWord, WrongWord

FIELDS: dict[str, tuple[type[Any], tuple[str, ...]]] = {
    "wrong": (WrongWord, ("wrong", "right", "level", "unless", "basis", "since")),
    "sensitive": (SensitiveWord, ("word", "level", "unless", "basis", "since")),
    "leaders": (Leader, ("name", "post", "order", "since", "until")),
    "numbers": (OfficeNumber, ("number", "use", "since")),
}
LONGEST_TRIAL = 20_000


def word_form(kind: str) -> type[forms.ModelForm]:
    """The form of one entry of a dictionary."""
    model, fields = FIELDS[kind]
    dates: dict[str, Any] = {
        name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        for name in ("since", "until")
        if name in fields
    }
    return forms.modelform_factory(model, form=WithReason, fields=fields, widgets=dates)


class WithReason(forms.ModelForm):
    """One entry and why it is changed."""

    reason = forms.CharField(label="改动的理由", max_length=200)


class ImportForm(forms.Form):
    """A table of entries."""

    file = forms.FileField(label="表格", help_text="XLSX 或者 CSV，列名同导出的表格")
    reason = forms.CharField(label="导入的理由", max_length=200)


class StopForm(forms.Form):
    """Why an entry goes out of use."""

    reason = forms.CharField(label="停用的理由", max_length=200)


class TrialForm(forms.Form):
    """A text to try the rules on."""

    text = forms.CharField(
        label="要试查的文字", max_length=LONGEST_TRIAL, widget=forms.Textarea(attrs={"rows": 10}), strip=False
    )


class SettleForm(forms.Form):
    """What came of a finding."""

    outcome = forms.CharField(label="处理结果", max_length=200)
