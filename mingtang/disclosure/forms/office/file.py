"""附件和查看完整信息的表单。"""

from __future__ import annotations

from typing import Any

from django import forms

from mingtang.disclosure.models import AttachmentRole
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
