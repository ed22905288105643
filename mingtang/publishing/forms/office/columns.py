"""栏目的表单：内容，位置，归档，一个理由。"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from wagtail.models import Page

from mingtang.organs.models import Section
from mingtang.publishing.actions.columns import FIELDS
from mingtang.publishing.models import Column, Home
from mingtang.publishing.models.places import ColumnType
from mingtang.publishing.tree import HOME_DEPTH

SLUG = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", "网址只用小写字母、数字和连字符，如 zcjd")
REASON = {"label": "理由", "max_length": 200, "help_text": "记入操作日志"}


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(**REASON)  # type: ignore[arg-type]


class ColumnForm(forms.ModelForm):
    """What is written down about a column, and why it is changed."""

    reason = forms.CharField(**REASON)  # type: ignore[arg-type]

    class Meta:
        model = Column
        fields = FIELDS
        labels = {"title": "名称"}
        widgets = {
            "column_type": forms.TextInput(attrs={"list": "column-types"}),
            "statement": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "title": "", "kind": "决定页面的样子",
            "numbered": "编索引号的政策文件栏目，公文要和解读同时发布",
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        section: Any = self.fields["section"]
        section.queryset = Section.objects.filter(organ__is_home=True)
        section.empty_label = "随上级栏目"

    @property
    def types(self) -> list[str]:
        """The names the tag standard lists; others may be typed."""
        return [str(each) for each in ColumnType.values]

    @property
    def values(self) -> dict[str, Any]:
        """What the act takes."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class PlaceForm(ReasonForm):
    """A place in the tree: below a column or the home page, or after another column."""

    place = forms.ChoiceField(label="放在哪里")
    field_order = ("place", "reason")

    def __init__(self, *args: Any, column: Column | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["place"]
        field.choices = list(_places(column))

    def target(self) -> tuple[Page, str]:
        """The page it is put below or beside, and where."""
        return _target(self)


def _places(moved: Column | None) -> list[tuple[str, list[tuple[str, str]]] | tuple[str, str]]:
    home = Home.objects.first()
    columns = Column.objects.filter(live=True, archived_on__isnull=True).order_by("path")
    columns = [each for each in columns if moved is None or not each.path.startswith(moved.path)]
    indent = {each.pk: "　" * (each.depth - HOME_DEPTH - 1) for each in columns}
    after = [(f"right:{each.pk}", f"{indent[each.pk]}排在“{each.title}”之后") for each in columns]
    below = [
        (f"last-child:{each.pk}", f"{indent[each.pk]}放进“{each.title}”")
        for each in columns
        if not each.target
    ]
    first = (
        [(f"first-child:{home.pk}", "一级栏目的最前面"), (f"last-child:{home.pk}", "一级栏目的最后面")]
        if home
        else []
    )
    return [("", "选一处"), ("一级栏目", first), ("同一级", after), ("下一级", below)]


class AddForm(ColumnForm):
    """A new column, with its address and its place."""

    slug = forms.CharField(
        label="网址",
        max_length=40,
        validators=[SLUG],
        help_text="上级栏目网址之后的一段，一般用名称的拼音首字母；定了以后不改",
    )
    place = forms.ChoiceField(label="放在哪里")
    field_order = ("title", "slug", "place", *FIELDS[1:], "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["place"]
        field.choices = list(_places(None))

    def target(self) -> tuple[Page, str]:
        """The page it is put below or beside, and where."""
        return _target(self)


def _target(form: forms.BaseForm) -> tuple[Page, str]:
    where, _, pk = form.cleaned_data["place"].partition(":")
    return Page.objects.get(pk=pk), where


class ArchiveForm(ReasonForm):
    """Where visitors look instead, and why."""

    successor = forms.ModelChoiceField(
        label="归档以后看哪个栏目",
        queryset=Column.objects.none(),
        required=False,
        empty_label="没有",
        help_text="栏目页上写明；空栏目的旧网址直接引过去",
    )
    field_order = ("successor", "reason")

    def __init__(self, *args: Any, column: Column, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["successor"]
        others = Column.objects.filter(live=True, archived_on__isnull=True).exclude(
            path__startswith=column.path
        )
        field.queryset = others.order_by("path")
