"""主动公开建议（条例第四十四条第二款）：哪一份信息、为什么；不问身份证明，联系方式选填。"""

from __future__ import annotations

from django import forms

from mingtang.disclosure.actions.intake import ApplicantData, Wish
from mingtang.disclosure.forms.public import NUMBER_SAID, PHONE, Paged, Prose, plain_number
from mingtang.disclosure.models import ApplicantKind, CaseKind

# 第四十四条第二款的三种情形，即第十九条主动公开的标准。
GROUNDS = (
    ("interests", "涉及公众利益调整"),
    ("knowledge", "需要公众广泛知晓"),
    ("decision", "需要公众参与决策"),
)


class SuggestionForm(Paged):
    """One page. A name is asked because a file needs one; a suggestion needs no proof of who makes it."""

    kind = CaseKind.SUGGESTION
    pages = {
        "idea": (
            *("title", "document_number", "request_number", "ground", "reason"),
            *("applicant_kind", "name", "phone", "email"),
        ),
    }

    title = forms.CharField(
        label="您建议公开的信息", max_length=60, error_messages={"required": "用一句话写明您建议公开什么信息"}
    )
    document_number = forms.CharField(label="文号", max_length=60, required=False)
    request_number = forms.CharField(label="申请公开时的登记编号", max_length=40, required=False)
    ground = forms.ChoiceField(
        label="为什么应当主动公开",
        choices=GROUNDS,
        widget=forms.RadioSelect,
        error_messages={"required": "选一项为什么应当主动公开", "invalid_choice": "选一项为什么应当主动公开"},
    )
    reason = Prose(label="理由", max_length=800, rows=4, required="写明理由")
    applicant_kind = forms.ChoiceField(label="您是", choices=ApplicantKind.choices, initial="natural")
    name = forms.CharField(
        label="姓名或者单位名称", max_length=120, error_messages={"required": "填写姓名或者单位名称"}
    )
    phone = forms.CharField(label="联系电话", max_length=24, required=False)
    email = forms.EmailField(
        label="电子邮箱", required=False, error_messages={"invalid": "邮箱写法不对，核对后重填"}
    )
    field_order = [name for names in pages.values() for name in names]

    def clean_request_number(self) -> str:
        """The number of the request by which the information was disclosed, in its plain form."""
        given = str(self.cleaned_data["request_number"])
        number = plain_number(given)
        if given and not number:
            raise forms.ValidationError(NUMBER_SAID)
        return number

    def clean_phone(self) -> str:
        """A number one can dial, when there is one."""
        phone = str(self.cleaned_data["phone"]).strip()
        if phone and not PHONE.match(phone):
            raise forms.ValidationError("电话写法不对，写手机号或者区号加号码")
        return phone

    def applicant(self) -> ApplicantData:
        """Who suggests, without identity."""
        d = self.cleaned_data
        return ApplicantData(d["applicant_kind"], d["name"], phone=d["phone"], email=d["email"])

    def wish(self) -> Wish:
        """The ground, the reason and the request it goes back to; what comes of it is told on line."""
        d = self.cleaned_data
        description = f"{dict(GROUNDS)[d['ground']]}：{d['reason']}"
        if d["request_number"]:
            description += f"\n申请公开时的登记编号：{d['request_number']}"
        return Wish(d["title"], description, d["document_number"], "", "online")
