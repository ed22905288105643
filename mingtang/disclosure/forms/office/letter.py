"""答复书的填写表：项目由文书目录给出，核对由目录的规则作；没写完的也能存。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from mingtang.disclosure.forms.office.base import day_field
from mingtang.disclosure.letters.catalogue import LetterKind
from mingtang.disclosure.letters.fields import MOST_ROWS, Field, read

SPARE = 1  # empty rows offered below those that are filled in


@dataclass(frozen=True)
class Group:
    """One item of the form: a single control, or the rows of a list."""

    field: Field
    control: Any = None
    rows: tuple[tuple[Any, ...], ...] = ()


class LenientText(forms.CharField):
    """Marked as required where it is, and kept without: the gate asks for it, not the form."""

    def validate(self, value: Any) -> None:
        """Nothing is refused here."""


class LenientChoice(forms.ChoiceField):
    """The same for a choice."""

    def validate(self, value: Any) -> None:
        """Nothing is refused here; the catalogue reads the value."""


class LetterForm(forms.Form):
    """Built from the fields of one kind of letter; ``values`` are those of the kept draft."""

    use_required_attribute = False

    dated_on = day_field("成文日期", required=False, help_text="签发时的日期；不填的，取签发之日")
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, kind: LetterKind, values: Mapping[str, Any], more: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.kind = kind
        self.sizes: dict[str, int] = {}
        for field in kind.fields:
            if field.kind == "list":
                self._add_rows(field, values.get(field.name) or [], more)
            else:
                self.fields[field.name] = _control(field, values.get(field.name))

    def _add_rows(self, field: Field, rows: list[Mapping[str, Any]], more: str) -> None:
        posted = str(self.data.get(f"{field.name}-rows", ""))
        size = int(posted) if posted.isdecimal() else len(rows) + SPARE
        size = min(size + (field.name == more), MOST_ROWS)
        self.sizes[field.name] = size
        for index in range(size):
            row = rows[index] if index < len(rows) else {}
            for column in field.columns:
                self.fields[f"{field.name}-{index}-{column.name}"] = _control(column, row.get(column.name))

    def groups(self) -> Iterator[Group]:
        """The form in the order of the catalogue."""
        for field in self.kind.fields:
            if field.kind != "list":
                yield Group(field, self[field.name])
                continue
            rows = range(self.sizes[field.name])
            yield Group(field, None, tuple(tuple(self[f"{field.name}-{i}-{c.name}"] for c in field.columns) for i in rows))

    def clean(self) -> dict[str, Any]:
        """Read the fields by the rules of the catalogue."""
        given = super().clean() or {}
        self.values, wrong = read(self.kind.fields, self._raw(given))
        for name, sentence in wrong.items():
            self.add_error(name if name in self.fields else None, sentence)
        return given

    def _raw(self, given: Mapping[str, Any]) -> dict[str, Any]:
        raw: dict[str, Any] = {}
        for field in self.kind.fields:
            if field.kind == "list":
                rows = [
                    {column.name: given.get(f"{field.name}-{index}-{column.name}", "") for column in field.columns}
                    for index in range(self.sizes[field.name])
                ]
                raw[field.name] = [row for row in rows if any(row.values())]
            else:
                raw[field.name] = given.get(field.name, "")
        return raw


def _control(field: Field, value: Any) -> forms.Field:
    """A lenient control: what is wrong with a value the catalogue says, so that half a draft can be kept."""
    common = {"label": field.label, "help_text": field.help, "required": field.required, "initial": value}
    if field.kind == "choice":
        return LenientChoice(choices=[("", "不选" if not field.required else "选择"), *field.options], **common)
    widgets = {
        "long": forms.Textarea(attrs={"rows": 3}),
        "date": forms.TextInput(attrs={"type": "date"}),
        "int": forms.TextInput(attrs={"inputmode": "numeric"}),
        "money": forms.TextInput(attrs={"inputmode": "numeric"}),
    }
    return LenientText(widget=widgets.get(field.kind, forms.TextInput()), **common)
