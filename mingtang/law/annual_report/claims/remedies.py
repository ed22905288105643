"""行政复议和行政诉讼的说法：几件、结果如何、没有。"""

import re
from collections.abc import Iterator

from mingtang.law.annual_report.claims.claim import COUNT, NUMBER

_LINK = r"(?:案件|申请|情况)?(?:数量|总数)?(?:共计|总计|合计|共|计|为|有|:)*"
_GROUPS = (
    ("direct_suit", r"未经复议直接(?:起诉|提起(?:行政)?诉讼)"),
    ("suit_after_reconsideration", r"(?:经)?复议后(?:起诉|(?:再)?提起(?:行政)?诉讼)"),
    ("suits", r"(?<!直接提起)(?<!后提起)(?<!再提起)(?:行政)?诉讼"),
    ("reconsideration", r"行政复议|(?<!未经)(?<!经)复议(?!后|机关)"),
)
_COUNTED = tuple(
    (group, re.compile(pattern))
    for group, label in _GROUPS
    for pattern in (rf"(?:{label}){_LINK}{COUNT}", rf"{COUNT}的?(?:政府信息公开|信息公开)?类?(?:{label})$")
)
_BOTH = re.compile(
    rf"复议(?:案件|申请|)(?:、|和|及|与|或|以及)(?:行政)?诉讼(?:案件|情况|)(?P<how>均为|都为|各|共计|共|总计|合计|为|均){NUMBER}(?:件|起)?"
)
_NONE = re.compile(
    r"(?:(?<!毫)无(?![论障线法正偿人需须故关条])|没有|未(?:曾|有)?(?:发生|收到|产生|出现|被|涉及|引发|受理|接到)|不存在|零(?=行政))(?P<list>[^,;\d]{2,60})$"
)
_NOT_A_COUNT = re.compile(r"维持|纠正|败诉|纠错|撤销|改变|违法|超期|逾期|[权职]|经复议|复议后")
_HANDLED = re.compile(r"(?:受理|审理|办理|审结)[^,;]{0,8}(?:复议|诉讼)")
_LABELS = (
    ("upheld", r"维持(?:原?行政行为)?"),
    ("corrected", r"纠正"),
    ("other", r"其他结果"),
    ("pending", r"(?:尚?未审结|正在审理(?:中)?)"),
)
_RESULTS = tuple(
    (name, re.compile(pattern))
    for name, label in _LABELS
    for pattern in (rf"{label}(?:的|为|有|:)*{COUNT}", rf"^(?:其中)?{COUNT}(?:被|结果|为|获)*{label}")
)


def none(text: str, section: int) -> Iterator[str]:
    """The groups a clause says there are none of: 无行政复议、行政诉讼情况."""
    match = _NONE.search(text)
    if match is None or _NOT_A_COUNT.search(match["list"]) or _foreign(text, section):
        return
    if "复议" in match["list"]:
        yield "reconsideration"
    if "诉讼" in match["list"]:
        yield "suits"


def both(text: str, section: int) -> Iterator[tuple[str, str]]:
    """复议和诉讼 counted together (共) or alike (各、均为)."""
    match = _BOTH.search(text)
    if match is None or _foreign(text, section):
        return
    if match["how"] in {"均为", "都为", "各", "均"}:
        yield from (("reconsideration", match["n"]), ("suits", match["n"]))
    else:
        yield "remedies", match["n"]


def count(text: str, section: int, of_which: bool) -> Iterator[tuple[str, str]]:
    """One group counted in one item of a list."""
    if _foreign(text, section) or _NOT_A_COUNT.search(text.replace("未经复议", "").replace("复议后", "")):
        return
    for group, pattern in _COUNTED:
        if match := pattern.search(text):
            if not of_which or group in {"direct_suit", "suit_after_reconsideration"}:
                yield group, match["n"]
            return


def group_of(text: str, current: str) -> str:
    """The group the text now speaks of."""
    found = [(match.start(), group) for group, label in _GROUPS for match in re.finditer(label, text)]
    return max(found)[1] if found else current


def result(text: str) -> Iterator[tuple[str, str]]:
    """维持2件、纠正1件 in one item of a list."""
    for name, pattern in _RESULTS:
        if match := pattern.search(text):
            yield name, match["n"]


def _foreign(text: str, section: int) -> bool:
    """Outside section four a bureau may report the 复议 cases it decides itself; those are not in table four."""
    return section != 4 and _HANDLED.search(text) is not None
