"""送达：哪一天算答复，凭什么判断有没有逾期。国办公开办函〔2016〕235号。"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mingtang.law.cite import Cite
from mingtang.law.errors import LawError
from mingtang.law.sources import document, practice

_DIRECT = document(
    "国办公开办函〔2016〕235号",
    "答复",
    "直接送达、委托送达的，以申请人签收之日为准。",
    verified=False,
    note="按大意转述",
)
_POSTED = document(
    "国办公开办函〔2016〕235号",
    "答复",
    "邮寄送达的，以交邮之日为准，并交由邮政企业寄递。",
    verified=False,
    note="按大意转述",
)
_ONLINE = practice("网上送达", "发到申请人指定的网上渠道的，以发出之日为准。")

RETURNED = practice(
    "退件与答复时限",
    "答复书邮寄后被退回的，答复时限仍按第一次交邮之日计算；退回由本机关造成的，那一次不算，按改正后送出之日计算。",
    note="条例对退件没有规定，由国办公开办函〔2016〕235号“以交邮之日为准”推定",
)
# 退件由谁造成：地址、收件人与申请人提供的一致，或者本机关写错、漏写、邮资不足。
RETURN_CAUSES: Mapping[str, str] = {"applicant": "申请人一侧的原因", "organ": "本机关的原因"}

# 只有邮政企业（邮政特快专递、挂号信）可以寄送公文。
POSTAL_CARRIERS = frozenset({"ems", "china_post"})


@dataclass(frozen=True)
class Method:
    """一种送达方式：``field`` 是判断是否逾期的日期。"""

    code: str
    label: str
    field: str
    cite: Cite


METHODS: Mapping[str, Method] = {
    method.code: method
    for method in (
        Method("counter", "当面送达", "signed_on", _DIRECT),
        Method("entrusted", "委托其他行政机关送达", "signed_on", _DIRECT),
        Method("mail", "邮寄送达", "posted_on", _POSTED),
        Method("online", "网上送达", "sent_on", _ONLINE),
    )
}


def legal_day(
    method: str, *, signed_on: date | None = None, posted_on: date | None = None, sent_on: date | None = None
) -> date | None:
    """算不算逾期看这一天：当面和委托看签收日，邮寄看交邮日，网上看发出日；还没有这一天时为 None。

    The 成文日期 on the letter and the day of the delivery report never count. Raises LawError for an unknown method.
    """
    if method not in METHODS:
        raise LawError(f"送达方式“{method}”不认识：用{'、'.join(METHODS)}之一。")
    return {"signed_on": signed_on, "posted_on": posted_on, "sent_on": sent_on}[METHODS[method].field]


def carrier_allowed(carrier: str) -> bool:
    """能不能交给这家寄递企业：只能是邮政企业（ems、china_post）。"""
    return carrier in POSTAL_CARRIERS


@dataclass(frozen=True)
class Sending:
    """答复书的一次送出：``misdirected`` 表示退回由本机关造成。"""

    method: str
    sent_on: date
    signed_on: date | None = None
    misdirected: bool = False

    @property
    def legal_day(self) -> date | None:
        """The day that counts for this sending alone, None before there is one."""
        return legal_day(self.method, signed_on=self.signed_on, posted_on=self.sent_on, sent_on=self.sent_on)


def reply_day(sendings: Iterable[Sending]) -> date | None:
    """哪一天算答复：最早一次算数的送出；本机关造成退回的不算（``RETURNED``）。一次都没有时为 None。

    A return that is not the organ's doing does not take the day away: 235号 counts from the hand-over to the post.
    """
    days = [each.legal_day for each in sendings if not each.misdirected]
    return min((day for day in days if day is not None), default=None)
