"""收件表单：每种渠道只问它的收到日期所需的证明（条例第三十一条）。"""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms

from mingtang.disclosure.actions import intake
from mingtang.disclosure.elements import NO_NAME
from mingtang.disclosure.forms.office.base import day_field, line_field
from mingtang.disclosure.forms.public import FilesField, PersonFields, WishFields
from mingtang.disclosure.models import AttachmentRole, Case, CaseKind, WantedDelivery, WantedForm
from mingtang.kit.db import writing
from mingtang.law.receipt import PROOFS
from mingtang.organs.models import Organ, Staff

CHANNELS = {
    "counter": ("当面", "提交之日就是收到之日"),
    "registered_mail": ("EMS、挂号信", "本机关签收之日就是收到之日"),
    "ordinary_mail": ("平信", "与申请人确认之日为收到之日，应当在到达当日确认"),
    "fax": ("传真", "双方确认之日为收到之日"),
    "web": ("电子邮件", "双方确认之日为收到之日；网上申请由申请人自行提交"),
    "oral": ("口头", "书写有困难的，由工作机构代为填写"),
}


NOT_SAID = ("", "没有写明")
# 条例第二十九条第二款的要素：缺了照收，属补正事项（第三十条），不是不收的理由。
MAY_LACK = ("name", "identity_number", "phone", "form", "delivery")


class IntakeForm(WishFields, PersonFields):
    """The clerk's form takes in what the paper says; what it lacks of art. 29(2) is marked and supplemented (art. 30).

    Subclasses add the proof of their channel.
    """

    channel = ""
    proofs: tuple[str, ...] = ()

    kind = forms.ChoiceField(label="种类", choices=CaseKind.choices, initial=CaseKind.REQUEST)
    application = FilesField(label="申请材料", required=False)
    identity = FilesField(label="身份证明", required=False)
    form_token = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        self.day = day
        initial = {"submitted_on": day, "form": "paper", "delivery": "post", **kwargs.pop("initial", {})}
        super().__init__(*args, **{**kwargs, "initial": initial, "label_suffix": ""})
        for name in MAY_LACK:
            self.fields[name].required = False
        for name, choices in (("form", WantedForm.choices), ("delivery", WantedDelivery.choices)):
            self.fields[name].choices = [*choices, NOT_SAID]  # type: ignore[attr-defined]
        self.fields["title"].label, self.fields["description"].label = "事项", "所需信息的描述"

    def clean_name(self) -> str:
        """A paper without a name is taken in too; the file then says so."""
        return str(self.cleaned_data["name"]).strip() or NO_NAME

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in self.proofs:
            if isinstance(given.get(name), date) and given[name] > self.day:
                self.add_error(name, f"日期晚于今天（{self.day:%Y-%m-%d}），填实际的日期")
        return given

    def arrival(self, by: Staff) -> intake.Arrival:
        """How it came in."""
        return intake.Arrival(self.channel, self.cleaned_data["submitted_on"])

    def save(self, *, by: Staff) -> Case:
        """File the case; the confirmation, when there is one already, follows in the same transaction."""
        given = self.cleaned_data
        roles = ((AttachmentRole.APPLICATION, given["application"]), (AttachmentRole.IDENTITY, given["identity"]))
        files = tuple((stored, str(role)) for role, several in roles for stored in several or ())
        organ = cast(Organ, by.organ)  # the door lets in nobody without one
        with writing():
            case = intake.file_case(
                organ=organ, applicant=self.applicant(), wish=self.wish(), arrival=self.arrival(by), by=by,
                on=self.day, kind=given["kind"], files=files, form_token=given["form_token"],
            )  # fmt: skip
            self.then(case, by)
        return case

    def then(self, case: Case, by: Staff) -> None:
        """What belongs to the arrival and is its own act."""


class CounterForm(IntakeForm):
    channel = "counter"
    proofs = ("submitted_on",)

    submitted_on = day_field(PROOFS["counter"][0].label)


class OralForm(IntakeForm):
    channel = "oral"
    proofs = ("submitted_on",)

    submitted_on = day_field(PROOFS["oral"][0].label, help_text="申请人在代填的申请表上签字的日期")

    def arrival(self, by: Staff) -> intake.Arrival:
        return intake.Arrival("oral", self.cleaned_data["submitted_on"], written_by=by.name)


class RegisteredMailForm(IntakeForm):
    channel = "registered_mail"
    proofs = ("submitted_on", "signed_on")

    signed_on = day_field(PROOFS["registered_mail"][0].label, help_text="见邮政回执；收发室签收就是本机关签收")
    tracking = line_field("邮件号", "填写邮件号", longest=40)
    submitted_on = day_field("交寄日期", required=False, help_text="见邮戳；看不清的不填")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.pop("submitted_on", None)  # what came today was posted earlier

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("signed_on") and not given.get("submitted_on"):
            given["submitted_on"] = given["signed_on"]
        return given

    def arrival(self, by: Staff) -> intake.Arrival:
        given = self.cleaned_data
        return intake.Arrival("registered_mail", given["submitted_on"], given["signed_on"], given["tracking"])


class ConfirmedForm(IntakeForm):
    """Channels whose day of receipt is the day both sides confirmed."""

    proofs = ("submitted_on", "confirmed_on")

    submitted_on = day_field("到达日期")
    confirmed_on = day_field("确认日期", required=False, help_text="还没有联系上的不填，登记后再确认")
    confirmed_how = line_field("怎样确认的", help_text="确认的时间、方式、对方")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        arrived, confirmed = given.get("submitted_on"), given.get("confirmed_on")
        if confirmed and not given.get("confirmed_how"):
            self.add_error("confirmed_how", "写明确认的时间、方式和对方")
        if arrived and confirmed and confirmed < arrived:
            self.add_error("confirmed_on", "确认日期早于到达日期，核对后更正")
        return given

    def then(self, case: Case, by: Staff) -> None:
        given = self.cleaned_data
        if given.get("confirmed_on") and case.received_on is None:
            intake.confirm_receipt(case, by=by, on=given["confirmed_on"], how=given["confirmed_how"])


class OrdinaryMailForm(ConfirmedForm):
    channel = "ordinary_mail"


class FaxForm(ConfirmedForm):
    channel = "fax"


class WebForm(ConfirmedForm):
    channel = "web"


FORMS: dict[str, type[IntakeForm]] = {
    form.channel: form for form in (CounterForm, RegisteredMailForm, OrdinaryMailForm, FaxForm, WebForm, OralForm)
}
