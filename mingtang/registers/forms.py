"""登记和更正的表单：字段与表格的列同名同序。"""

from __future__ import annotations

from typing import Any

from django import forms

from mingtang.organs.forms import ClearForm
from mingtang.registers.models import DECISION_KINDS, DOCUMENT_KINDS, AnyEntry, Kind, SubjectKind
from mingtang.registers.table.values import Unreadable, read_number


def _date(label: str, required: bool = True, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


class EntryForm(ClearForm):
    """What all entries have in common."""

    note = forms.CharField(label="备注", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name in ("number", "receipt_number"):
            if values.get(name):
                try:
                    values[name] = read_number(values[name], 80)
                except Unreadable as error:
                    self.add_error(name, str(error))
        return values


class DocumentForm(EntryForm):
    field_order = [
        "kind", "title", "number", "issued_on", "in_force_on", "amended_on", "repealed_on", "expires_on", "note",
    ]  # fmt: skip
    kind = forms.ChoiceField(
        label="类别", choices=[(kind.value, kind.label) for kind in DOCUMENT_KINDS], widget=forms.RadioSelect
    )
    title = forms.CharField(label="标题", max_length=200)
    number = forms.CharField(label="文号", max_length=80, help_text="如 楚审规〔2022〕1号。")
    issued_on = _date("制发日期")
    in_force_on = _date("施行日期", False, "空着就是自制发之日起施行。")
    amended_on = _date("修改日期", False)
    repealed_on = _date("废止日期", False, "从这一天起不再有效。")
    expires_on = _date("有效期至", False, "最后有效的一天。")


class DecisionForm(EntryForm):
    field_order = ["kind", "number", "matter", "subject", "subject_kind", "decided_on", "note"]
    kind = forms.ChoiceField(
        label="种类", choices=[(kind.value, kind.label) for kind in DECISION_KINDS], widget=forms.RadioSelect
    )
    number = forms.CharField(label="决定文号", max_length=80, help_text="如 楚审许〔2022〕15号。")
    matter = forms.CharField(label="事项", max_length=200)
    subject = forms.CharField(
        label="相对人", max_length=120, required=False, help_text="自然人的姓名加密保存，只显示掩码。"
    )
    subject_kind = forms.ChoiceField(
        label="相对人类型",
        choices=SubjectKind.choices,
        widget=forms.RadioSelect,
        initial=SubjectKind.ORGANISATION,
    )
    decided_on = _date("决定日期")


class ChargeForm(EntryForm):
    field_order = ["receipt_number", "item", "amount", "charged_on", "basis", "note"]
    receipt_number = forms.CharField(label="票据号", max_length=60)
    item = forms.CharField(label="收费项目", max_length=120)
    amount = forms.DecimalField(
        label="金额（元）",
        min_value=0,
        max_digits=14,
        decimal_places=2,
        error_messages={"min_value": "金额不能是负数：退费用更正办理，不记成负数。"},
    )
    charged_on = _date("收费日期")
    basis = forms.CharField(label="收费依据", max_length=200, required=False)


def correction_of(form_class: type[EntryForm], entry: AnyEntry, data: Any = None) -> EntryForm:
    """The form of an entry filled with what it says, and the reason for changing it.

    The name of a person is left out: an empty field keeps the name.
    """
    form = form_class(data, initial={name: getattr(entry, name) for name in form_class.base_fields})
    if getattr(entry, "subject_kind", "") == SubjectKind.PERSON:
        form.initial["subject"] = ""
        form.fields["subject"].help_text = f"现在是 {getattr(entry, 'subject_shown', '')}；空着就不改。"
    form.fields["reason"] = forms.CharField(
        label="更正理由",
        max_length=200,
        help_text="记入操作日志，原来的内容一并保留。",
        error_messages={"required": "没有写更正理由，写上理由。"},
    )
    return form


class ReasonForm(ClearForm):
    """The reason an act asks for."""

    reason = forms.CharField(label="理由", max_length=200)


class ImportForm(ClearForm):
    """Which register, and the file."""

    kind = forms.ChoiceField(label="导入到", choices=Kind.choices, widget=forms.RadioSelect)
    file = forms.FileField(label="表格文件", help_text="XLSX 或 CSV，第一行写列名，不超过 10 MB、20000 行。")
