"""The text around the tables: title, year, organ and the six sections."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mingtang.law.annual_report import Narrative
from mingtang.report.reading.errors import Unreadable
from mingtang.report.reading.lines import Line
from mingtang.report.reading.values import tidy

LONGEST_TEXT = 150_000  # characters; the report of a province has a fifth of that
_TITLES = (
    r"总体情况|概述|基本情况|总体工作情况",
    r"主动公开政府信息(?:的)?情况|主动公开情况",
    r"收到和处理政府信息公开申请(?:的)?情况|依申请公开(?:政府信息)?情况",
    r"(?:因?政府信息公开(?:工作)?)?(?:被申请|申请)?行政复议(?:和|、|及|,)?(?:被)?(?:提起|被提起)?行政诉讼(?:的)?情况",
    r"(?:政府信息公开工作)?存在的?(?:主要)?问题(?:及|和|、|与)改进(?:的)?(?:情况|措施|工作情况)",
    r"其他需要报告的(?:事项|情况)",
)
_NUMBERED = tuple(
    re.compile(rf"(?:第?[一二三四五六](?:部分)?\s?[、.．,:\s]\s?)({title})\s?[::。]?\s?(?P<rest>.*)")
    for title in _TITLES
)
_BARE = tuple(re.compile(rf"({title})[::]?") for title in _TITLES)
_FOOTER = re.compile(
    r"附件\s?[::]?$|上一篇|下一篇|【?打印|关闭窗口|版权所有|主办单位|主办[::]|扫一扫|网站地图|责任编辑|分享到|相关(?:文章|链接|阅读)|ICP备"
)
_REPORT = re.compile(r"(?:政府信息公开|政务公开|信息公开)(?:工作)?(?:的)?(?:年度报告|年报|报告)")
_YEAR = re.compile(r"(20[0-4]\d)\s?年?|二[〇零○]([〇零○一二三四])([〇零○一二三四五六七八九])年?")
_DAY = re.compile(r"20\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|20\d\d-\d{1,2}-\d{1,2}")
_PERIOD = re.compile(r"(20[0-4]\d)年1月1日")
_TITLE_AMONG = 60  # lines at the top among which a title may stand
_DIGITS = "〇一二三四五六七八九"
_ORGAN = re.compile(
    r"[\u4e00-\u9fff（）()、·]{2,38}(?:政府|[局厅委办部署院会处所站队馆校室社团]|中心|办事处|大学|学院|公司|集团|[省市县区州旗盟镇乡])"
)
_GOVERNMENT = re.compile(r"人民政府$|^.{1,14}[省市县区州旗镇乡]$")


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a section begins; ``rest`` is what follows its title on the same line."""

    number: int
    line: int
    rest: str = ""


def headings(lines: list[Line]) -> list[Heading]:
    """The headings of the report in ascending order; those of a table of contents are passed over."""
    found = [heading for index, line in enumerate(lines) if (heading := _heading(index, line))]
    body = [heading for place, heading in enumerate(found) if not _listed(found, place)]
    kept: list[Heading] = []
    for heading in body:
        if heading.number > (kept[-1].number if kept else 0):
            kept.append(heading)
    return kept


def _heading(index: int, line: Line) -> Heading | None:
    text = tidy(line.text)
    for number, (numbered, bare) in enumerate(zip(_NUMBERED, _BARE, strict=True), 1):
        if match := numbered.fullmatch(text):
            return Heading(number, index, match["rest"])
        if bare.fullmatch(text):
            return Heading(number, index)
    return None


def _listed(found: list[Heading], place: int) -> bool:
    """A heading right beside another one that comes again later stands in a table of contents."""
    heading = found[place]
    neighbours = found[max(0, place - 1) : place] + found[place + 1 : place + 2]
    beside = any(
        abs(other.line - heading.line) == 1 and other.number != heading.number for other in neighbours
    )
    return beside and any(other.number == heading.number for other in found[place + 1 :])


def narrative(lines: list[Line], tables: list[tuple[int, int]], title: str, year: int | None) -> Narrative:
    """The six sections without the cells of the tables (``tables`` are first and last lines of each)."""
    marks, organ = headings(lines), organ_of(title)
    ends = [*(mark.line for mark in marks[1:]), len(lines)]
    texts: dict[int, str] = {}
    for mark, end in zip(marks, ends, strict=True):
        body = _unsigned([*_body(lines, mark.line + 1, end, tables)], organ)
        texts[mark.number] = "\n".join(part for part in (mark.rest, *body) if part)
    head = lines[: marks[0].line] if marks else []
    return Narrative(
        tuple(texts.get(number) for number in range(1, 7)),
        year=year,
        title=title,
        government=is_government(organ),
        head="\n".join(line.text for line in head if line.prose),
    )


def bounded(words: Narrative) -> Narrative:
    """The text as it is. Raises Unreadable when it is longer than any report's."""
    if sum(len(text or "") for text in words.sections) > LONGEST_TEXT:
        raise Unreadable(f"正文超过{LONGEST_TEXT // 10_000}万字：年度报告不会这么长，检查是否选错了文件。")
    return words


def _body(lines: list[Line], start: int, end: int, tables: list[tuple[int, int]]) -> Iterator[str]:
    for index in range(start, end):
        line = lines[index]
        if _FOOTER.match(tidy(line.text)):
            return
        if _heading(index, line):  # of a section that was read already: a sheet's title, a second list of contents
            continue
        inside = any(first <= index <= last for first, last in tables)
        if line.prose or not inside:
            yield line.text


def _unsigned(body: list[str], organ: str) -> list[str]:
    """Without the organ's name and the day at the foot of the report."""
    while body and (_DAY.fullmatch(body[-1].strip()) or (organ and body[-1].strip() == organ)):
        body.pop()
    return body


def title_of(lines: list[Line], page_title: str = "") -> str:
    """The report's title: the first short line that names an annual report, one with a year before others."""
    candidates = [tidy(text) for text in (*(line.text for line in lines[:400]), page_title)]
    named = [text for text in candidates if len(text) <= 60 and _REPORT.search(text)]
    dated = [text for text in named if _YEAR.search(text)]
    title = next(iter(dated or named), "")
    return title if organ_of(title) else next(_broken_titles(lines), title)


def _broken_titles(lines: list[Line]) -> Iterator[str]:
    """Titles that the layout broke into two or three lines: the organ, below it the year and the words for a report."""
    top = [tidy(line.text) if not (line.prose or line.bounded) else "" for line in lines[:_TITLE_AMONG]]
    for end in range(2, len(top) + 1):
        for size in (2, 3):
            parts = top[max(0, end - size) : end]
            joined = "".join(parts)
            named = _REPORT.search(joined) and _YEAR.search(joined) and len(joined) <= 60
            if named and all(parts) and _ORGAN.fullmatch(organ_of(joined)):
                yield joined


def year_of(title: str, lines: list[Line]) -> int | None:
    """The year the report is about: by its title, else by the period its text gives."""
    if match := _YEAR.search(title):
        return _year(match)
    for line in lines:
        if match := _PERIOD.search(tidy(line.text)):
            return int(match[1])
    return None


def _year(match: re.Match[str]) -> int:
    if match[1]:
        return int(match[1])
    tens, ones = (character.replace("零", "〇").replace("○", "〇") for character in match.groups()[1:])
    return 2000 + _DIGITS.index(tens) * 10 + _DIGITS.index(ones)


def organ_of(title: str) -> str:
    """The organ a title names: what is left without the year and the words for an annual report."""
    bare = _REPORT.split(_YEAR.sub("", title))[0]
    organ = re.sub(r"^[年度\s]+|^关于|(?:关于)?[年度的\s]*$", "", bare)
    return f"{organ}政府" if organ.endswith("人民") else organ


def is_government(organ: str) -> bool:
    """A people's government reports for its departments too (政府办公室 reports only itself)."""
    return bool(_GOVERNMENT.search(organ))
