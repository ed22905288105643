"""主动公开各数的说法：规章和行政规范性文件、行政许可、行政处罚、行政强制、行政事业性收费。"""

import re
from collections.abc import Iterator
from decimal import Decimal

from mingtang.law.annual_report.claims.claim import COUNT

_LINK = r"(?:决定|案件|业务|办件)?(?:数量|总数|总量|件数)?(?:共计|合计|总计|共|计|为|是|有|达|:)*"
_WHO = r"(?:^|.{0,24}?(?:[局委办厅所院镇乡]|机关|单位|中心|政府|年度?|全年|其中|:))"
_ACT = r"(?:实施|作出|做出|处理|办理|办结|审批|完成)"
_PLAIN = r"(?:共计|共|依法|各类|本年度?|全年|已|了|:)*"
_DECISIONS = {"licences": "行政许可", "penalties": "行政处罚", "compulsory_measures": "行政强制(?:措施)?"}
_COUNTED = {
    quantity: (
        re.compile(rf"{_WHO}{_PLAIN}{_ACT}?{_PLAIN}{label}{_LINK}{COUNT}"),
        re.compile(rf"{_WHO}{_PLAIN}{_ACT}{_PLAIN}{COUNT}{label}"),
    )
    for quantity, label in _DECISIONS.items()
}
_PUBLISHED = re.compile("公示|公开|发布|归集|报送")
_UNSURE = re.compile(r"事项|受理|申请[^,;]{0,6}\d")

_NONE = re.compile(
    r"(?:(?<!毫)无(?![论障线法正偿人需须故关条])|没有|未(?:实施|作出|做出|发生|办理|收取|产生|制发|制定|出台|印发))(?P<list>[^,;\d]{3,60})$"
)
_POWERS = re.compile(r"[权职]|事项|资格|超期|逾期|违规|违法|投诉")

_FEES = re.compile(
    r"行政事业性收费[^,;、\d约近超逾]{0,12}?(?P<n>\d+(?:\.\d+)?)(?P<unit>万元|亿元|元)(?!左右|以上|以内)"
)
_SCALE = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10_000)}

_TOKENS = re.compile(
    r"(?P<issued>制发|制定|出台|印发)|(?P<repealed>废止)|(?P<in_force>现行有效|继续有效)"
    r"|(?P<stop>公开|发布|清理|解读|备案|审查|报备|公示|修改|修订|起草|审核|征求)"
    r"|(?P<normative_documents>行政规范性文件|规范性文件)|(?P<regulations>规章(?!制度))"
    rf"|{COUNT}"
)
_STOPPED = ("stop", "")  # what follows in the sentence counts publishing, cleaning up and the like
_FILLER = re.compile(r"(?:的|了|共计|总计|合计|共|计|数量|件数|为|是|有|:)*")


def about_publishing(text: str) -> bool:
    """Whether a clause counts what was published, which need not be what was decided."""
    return _PUBLISHED.search(text) is not None


def decisions(text: str, of_which: bool) -> Iterator[tuple[str, Decimal | str]]:
    """行政许可、处罚、强制 in one item of a list. A breakdown or a count of something else is not taken."""
    if _UNSURE.search(text) or (of_which and "其中" not in text):
        return
    for quantity, patterns in _COUNTED.items():
        for pattern in patterns:
            if match := pattern.match(text):
                yield quantity, match["n"]
                break


def nothing(text: str) -> Iterator[tuple[str, Decimal | str]]:
    """“无行政处罚、行政强制”：the quantities a clause says there are none of. 无处罚权 says nothing of the kind."""
    match = _NONE.search(text)
    if match is None or _POWERS.search(match["list"]):
        return
    named = {**_DECISIONS, "fees_wan": "行政事业性收费"}
    if re.search("制发|制定|出台|印发", match[0]):
        named |= {"normative_documents.issued": "规范性文件", "regulations.issued": "规章(?!制度)"}
    yield from (
        (quantity, Decimal(0)) for quantity, label in named.items() if re.search(label, match["list"])
    )


def fees(text: str) -> tuple[Decimal, Decimal] | None:
    """The charges of a clause in 万元, and how far a figure in another unit may differ from the table."""
    match = _FEES.search(text)
    if match is None:
        return None
    value, scale = Decimal(match["n"]), _SCALE[match["unit"]]
    if match["unit"] == "万元":
        return value, Decimal(0)
    step = Decimal((0, (1,), int(value.as_tuple().exponent))) * scale
    return value * scale, max(step, Decimal("0.01")) / 2


def documents(
    text: str, of_which: bool, state: tuple[str, str]
) -> tuple[list[tuple[str, str]], tuple[str, str]]:
    """规章和规范性文件 in one clause: the counts found, and the (document, verb) left over for the next clause.

    A number counts only right after its document and verb; two documents or two verbs in a row name no single count.
    """
    found: list[tuple[str, str]] = []
    if state == _STOPPED:
        return found, state
    subject, verb = state
    end, last = 0, ""
    for match in _TOKENS.finditer(text):
        kind = str(match.lastgroup)
        near = _FILLER.fullmatch(text[end : match.start()]) is not None
        if kind in {"n", "unit"}:
            if near and subject and verb and last != "n" and not of_which and match["unit"] in "件份篇部个项":
                found.append((f"{subject}.{verb}", match["n"]))
            kind = "n"
        elif kind in {"normative_documents", "regulations"}:
            subject = "" if last in {"normative_documents", "regulations"} else kind
        elif kind == "stop":
            return found, _STOPPED
        else:
            verb = "" if last in {"issued", "repealed", "in_force"} else kind
        end, last = match.end(), kind
    return found, (subject, verb)
