"""年度报告的正文：六个部分的文字，和逐句读它时需要的上下文（说的是哪一年、哪个机关、哪件事）。"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

FOI = re.compile(r"信息公开申请|申请公开|依申请公开|公开申请|申请信息公开|信息公开的申请")
_OTHER_TOPICS = re.compile(
    r"建议|提案|信访|热线|工单|留言|咨询|投诉|举报|诉求|许可|处罚|强制|备案|稿件|事项|栏目|培训|文件|规章|来信|网民|新闻|招标"
)
_KEEPS_TOPIC = re.compile(r"信访举报投诉类|公开出版物|行政执法案卷|行政查询事项|内部事务")
_COMPARES = re.compile(r"[较比与同](?:上一?年|去年|前年|前[两三]年|20\d\d|同期)|同比|环比|平均|月均")
_MANY_YEARS = re.compile(r"以来|历年|近[两二三四五六七八九十\d]+年|[两三四五六七八九十]年来")
_CARRIED = re.compile(r"(?:上一?年度?|去年|20\d\d年度?)结转|结转[至到下入]?(?:20\d\d年|[^,;]{0,4}年)")
_YEAR = re.compile(r"20\d\d(?=年)|上一?年度?|去年|前年|往年|本年度?|今年|本年")
_THIS_YEAR = re.compile(r"本年度?|今年")
_OURS = re.compile(r"[我本](?:局|委|办|厅|院|所|站|机关|单位|中心|部门|镇|乡|街道)")
_OTHER_BODIES = re.compile(
    r"全[国省市州区县]|各[县市区镇乡街部单]|下属|所属|市直|区直|县直|系统|兄弟单位|[省市区县]级部门"
)
_PARTS_OF_US = re.compile(r"本级|各[县市区镇乡街部单]|下属|所属|[省市区县]级部门|办公[厅室]|各单位")
_THROUGH_THE_YEAR = re.compile(r"全年|年内|本年|20\d\d年")
_UP_TO = re.compile(r"截[至止]")
_LONGEST_SENTENCE = 1000  # what is looked at for the context of a clause
_TOPIC_OF_SECTION = {3: "foi", 4: "remedy"}


def plain(text: str) -> str:
    """``text`` in half width, without spaces, book titles and thousands separators; line breaks stay."""
    text = re.sub(r"《[^《》]*》|〔[^〔〕]*〕", "", unicodedata.normalize("NFKC", text))
    text = re.sub(r"(?<=\d)[ \t\xa0]+(?=\d)", ";", text)
    text = re.sub(r"[^\S\n]+", "", text)
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)


@dataclass(frozen=True, slots=True)
class Clause:
    """两个逗号（分号、括号）之间的一小句。

    ``topic`` is foi, remedy, other or empty; ``counted`` says that the clause speaks of the report's year and of the
    reporting organ; ``of_which`` that 其中 came before it in the sentence; ``first`` that it opens the sentence.
    """

    text: str
    sentence: str
    section: int
    topic: str = ""
    counted: bool = True
    of_which: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Narrative:
    """正文。``sections`` 是六个部分的文字（标题不算），没有找到标题的部分是 None。

    ``year`` is the report's year; ``government`` says that a 人民政府 reports for all its departments.
    """

    sections: tuple[str | None, ...]
    year: int | None = None
    title: str = ""
    government: bool = False
    head: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if len(self.sections) != 6:
            raise ValueError("年度报告正文应当是六个部分。")

    def section(self, number: int) -> str:
        """The text of section 1 to 6, empty when it is missing."""
        return self.sections[number - 1] or ""

    def clauses(self) -> Iterator[Clause]:
        """Every clause of the six sections with its context."""
        for number in range(1, 7):
            for paragraph in plain(self.section(number)).split("\n"):
                yield from _read(paragraph, number, self)


@dataclass(frozen=True, slots=True)
class _Context:
    """What a reader keeps in mind from clause to clause."""

    year: int | None
    topic: str
    home: str
    others: bool = False
    of_which: bool = False


def _read(paragraph: str, section: int, report: Narrative) -> Iterator[Clause]:
    home = _TOPIC_OF_SECTION.get(section, "")
    context = _Context(report.year, home, home)
    for whole in re.split(r"[。!?]", paragraph):
        sentence = whole[:_LONGEST_SENTENCE]
        many_years = _MANY_YEARS.search(sentence) is not None
        context = replace(context, others=False, of_which=False)
        first, outside = True, False
        for part in re.split(r"([,;()])", whole):
            if part == "(":
                outside = context.of_which
            elif part in {")", ";"}:
                context = replace(context, of_which=outside and part == ")")
            elif part not in {"", ","}:
                context = _heard(context, part, report)
                ours = context.year == report.year and not context.others
                counted = ours and not many_years and not _spans_years(part, sentence)
                yield Clause(part, sentence, section, context.topic, counted, context.of_which, first)
                first = False


def _spans_years(text: str, sentence: str) -> bool:
    """Whether the clause compares with or adds up other years."""
    if "累计" in text and (_UP_TO.search(sentence) or not _THROUGH_THE_YEAR.search(sentence)):
        return True
    return bool(_COMPARES.search(text)) or len(set(re.findall(r"20\d\d(?=年)", _CARRIED.sub("", text)))) > 1


def _heard(context: _Context, text: str, report: Narrative) -> _Context:
    return replace(
        context,
        year=_year(context.year, text, report.year),
        topic=_topic(context.topic, text, context.home),
        others=_others(context.others, text, report.government),
        of_which=context.of_which or "其中" in text,
    )


def _year(current: int | None, text: str, own: int | None) -> int | None:
    """The year the text now speaks of; comparisons and carried-over cases do not change it."""
    if _COMPARES.search(text):
        return current
    names = _YEAR.findall(_CARRIED.sub("", text))
    if not names:
        return current
    last = str(names[-1])
    if last.isdigit():
        return int(last) if own is not None else None
    return own if _THIS_YEAR.fullmatch(last) else -1


def _topic(current: str, text: str, home: str) -> str:
    if "复议" in text or "诉讼" in text:
        return "remedy" if home == "remedy" or current != "other" or "信息公开" in text else "other"
    if FOI.search(text):
        return "foi"
    if _KEEPS_TOPIC.search(text) or not _OTHER_TOPICS.search(text):
        return current
    return "other"


def _others(current: bool, text: str, government: bool) -> bool:
    """Whether the text now speaks of another body's figures (or, for a government, of one of its parts)."""
    if _OURS.search(text):
        return government
    return current or bool((_PARTS_OF_US if government else _OTHER_BODIES).search(text))
