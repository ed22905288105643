"""逐条对照：条例五十六条，每一条是写成了规则、显示条文，还是留给人判断。漏掉一条，测试不通过。"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

from mingtang.law.people import LEFT_TO_PEOPLE, Question
from mingtang.law.sources import REGULATION
from mingtang.law.texts import Article, article_number, regulation

# 写成规则的：条 -> 模块.名称。
ENCODED: Mapping[int, tuple[str, ...]] = {
    2: ("outcomes.NOT_INFORMATION",),
    10: ("outcomes.OUTCOMES",),
    11: ("letters.LETTERS",),
    12: ("proactive.GUIDE_FIELDS", "proactive.CATALOGUE_FIELDS"),
    14: ("outcomes.SECRET", "outcomes.BARRED", "outcomes.ENDANGERS"),
    15: ("outcomes.THIRD_PARTY",),
    16: ("outcomes.INTERNAL", "outcomes.PROCESS"),
    18: ("periods.review_refusal_on",),
    19: ("proactive.TRIGGER",),
    20: ("proactive.ITEMS",),
    21: ("proactive.LOCAL_TOPICS",),
    22: ("proactive.EXTENDABLE",),
    23: ("proactive.CHANNELS",),
    24: ("proactive.PLATFORM_FUNCTIONS",),
    25: ("proactive.HANDED_OVER",),
    26: ("periods.proactive_due",),
    28: ("receipt.BASIC_CHANNELS",),
    29: ("intake.missing_elements", "receipt.PROOFS"),
    30: ("clock.SUPPLEMENT_NOTICE_WORKDAYS", "clock.evaluate", "outcomes.ABANDONED"),
    31: ("receipt.received_on",),
    32: ("clock.THIRD_PARTY_WORKDAYS", "clock.evaluate", "letters.LETTERS"),
    33: ("clock.REPLY_WORKDAYS", "clock.EXTENSION_WORKDAYS", "clock.evaluate"),
    34: ("clock.CO_MAKER_WORKDAYS", "clock.rules.SILENCE_OF_CO_MAKER"),
    35: ("clock.rules.REASONS_DO_NOT_PAUSE", "clock.rules.DELAYED", "outcomes.OUTCOMES"),
    36: ("outcomes.OUTCOMES", "intake.is_repeat"),
    37: ("outcomes.SEVERED",),
    38: ("outcomes.OUTCOMES",),
    39: ("outcomes.OUTCOMES",),
    40: ("intake.FORM_OF_COPY",),
    41: ("periods.correction_due", "letters.LETTERS"),
    42: ("fees.by_items", "fees.by_pages", "fees.payment_due"),
    43: ("intake.HELP_TO_READ",),
    44: ("intake.suggests_publication",),
    45: ("intake.STAGES",),
    49: ("periods.report_dates",),
    50: ("annual_report",),
    51: ("remedy.remedies", "disputes.column_of"),
}
# 只显示条文的：条 -> 为什么不写成规则。
SHOWN: Mapping[int, str] = {
    1: "立法目的",
    3: "组织领导，由机关设置",
    4: "指定工作机构及其职能，由机关设置",
    5: "原则",
    6: "及时准确公开和澄清，属日常管理",
    7: "推进公开的要求",
    8: "信息化和平台建设的要求",
    9: "公众监督的权利",
    13: "公开的原则和方式，例外见第十四条至第十六条",
    27: "谁可以申请、向谁申请",
    46: "考核、评议、责任追究制度",
    47: "主管部门的指导监督和投诉处理",
    48: "培训",
    52: "法律责任",
    53: "法律责任",
    54: "授权组织适用本条例",
    55: "公共企事业单位另有规定",
    56: "施行日期，见各规则的施行日",
}
WAYS = {"encoded": "已写成规则", "people": "留给人判断", "shown": "显示条文"}


@dataclass(frozen=True)
class Coverage:
    """一条的对照：``ways`` 是 encoded、people、shown 中的若干种。"""

    article: Article
    ways: tuple[str, ...]
    symbols: tuple[str, ...]
    questions: tuple[Question, ...]
    reason: str


def questions_of(number: int) -> tuple[Question, ...]:
    """这一条留给人的问题。"""
    return tuple(
        item
        for item in LEFT_TO_PEOPLE
        if item.cite.instrument == REGULATION and article_number(item.cite.article) == number
    )


def coverage() -> tuple[Coverage, ...]:
    """逐条对照，按条的序号。"""
    return tuple(_of(article) for article in regulation().values())


def _of(article: Article) -> Coverage:
    symbols, questions = ENCODED.get(article.number, ()), questions_of(article.number)
    reason = SHOWN.get(article.number, "")
    ways = [way for way, found in (("encoded", symbols), ("people", questions), ("shown", reason)) if found]
    return Coverage(article, tuple(ways), symbols, questions, reason)


def resolve(symbol: str) -> object:
    """``模块.名称`` 指的东西；找不到时抛出 AttributeError 或 ModuleNotFoundError。"""
    module, _, name = symbol.rpartition(".")
    if not module:
        return import_module(f"mingtang.law.{symbol}")
    return getattr(import_module(f"mingtang.law.{module}"), name)
