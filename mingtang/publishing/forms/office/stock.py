"""迁入旧站的表单：一份旧站的稿件，旧栏目归到哪里，旧站改过的要不要更新。"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from django import forms

LARGEST = 100 * 1024 * 1024
ENDINGS = (".xlsx", ".json", ".zip")


class HowForm(forms.Form):
    """How to take it in."""

    columns = forms.CharField(
        label="旧栏目归到哪里",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="栏目名称和本站不同的才写，一行一个，如：局内要闻=xwdt/gzdt",
    )
    update = forms.BooleanField(label="旧站改过的也更新，在本站改过的不动", required=False)

    def clean_columns(self) -> dict[str, str]:
        """Old names with new paths."""
        pairs = [line.partition("=") for line in self.cleaned_data["columns"].splitlines() if line.strip()]
        wrong = next((old for old, sign, new in pairs if not (sign and old.strip() and new.strip())), None)
        if wrong is not None:
            raise forms.ValidationError(f"“{wrong.strip()[:30]}”这一行写成 旧栏目=新栏目。")
        return {old.strip(): new.strip() for old, _, new in pairs}


class StockForm(HowForm):
    """The same, with the file of the old site."""

    file = forms.FileField(
        label="旧站的稿件", help_text="XLSX、JSON，或者网页文件夹压缩成的 ZIP，不超过100 MB"
    )
    field_order = ("file", "columns", "update")

    def clean_file(self) -> Any:
        """A file of a kind we read."""
        given = self.cleaned_data["file"]
        if PurePosixPath(given.name).suffix.lower() not in ENDINGS:
            raise forms.ValidationError("不收这种格式：换成 XLSX、JSON 或者 ZIP 再上传。")
        if given.size > LARGEST:
            raise forms.ValidationError(
                "文件超过100 MB：分成几个，或者在服务器上用 mingtang site import 迁入。"
            )
        return given
