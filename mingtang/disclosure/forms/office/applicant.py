"""更正申请人资料的表单：只填要改的；原来的资料不在表单里露出。"""

from __future__ import annotations

from typing import Any

from django import forms

from mingtang.disclosure.actions import applicants
from mingtang.disclosure.forms.office.base import ActForm, line_field, words_field
from mingtang.disclosure.forms.public import PHONE
from mingtang.disclosure.models import ApplicantKind, IdentityType
from mingtang.law.identity import id_card_is_valid

SAME = ("", "不变")


class CorrectApplicant(ActForm):
    kind = "applicant_corrected"
    advice = "只填要更正的，空着的不变。更正前后的资料都加密留在案卷里，经过里只写更正了哪几项。"
    asks_first = True
    consequence = "以后的文书按更正后的资料写；已签发的文书不变。类别是年度报告表三的列，已冻结的报告会逐格提示变动。"

    applicant_kind = forms.ChoiceField(label="类别", choices=[SAME, *ApplicantKind.choices], required=False)
    name = line_field("姓名或者名称")
    identity_type = forms.ChoiceField(label="证件种类", choices=[SAME, *IdentityType.choices], required=False)
    identity_number = line_field("证件号码", longest=40)
    contact = line_field("联系人", longest=40)
    phone = line_field("联系电话", longest=24)
    address = line_field("通信地址", longest=200)
    postcode = forms.RegexField(r"^\d{6}$", label="邮政编码", required=False, error_messages={"invalid": "邮政编码是6位数字"})
    email = forms.EmailField(label="电子邮箱", required=False, error_messages={"invalid": "邮箱写法不对，核对后重填"})
    agent_name = line_field("代理人", longest=40)
    agent_identity = line_field("代理人证件号码", longest=40)
    reason = words_field("为什么更正、凭什么材料", "写明为什么更正、凭什么材料", rows=2, longest=300)

    def clean_phone(self) -> str:
        """A number one can dial."""
        phone = str(self.cleaned_data["phone"]).strip()
        if phone and not PHONE.match(phone):
            raise forms.ValidationError("电话写法不对，写手机号或者区号加号码")
        return phone

    def clean(self) -> dict[str, Any]:
        """A number of an identity card has its check digit."""
        given = super().clean() or {}
        number = str(given.get("identity_number", "")).strip().upper()
        given["identity_number"] = number
        kind = given.get("identity_type") or self.scene.case.applicant.identity_type
        if number and kind == IdentityType.ID_CARD and not id_card_is_valid(number):
            self.add_error("identity_number", "身份证号码有误，核对18位号码后重填")
        return given

    def do(self) -> Any:
        given = self.cleaned_data
        changes = {name: given.get(name, "") for name in applicants.CORRECTABLE} | {"kind": given["applicant_kind"]}
        return applicants.correct_applicant(self.scene.case, changes, reason=given["reason"], **self.common)
