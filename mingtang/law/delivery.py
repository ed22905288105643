"""送达：哪一天算答复，凭什么判断有没有逾期。国办公开办函〔2016〕235号。"""

from collections.abc import Mapping
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
