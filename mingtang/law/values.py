"""全部有施行日的数：一张表看清每个数是多少、从哪天起、依据什么、效力在哪一级、有什么没有核实。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mingtang.law import disputes, fees, periods, receipt, remedy
from mingtang.law.clock import rules
from mingtang.law.since import Since


@dataclass(frozen=True)
class Value:
    """一个有施行日的数，``name`` 是它的中文名，``unit`` 是单位，``where`` 是 模块.名称。"""

    name: str
    unit: str
    where: str
    versions: Sequence[Since[Any]]


VALUES: tuple[Value, ...] = (
    Value("答复期限", "个工作日", "clock.REPLY_WORKDAYS", rules.REPLY_WORKDAYS),
    Value("延长答复合计上限", "个工作日", "clock.EXTENSION_WORKDAYS", rules.EXTENSION_WORKDAYS),
    Value("补正告知期限", "个工作日", "clock.SUPPLEMENT_NOTICE_WORKDAYS", rules.SUPPLEMENT_NOTICE_WORKDAYS),
    Value("补正期限（没有写明时）", "个工作日", "clock.SUPPLEMENT_WORKDAYS", rules.SUPPLEMENT_WORKDAYS),
    Value("第三方答复期限", "个工作日", "clock.THIRD_PARTY_WORKDAYS", rules.THIRD_PARTY_WORKDAYS),
    Value("共同制作机关答复期限", "个工作日", "clock.CO_MAKER_WORKDAYS", rules.CO_MAKER_WORKDAYS),
    Value(
        "其他机关答复期限（没有写明时）", "个工作日", "clock.OTHER_ORGAN_WORKDAYS", rules.OTHER_ORGAN_WORKDAYS
    ),
    Value("确认收到", "个工作日", "receipt.CONFIRM_BY_WORKDAYS", receipt.CONFIRM_BY_WORKDAYS),
    Value("缴费期限", "个工作日", "fees.PAYMENT_WORKDAYS", fees.PAYMENT_WORKDAYS),
    Value("主动公开期限", "个工作日", "periods.PROACTIVE_WORKDAYS", periods.PROACTIVE_WORKDAYS),
    Value("不予公开的评估审查", "个月", "periods.REVIEW_REFUSALS_MONTHS", periods.REVIEW_REFUSALS_MONTHS),
    Value("更正申请答复期限", "个工作日", "periods.CORRECTION_WORKDAYS", periods.CORRECTION_WORKDAYS),
    Value("申请行政复议", "日", "disputes.RECONSIDERATION_DAYS", disputes.RECONSIDERATION_DAYS),
    Value("直接起诉", "个月", "disputes.SUIT_MONTHS", disputes.SUIT_MONTHS),
    Value("复议后起诉", "日", "disputes.SUIT_AFTER_DAYS", disputes.SUIT_AFTER_DAYS),
    Value("向法院答辩", "日", "disputes.SUIT_ANSWER_DAYS", disputes.SUIT_ANSWER_DAYS),
)
OTHER_VERSIONED: tuple[Sequence[Since[Any]], ...] = (
    fees.BY_ITEMS,
    fees.BY_PAGES,
    remedy.SCOPE,
    rules.PAUSE,
    *disputes.PROCEEDINGS.values(),
    *remedy.RECONSIDERATION_BODIES.values(),
    *receipt.RULES.values(),
)


def all_versions() -> Iterator[Sequence[Since[Any]]]:
    """每一组版本，旧的在前。"""
    yield from (value.versions for value in VALUES)
    yield from OTHER_VERSIONED
