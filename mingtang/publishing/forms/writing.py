"""编辑器里的稿件表单：地址按规则取，填错的用一句中文说明。"""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from mingtang.publishing.actions.editing import take_address
from mingtang.web import clock


class PieceForm(WagtailAdminPageForm):
    """所有稿件共用。"""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            name = str(field.label or "").strip()
            field.error_messages["required"] = f"没有填“{name}”：填好再保存。"

    def save(self, commit: bool = True) -> Any:
        """The piece; a new one has got its address."""
        if self.instance.pk is None:
            take_address(self.instance, on=clock.today())
        return super().save(commit=commit)
