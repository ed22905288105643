"""附件和查看完整信息的表单。"""

from __future__ import annotations

from typing import Any

from django import forms

from mingtang.disclosure.actions import files
from mingtang.disclosure.forms.office.base import ActForm, words_field
from mingtang.disclosure.models import Attachment, AttachmentRole
from mingtang.kit.uploads import UploadRefused, accept

REASONS = (("核对收件地址", "核对收件地址"), ("联系申请人", "联系申请人"), ("核验身份", "核验身份"), ("其他", "其他"))


class FileForm(forms.Form):
    """One file, what it is for, how many pages."""

    file = forms.FileField(label="文件", error_messages={"required": "选择文件", "empty": "文件是空的：检查后重新选择文件。"})
    role = forms.ChoiceField(label="用途", choices=AttachmentRole.choices, initial=AttachmentRole.EVIDENCE)
    label = forms.CharField(label="名称", max_length=120, required=False)
    pages = forms.IntegerField(label="页数", min_value=1, max_value=99999, required=False)

    def clean(self) -> dict[str, Any]:
        """Look into the file last, when nothing else is wrong."""
        given = super().clean() or {}
        if not self.errors:
            try:
                given["stored"] = accept(given["file"])
            except UploadRefused as refused:
                self.add_error("file", str(refused))
        return given


class TakeBack(ActForm):
    kind = "file_taken_back"
    advice = "放错的材料在作出决定以前撤下；放过什么、为什么撤下留在案卷里。申请人提交的材料不能撤下。"

    file = forms.ModelChoiceField(
        Attachment.objects.none(), label="哪一份材料", empty_label=None, error_messages={"required": "选定要撤下的材料"}
    )
    reason = words_field("为什么撤下", "写明为什么撤下", rows=2, longest=300)

    def prepare(self) -> None:
        found = self.scene.case.attachments.filter(taken_back=None).exclude(added_by=None)
        self.fields["file"].queryset = found  # type: ignore[attr-defined]
        self.fields["file"].label_from_instance = lambda each: f"{each.label}（{each.get_role_display()}）"  # type: ignore[attr-defined]

    def do(self) -> Any:
        given = self.cleaned_data
        return files.take_back(self.scene.case, given["file"], reason=given["reason"], **self.common)


class RevealForm(forms.Form):
    """Why the full data are needed."""

    why = forms.ChoiceField(
        label="事由", choices=REASONS, widget=forms.RadioSelect, initial="核对收件地址",
        error_messages={"required": "选定查看的事由", "invalid_choice": "选定查看的事由"},
    )  # fmt: skip
    note = forms.CharField(label="说明", max_length=150, required=False)

    def clean(self) -> dict[str, Any]:
        """“其他” alone says nothing."""
        given = super().clean() or {}
        if given.get("why") == "其他" and not str(given.get("note", "")).strip():
            self.add_error("note", "写明查看的事由")
        return given

    @property
    def reason(self) -> str:
        """The sentence of the audit entry."""
        note = str(self.cleaned_data["note"]).strip()
        return f"{self.cleaned_data['why']}：{note}" if note else str(self.cleaned_data["why"])
