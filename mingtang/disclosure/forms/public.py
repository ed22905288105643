"""公众填写的表单：在线申请、查询、补正、撤回。"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from mingtang.disclosure.actions.intake import ApplicantData, Wish
from mingtang.disclosure.models import ApplicantKind, CaseKind, IdentityType, WantedDelivery, WantedForm
from mingtang.kit.models import StoredFile
from mingtang.kit.uploads import UploadRefused, accept, clean_name
from mingtang.law.identity import id_card_is_valid

PHONE = re.compile(r"^\+?[\d\- ]{7,20}$")
MAX_FILES = 3


class PlainForm(forms.Form):
    """A form that says in plain words when too much was written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.CharField) and field.max_length:
                field.error_messages["max_length"] = f"“{field.label}”最多{field.max_length}字，删减后再提交"


class Prose(forms.CharField):
    """A text of several lines; a new line is one character, as the browser counts it."""

    def __init__(self, *, label: str, max_length: int, rows: int, required: str = "", **options: Any) -> None:
        messages = {"required": required}
        super().__init__(
            label=label,
            max_length=max_length,
            widget=forms.Textarea(attrs={"rows": rows}),
            required=bool(required),
            error_messages=messages,
            **options,
        )

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class ManyFiles(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Up to three files, each checked by its content; gives stored files, also (``good``) those beside a refused one."""

    widget = ManyFiles
    good: tuple[StoredFile, ...] = ()

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Store what is good; one sentence for what is not."""
        given = [one for one in (data if isinstance(data, (list, tuple)) else [data]) if one]
        if len(given) > MAX_FILES:
            raise forms.ValidationError(f"最多上传{MAX_FILES}个文件，合并后再传。")
        refused = []
        for one in given:
            try:
                self.good = (*self.good, accept(one))
            except UploadRefused as no:
                refused.append(f"“{clean_name(one.name or '')}”：{no}" if len(given) > 1 else str(no))
        if refused:
            raise forms.ValidationError(refused)
        return list(self.good)


class PersonFields(PlainForm):
    """Who asks: the fields, shared by the public forms and the clerk's; what must be filled in is theirs to say."""

    applicant_kind = forms.ChoiceField(label="申请人类型", choices=ApplicantKind.choices, initial="natural")
    name = forms.CharField(
        label="姓名或者单位名称", max_length=120, error_messages={"required": "填写姓名或者单位名称"}
    )
    identity_type = forms.ChoiceField(label="证件种类", choices=IdentityType.choices, initial="id_card")
    identity_number = forms.CharField(
        label="证件号码", max_length=40, error_messages={"required": "填写证件号码"}
    )
    contact = forms.CharField(label="联系人", max_length=40, required=False)
    phone = forms.CharField(
        label="联系电话", max_length=24, error_messages={"required": "填写联系电话，补正和送达时用"}
    )
    email = forms.EmailField(
        label="电子邮箱", required=False, error_messages={"invalid": "邮箱写法不对，核对后重填"}
    )
    address = forms.CharField(label="通信地址", max_length=200, required=False)
    postcode = forms.RegexField(
        r"^\d{6}$", label="邮政编码", required=False, error_messages={"invalid": "邮政编码是6位数字"}
    )
    agent_name = forms.CharField(label="代理人姓名", max_length=40, required=False)
    agent_identity = forms.CharField(label="代理人证件号码", max_length=40, required=False)
    assistance = forms.CharField(label="阅读、视听有困难的，写明需要的帮助", max_length=200, required=False)

    def clean_phone(self) -> str:
        """A number one can dial."""
        phone = str(self.cleaned_data["phone"]).strip()
        if phone and not PHONE.match(phone):
            raise forms.ValidationError("电话写法不对，写手机号或者区号加号码")
        return phone

    def clean_identity_number(self) -> str:
        """Letters are written as capitals."""
        return str(self.cleaned_data["identity_number"]).strip().upper()

    def applicant(self) -> ApplicantData:
        """The cleaned identity as the act takes it."""
        d = self.cleaned_data
        names = "name identity_type identity_number contact phone address postcode email agent_name agent_identity assistance"
        return ApplicantData(kind=d["applicant_kind"], **{name: d[name] for name in names.split()})


class WholePerson(PersonFields):
    """Who asks on line: all of it is asked before it is handed in. Who lacks something files on paper or in person."""

    def clean(self) -> dict[str, Any]:
        """The number fits its kind; an address is there when post is wanted."""
        data = super().clean() or {}
        number = data.get("identity_number", "")
        if data.get("identity_type") == IdentityType.ID_CARD and number and not id_card_is_valid(number):
            self.add_error("identity_number", "身份证号码有误，核对18位号码后重填")
        if data.get("agent_name") and not data.get("agent_identity"):
            self.add_error("agent_identity", "填写代理人的证件号码")
        if data.get("delivery") == WantedDelivery.POST and not data.get("address"):
            self.add_error("address", "选择邮寄的，填写通信地址")
        if data.get("delivery") == WantedDelivery.EMAIL and not data.get("email"):
            self.add_error("email", "选择电子邮件的，填写邮箱")
        return data


class WishFields(PlainForm):
    """What is wanted and how: the description part, shared by the public form and the clerk's."""

    title = forms.CharField(
        label="您要的信息", max_length=60, error_messages={"required": "用一句话写明您要的信息"}
    )
    document_number = forms.CharField(label="文号", max_length=60, required=False)
    description = Prose(label="描述", max_length=1000, rows=5, required="写明您要的信息有什么特征")
    form = forms.ChoiceField(
        label="提供方式", choices=WantedForm.choices, widget=forms.RadioSelect, initial="electronic"
    )
    delivery = forms.ChoiceField(
        label="获取途径", choices=WantedDelivery.choices, widget=forms.RadioSelect, initial="online"
    )

    def wish(self) -> Wish:
        """The cleaned wish as the act takes it."""
        d = self.cleaned_data
        return Wish(d["title"], d["description"], d["document_number"], d["form"], d["delivery"])


class Paged(PlainForm):
    """A form asked page by page and checked on one more: ``pages`` names the fields of each."""

    kind: ClassVar[CaseKind]
    pages: ClassVar[dict[str, tuple[str, ...]]]

    def page_in_need(self, goal: str) -> str:
        """The first page before ``goal`` that has to be mended, or '' when all of them are in order."""
        before = list(self.pages)[: list(self.pages).index(goal)] if goal in self.pages else self.pages
        return next((page for page in before if any(name in self.errors for name in self.pages[page])), "")

    def speak_of(self, page: str) -> None:
        """Keep only the errors of this page: the others have not been asked yet."""
        for name in [name for name in self.errors if name not in self.pages[page]]:
            del self.errors[name]

    def heed(self, files: Sequence[StoredFile]) -> None:
        """What the uploads, of this page and of earlier ones, mean for the rest."""

    def applicant(self) -> ApplicantData:
        """Who hands it in, as the act takes it."""
        raise NotImplementedError

    def wish(self) -> Wish:
        """What is wanted, as the act takes it."""
        raise NotImplementedError


PERSON = (
    *("applicant_kind", "name", "identity_type", "identity_number", "contact", "phone"),
    *("agent_name", "agent_identity", "assistance"),
)
DELIVERY = ("delivery", "email", "address", "postcode")


class ApplyForm(WishFields, WholePerson, Paged):
    """The public application of art. 29, asked on three pages."""

    kind = CaseKind.REQUEST
    pages = {
        "who": PERSON,
        "what": ("title", "document_number", "description", "files"),
        "how": ("form", *DELIVERY),
    }

    files = FilesField(label="补充材料", required=False)  # type: ignore[assignment]  # a field, not the uploads
    field_order = [name for names in pages.values() for name in names]


NUMBER = re.compile(
    r"^\s*(?:(\d{4}) ?[-－—–] ?(\d{1,6})"  # as people type it, with the dash of a Chinese keyboard too
    r"|[一-鿿]{0,12}[〔\[［(（](\d{4})[〕\]］)）] ?(\d{1,6}) ?号?)\s*$"  # as letters print it
)
NUMBER_SAID = "登记编号写作 2022-0009"


def plain_number(text: str) -> str:
    """``2022-0009`` out of the ways a number is written; '' when it is none."""
    found = NUMBER.match(text)
    year, serial = [part for part in found.groups() if part] if found else ("", "")
    return f"{int(year):04d}-{int(serial):04d}" if found else ""


class TrackForm(forms.Form):
    """Number and query code, as printed on the receipt."""

    number = forms.CharField(
        label="登记编号",
        max_length=40,
        error_messages={"required": "填写登记编号", "max_length": NUMBER_SAID},
    )
    code = forms.CharField(label="查询码", max_length=12, error_messages={"required": "填写查询码"})

    def clean_number(self) -> str:
        """Accept ``2022-9`` and ``楚审依申〔2022〕9号`` for ``2022-0009``."""
        number = plain_number(self.cleaned_data["number"])
        if not number:
            raise forms.ValidationError(NUMBER_SAID)
        return number

    def clean_code(self) -> str:
        """Codes are printed in capitals."""
        return unicodedata.normalize("NFKC", str(self.cleaned_data["code"])).strip().upper()


class SupplementForm(PlainForm):
    """The applicant's answer to the supplement request."""

    text = Prose(label="补正内容", max_length=2000, rows=6, required="按告知书逐项写明补正内容")
    files = FilesField(label="材料", required=False)  # type: ignore[assignment]  # a field, not the uploads


class WithdrawalForm(PlainForm):
    """The wish to withdraw, confirmed by a tick."""

    reason = forms.CharField(label="撤回的原因", max_length=200, required=False)
    sure = forms.BooleanField(
        label="我要撤回，撤回后本机关不再处理", error_messages={"required": "勾选后才能撤回"}
    )


class NoteForm(PlainForm):
    """A remark to the office."""

    text = Prose(label="补充说明", max_length=1000, rows=4, required="写明要补充的内容")
