"""申请要素：条例第二十九条第二款的三项缺了什么。缺的不是不收的理由，是补正的事项（第三十条）。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mingtang.disclosure.models import Applicant, AttachmentRole, Case, CaseKind, IdentityType, WantedDelivery
from mingtang.disclosure.story import Story
from mingtang.law.identity import id_card_is_valid

NO_NAME = "（未写姓名或者名称）"


@dataclass(frozen=True)
class Missing:
    """One thing the paper does not say: ``item`` is what, ``guidance`` how to supplement it; both go into the notice."""

    key: str
    item: str
    guidance: str


def missing(case: Case) -> list[Missing]:
    """What the application lacks of art. 29(2); a suggestion needs none of it (art. 44(2))."""
    if case.kind == CaseKind.SUGGESTION:
        return []
    return [*_who(case), *_how(case)]


def _who(case: Case) -> Iterator[Missing]:
    person = case.applicant
    if person.name == NO_NAME:
        yield Missing("name", "没有写明申请人的姓名或者名称", "写明姓名；单位申请的，写明单位的全称并盖章。")
    if not person.identity_number and not _identity_paper(case):
        yield Missing("identity", "没有提供身份证明", "提交身份证件的复印件；单位申请的，提交营业执照或者登记证书的复印件。")
    elif _is_wrong(person):
        yield Missing("identity", "身份证号码有误", "核对18位号码，提交身份证的复印件。")
    if person.agent_name and not person.agent_identity:
        yield Missing("agent", "没有提供代理人的身份证明", "提交代理人身份证件的复印件和授权委托书。")
    if not (person.phone or person.address or person.email):
        yield Missing("contact", "没有写明联系方式", "写明联系电话、通信地址或者电子邮箱。")


def _identity_paper(case: Case) -> bool:
    return case.attachments.filter(role=AttachmentRole.IDENTITY, taken_back=None).exists()


def _is_wrong(person: Applicant) -> bool:
    number = person.identity_number
    return bool(number) and person.identity_type == IdentityType.ID_CARD and not id_card_is_valid(number)


def _how(case: Case) -> Iterator[Missing]:
    if case.kind == CaseKind.REQUEST and not case.wanted_form:
        yield Missing("form", "没有写明获取信息的方式", "写明要纸质件、电子文件，还是查阅、抄录。")
    if not case.wanted_delivery:
        yield Missing("delivery", "没有写明获取信息的途径", "写明邮寄、自行领取、网上下载还是电子邮件。")
    if case.wanted_delivery == WantedDelivery.POST and not case.applicant.address:
        yield Missing("address", "要求邮寄，没有写明通信地址", "写明收件人和通信地址，写到门牌号。")
    if case.wanted_delivery == WantedDelivery.EMAIL and not case.applicant.email:
        yield Missing("email", "要求以电子邮件提供，没有写明邮箱", "写明电子邮箱。")


def to_offer(case: Case, story: Story) -> list[Missing]:
    """Those that are not yet among the points collected for the only supplement notice."""
    listed = {point["item"] for point in story.points}
    return [each for each in missing(case) if each.item not in listed]
