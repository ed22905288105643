"""表单：只管把填的字读成值；能不能做由行为决定。"""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from mingtang.law.calendar import HolidayNotice as Notice
from mingtang.law.errors import LawError
from mingtang.law.notices import read_notice
from mingtang.organs.actions.organ import EDITABLE
from mingtang.organs.models import Organ, Role, Section, Staff
from mingtang.organs.notice_text import read_off, read_worked, write_off, write_worked

LARGEST_TOML = 64 * 1024
EASY_TO_READ = "abcdefghjkmnpqrstuvwxyz23456789"


def first_password() -> str:
    """A first password that can be read out over a telephone: three groups of four, about 59 bits."""
    return "-".join("".join(secrets.choice(EASY_TO_READ) for _ in range(4)) for _ in range(3))


def speak_clearly(form: forms.BaseForm) -> None:
    """Let every field say in one sentence what is missing or wrong and what to enter."""
    for field in form.fields.values():
        field.error_messages |= _words(field)


def _words(field: forms.Field) -> dict[str, str]:
    label = f"“{field.label}”"
    chosen = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
    verb = "选择" if chosen or isinstance(field, forms.FileField) else "填写"
    words = {"required": f"没有{verb}{label}，{verb}后再提交。"}
    longest = getattr(field, "max_length", None)
    if longest:
        words["max_length"] = f"{label}超过 {longest} 个字，缩短后再提交。"
    if chosen:
        words["invalid_choice"] = f"{label}没有这个选项，从列表中选一个。"
    if isinstance(field, forms.DateField):
        words["invalid"] = f"{label}不是日期，写成 2022-10-24。"
    if isinstance(field, forms.DecimalField | forms.IntegerField):
        words["invalid"] = f"{label}不是数字，写成 1234。"
    if isinstance(field, forms.FileField):
        words["empty"] = f"{label}是空的，换一个文件。"
    return words


class ClearForm(forms.Form):
    """A form whose errors are clear sentences."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_clearly(self)


class SignInForm(ClearForm):
    """Account and password. Only the password of a demonstration account is filled in, never one that was typed."""

    username = forms.CharField(label="工号", max_length=150)
    password = forms.CharField(
        label="密码", max_length=200, strip=False, widget=forms.PasswordInput(render_value=True)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.fields["password"].widget.render_value = False  # type: ignore[attr-defined]


class OwnPasswordForm(ClearForm):
    old = forms.CharField(label="原密码", strip=False, max_length=200, widget=forms.PasswordInput)
    new = forms.CharField(
        label="新密码",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput,
        help_text="至少 10 个字符，不用姓名、工号和常见密码。",
    )
    again = forms.CharField(label="再写一遍新密码", strip=False, max_length=200, widget=forms.PasswordInput)

    def clean_again(self) -> str:
        if self.cleaned_data["again"] != self.cleaned_data.get("new"):
            raise forms.ValidationError("两遍新密码不一样，重新输入。")
        return str(self.cleaned_data["again"])


class _PlaceForm(ClearForm):
    """Role and section, among the sections of one organ."""

    role = forms.ChoiceField(label="岗位", choices=Role.choices, widget=forms.RadioSelect)
    section = forms.ModelChoiceField(
        label="科室",
        queryset=Section.objects.none(),
        required=False,
        empty_label="不属于科室",
        help_text="科室人员须选择科室。",
    )

    def __init__(self, *args: Any, organ: Organ, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = organ.sections.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("role") == Role.SECTION_STAFF and values.get("section") is None:
            self.add_error("section", "科室人员须属于一个科室，选择科室。")
        return values


class NewStaffForm(_PlaceForm):
    field_order = ["name", "username", "role", "section"]
    name = forms.CharField(label="姓名", max_length=20)
    username = forms.CharField(label="工号", max_length=30, help_text="登录用，字母、数字，如 wangjingwen。")

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"])
        if Staff.objects.filter(username=username).exists():
            raise forms.ValidationError(f"工号 {username} 已有人使用，换一个工号。")
        return username


class StaffForm(_PlaceForm):
    field_order = ["name", "role", "section", "reason"]
    name = forms.CharField(label="姓名", max_length=20)
    reason = forms.CharField(label="变动原因", max_length=200, required=False, help_text="记入操作日志。")


class OrganForm(forms.ModelForm):
    class Meta:
        model = Organ
        fields = EDITABLE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_clearly(self)


class SectionForm(ClearForm):
    name = forms.CharField(label="科室名称", max_length=40)


class HolidayNoticeForm(ClearForm):
    """One yearly notice as a person types it from the paper; ``notice()`` gives it as a value of the law room."""

    year = forms.IntegerField(label="年度", min_value=2008, max_value=2100)
    number = forms.CharField(
        label="文号", max_length=60, widget=forms.TextInput(attrs={"placeholder": "国办发明电〔2022〕16号"})
    )
    issued_on = forms.DateField(
        label="印发日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    off = forms.CharField(
        label="放假",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="每行一段，如“10-01 至 10-07 国庆节”；跨年的写上年份，如“2022-12-31 至 2023-01-02 元旦”。",
    )
    worked = forms.CharField(
        label="调休上班",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="上班的周末，用顿号或换行分开，如“01-28、01-29”。没有就空着。",
    )
    source = forms.CharField(
        label="来源", max_length=200, required=False, help_text="从哪里抄录，如“中国政府网”。"
    )
    verified = forms.BooleanField(label="已与通知原件核对", required=False)
    local = forms.BooleanField(
        label="只在本地施行", required=False, help_text="地方补充的假日；不算全国通知。"
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        year = values.get("year")
        for name, read in (("off", read_off), ("worked", read_worked)):
            if year and values.get(name):
                try:
                    values[f"{name}_read"] = read(year, values[name])
                except LawError as error:
                    self.add_error(name, str(error))
        if not self.errors:
            self._build(values)
        return values

    def _build(self, values: dict[str, Any]) -> None:
        try:
            values["notice"] = Notice(
                year=values["year"],
                number=values["number"],
                issued_on=values["issued_on"],
                off=values["off_read"],
                worked=values.get("worked_read", ()),
                source=values["source"],
                verified=values["verified"],
                local=values["local"],
            )
        except LawError as error:
            self.add_error(None, str(error))

    @property
    def notice(self) -> Notice:
        return self.cleaned_data["notice"]

    @staticmethod
    def written(notice: Notice) -> dict[str, Any]:
        """The initial values that spell out a notice."""
        return {
            "year": notice.year,
            "number": notice.number,
            "issued_on": notice.issued_on.isoformat(),
            "off": write_off(notice.year, notice.off),
            "worked": write_worked(notice.year, notice.worked),
            "source": notice.source,
            "verified": notice.verified,
            "local": notice.local,
        }


class NoticeFileForm(ClearForm):
    """A notice as a TOML file, written like those that ship with the program."""

    file = forms.FileField(label="TOML 文件", help_text="与程序自带的放假通知同一写法，不超过 64 KB。")

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_TOML:
            raise forms.ValidationError("文件超过 64 KB，不是放假通知，换一个文件。")
        try:
            self.notice: Notice = read_notice(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError("文件不是 UTF-8 文本，另存为 UTF-8 再上传。") from error
        except LawError as error:
            raise forms.ValidationError(str(error)) from error
        return file


class AuditFilterForm(ClearForm):
    """Filters of the log; all optional, anything unreadable counts as not given."""

    act = forms.CharField(label="行为", required=False, max_length=80)
    by = forms.CharField(label="经办人", required=False, max_length=20)
    since = forms.DateField(
        label="从", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label="到", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    q = forms.CharField(label="对象", required=False, max_length=80)

    def given(self) -> dict[str, str | date]:
        """The filters that can be used."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
