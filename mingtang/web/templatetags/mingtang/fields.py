"""Form rows, the summary of errors, and the words a page title begins with when something is to be mended."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.forms import BaseForm, BoundField, CheckboxInput, FileInput, HiddenInput, RadioSelect, Textarea
from django.forms.formsets import BaseFormSet
from django.template import Context
from django.utils.safestring import SafeString

from mingtang.web.templatetags.mingtang.library import register
from mingtang.web.templatetags.mingtang.parts import draw

Mended = BaseForm | BaseFormSet | Iterable[BaseForm] | None


class Error(NamedTuple):
    """``anchor`` is the id of the control that mends it; empty for an error of the whole form."""

    anchor: str
    text: str


def kind_of(field: BoundField) -> str:
    """``choices`` (radio or check list), ``check``, ``file``, ``text`` (area) or ``line``."""
    widget = field.field.widget
    if isinstance(widget, RadioSelect):  # CheckboxSelectMultiple is one too
        return "choices"
    for kind, types in (("check", CheckboxInput), ("file", FileInput), ("text", Textarea)):
        if isinstance(widget, types):
            return kind
    return "line"


def control(field: BoundField, described: str, extra: dict[str, Any]) -> SafeString:
    """The control with its classes and what a reader needs to hear with it."""
    attrs = {
        **extra,
        "class": f"{field.field.widget.attrs.get('class', '')} {extra.get('class', '')}".strip(),
    }
    if described:
        attrs["aria-describedby"] = described
    if field.errors:
        attrs["aria-invalid"] = "true"
        attrs["class"] = f"{attrs['class']} bad".strip()
    return field.as_widget(attrs={key: value for key, value in attrs.items() if value != ""})


@register.simple_tag(takes_context=True)
def field(
    context: Context, field: BoundField, *, label: str = "", help: str = "", width: str = "", **attrs: Any
) -> SafeString:
    """A whole form row: label, help, error, control.

    ``label`` and ``help`` overrule the form's. ``width`` is ``s``, ``m`` or ``l``. Other options become attributes
    of the control (``rows=3``, ``autocomplete="tel"``; a ``_`` becomes ``-``).
    """
    if isinstance(field.field.widget, HiddenInput):
        return SafeString(field)
    kind, help = kind_of(field), help or str(field.help_text)
    ids = [f"{field.auto_id}-help"] * bool(help) + [f"{field.auto_id}-error"] * bool(field.errors)
    extra = {
        "class": f"w-{width}" if width else "",
        **{name.replace("_", "-"): attrs[name] for name in attrs},
    }
    values = {
        "field": field,
        "kind": kind,
        "label": label or field.label,
        "help": help,
        "optional": not field.field.required and kind != "check",
        "described": " ".join(ids),
        "control": "" if kind == "choices" else control(field, " ".join(ids), extra),
    }
    return draw(context, "field", values)


def _forms(mended: Mended) -> Iterator[BaseForm]:
    if mended is None:
        return
    if isinstance(mended, BaseForm):
        yield mended
    else:
        yield from mended


def _anchor(form: BaseForm, name: str) -> str:
    bound = form[name]
    if kind_of(bound) == "choices":
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id


def errors_of(mended: Mended) -> list[Error]:
    """Every error of a form, a formset or several forms, in the order of the fields."""
    found = [Error("", str(text)) for text in getattr(mended, "non_form_errors", list)()]
    for form in _forms(mended):
        if not form.is_bound:
            continue
        found += [Error("", str(text)) for text in form.non_field_errors()]
        for name in form.fields:
            found += [Error(_anchor(form, name), str(text)) for text in form.errors.get(name, ())]
    return found


@register.simple_tag(takes_context=True)
def errors(context: Context, *mended: Mended) -> SafeString:
    """The summary at the top of a page: how much is to be mended, each with a link to its field."""
    found = [error for each in mended for error in errors_of(each)]
    return draw(context, "errors", {"errors": found}) if found else SafeString("")


@register.simple_tag
def error_title(*mended: Mended) -> str:
    """What a page title begins with after a refused form: “有2处需要修改：”."""
    count = sum(len(errors_of(each)) for each in mended)
    return f"有{count}处需要修改：" if count else ""
