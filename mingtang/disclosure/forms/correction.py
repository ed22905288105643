"""更正申请（条例第四十一条）：哪一份记录、哪里不准确、应当怎样记、有什么证据，以及是谁。"""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from mingtang.disclosure.actions.intake import Wish
from mingtang.disclosure.forms.public import DELIVERY, PERSON, FilesField, Paged, Prose, WholePerson
from mingtang.disclosure.models import CaseKind, WantedDelivery
from mingtang.kit.models import StoredFile


class CorrectionForm(WholePerson, Paged):
    """Only who the record is about may ask, with evidence: both are asked, and nothing else."""

    kind = CaseKind.CORRECTION
    pages = {
        "record": ("title", "document_number", "wrong", "right", "evidence", "files"),
        "owner": (*PERSON, *DELIVERY),
    }

    title = forms.CharField(
        label="记录的名称", max_length=60, error_messages={"required": "写明要更正哪一份记录"}
    )
    document_number = forms.CharField(label="文号或者编号", max_length=60, required=False)
    wrong = Prose(label="现在怎样记的", max_length=500, rows=3, required="写明记录里哪里不准确")
    right = Prose(label="应当怎样记", max_length=500, rows=3, required="写明应当怎样记")
    evidence = Prose(label="证据说明", max_length=500, rows=3)
    files = FilesField(label="证据材料", required=False)  # type: ignore[assignment]  # a field, not the uploads
    delivery = forms.ChoiceField(
        label="答复怎样给您", choices=WantedDelivery.choices, widget=forms.RadioSelect, initial="online"
    )
    field_order = [name for names in pages.values() for name in names]

    def heed(self, files: Sequence[StoredFile]) -> None:
        """Art. 41 asks for evidence: a paper, or the words where it is to be found."""
        if (
            not files
            and not self.cleaned_data.get("evidence")
            and not {"evidence", "files"} & set(self.errors)
        ):
            self.add_error("evidence", "上传证据材料，或者写明有什么证据、怎样交给本局（条例第四十一条）")

    def wish(self) -> Wish:
        """The four answers under their names; a correction hands out no information, so no form is asked."""
        d = self.cleaned_data
        told = (
            ("现在的记载", d["wrong"]),
            ("应当记为", d["right"]),
            ("证据", d["evidence"] or "见上传的材料"),
        )
        description = "\n".join(f"{name}：{text}" for name, text in told)
        return Wish(d["title"], description, d["document_number"], "", d["delivery"])
