"""依据：没有依据的值写不出来，引文和原文逐字相符。"""

import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from importlib import import_module
from typing import Any

import pytest

import mingtang.law
from mingtang.law import values
from mingtang.law.cite import Cite
from mingtang.law.days import day_of, long_day, optional_day
from mingtang.law.errors import LawError
from mingtang.law.since import NotInForce, Since, in_force
from mingtang.law.sources import NUMBERS, OLD_REGULATION, REGULATION
from mingtang.law.texts import article_label, article_number, regulation

NUMERALS = "一二三四五六七八九"
CITE = Cite(REGULATION, "第三十三条第二款", "20个工作日内予以答复")


def modules() -> Iterator[Any]:
    """Every module of the room except the forms of the annual report, which have their own tests."""
    for found in pkgutil.walk_packages(mingtang.law.__path__, "mingtang.law."):
        if ".tests" not in found.name and ".annual_report" not in found.name:
            yield import_module(found.name)


def cites(value: Any, seen: set[int]) -> Iterator[Cite]:
    """Every source held by a value, however deep."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, Cite):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from cites(inner, seen)
    elif isinstance(value, list | tuple | frozenset | set):
        for inner in value:
            yield from cites(inner, seen)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from cites(getattr(value, each.name), seen)


def all_cites() -> list[Cite]:
    seen: set[int] = set()
    return [cite for module in modules() for value in vars(module).values() for cite in cites(value, seen)]


def paragraph(label: str) -> str:
    """The text of an article, or of the 款 and 项 that a label names."""
    lines = regulation()[article_number(label)].text.split("\n")
    paragraphs = [line for line in lines if not line.startswith("（")]
    items = [line for line in lines if line.startswith("（")]
    found = "\n".join(lines)
    if "款" in label:
        found = paragraphs[NUMERALS.index(label.split("条第")[1][0])]
    if "项" in label:
        mark = label.rpartition("第")[2].removesuffix("项")
        found = next(line for line in items if line.startswith(f"（{mark}）"))
    return found


def test_there_are_many_sources_to_check():
    assert sum(cite.instrument == REGULATION for cite in all_cites()) > 80


@pytest.mark.parametrize(
    "cite",
    [cite for cite in all_cites() if cite.instrument == REGULATION],
    ids=lambda cite: f"{cite.article}-{cite.text[:12]}",
)
def test_every_quotation_of_the_regulation_stands_in_the_very_paragraph(cite):
    for words in cite.text.split("……"):
        assert words in paragraph(cite.article)


def test_own_practice_is_never_dressed_as_law():
    for cite in all_cites():
        assert (cite.rank == "本机关做法") == (cite.instrument == "本机关政府信息公开工作规程")
        assert cite.rank != "本机关做法" or "本机关做法" in cite.doubt


@pytest.mark.parametrize("part", ["instrument", "article", "text"])
def test_a_source_without_a_part_cannot_be_written(part):
    parts = {"instrument": REGULATION, "article": "第二条", "text": "以一定形式记录", part: " "}
    with pytest.raises(LawError, match="依据缺少"):
        Cite(**parts)


def test_an_unknown_rank_is_refused():
    with pytest.raises(LawError, match="效力等级"):
        Cite(REGULATION, "第二条", "以一定形式记录", "惯例")


def test_what_is_doubtful_says_so():
    assert CITE.doubt == ""
    assert (
        Cite(REGULATION, "第二条", "x", verified=False, note="按大意转述").doubt == "原文待核对；按大意转述"
    )
    assert CITE.short == "《政府信息公开条例》第三十三条第二款"
    assert NUMBERS[REGULATION] == "国务院令第711号"


def test_a_value_without_a_source_cannot_be_written():
    with pytest.raises(LawError, match="没有依据"):
        Since(date(2019, 5, 15), 20, None)  # type: ignore[arg-type]


def test_the_version_is_the_one_in_force_on_the_day_of_the_fact():
    versions = (Since(date(2008, 5, 1), 15, CITE), Since(date(2019, 5, 15), 20, CITE))
    assert in_force(versions, date(2019, 5, 14)).value == 15
    assert in_force(versions, date(2019, 5, 15)).value == 20
    with pytest.raises(NotInForce, match="2008-04-30尚无规定：最早的一版自2008-05-01起施行"):
        in_force(versions, date(2008, 4, 30))


def test_versions_go_from_old_to_new_and_each_has_its_source():
    for versions in values.all_versions():
        days = [version.day for version in versions]
        assert days == sorted(set(days))
        assert all(isinstance(version.cite, Cite) for version in versions)


def test_the_old_regulation_is_marked_as_unread():
    assert all(not cite.verified for cite in all_cites() if cite.instrument == OLD_REGULATION)


def test_the_text_of_the_regulation_is_whole():
    articles = regulation()
    assert sorted(articles) == list(range(1, 57))
    assert articles[33].text.count("\n") == 2
    assert articles[33].label == "第三十三条"
    assert articles[33].chapter == "第四章 依申请公开"


@pytest.mark.parametrize(
    ("number", "label"),
    [(1, "第一条"), (10, "第十条"), (11, "第十一条"), (20, "第二十条"), (56, "第五十六条")],
)
def test_articles_are_numbered_in_chinese(number, label):
    assert article_label(number) == label
    assert article_number(label + "第二款") == number


def test_a_label_that_is_no_article_is_refused():
    with pytest.raises(LawError, match="不是条款的写法"):
        article_number("三十三")


def test_days_are_read_strictly():
    from datetime import datetime

    assert day_of("2022-09-28") == day_of(date(2022, 9, 28)) == day_of(datetime(2022, 9, 28, 9, 30))
    assert optional_day("") is optional_day(None) is None
    assert long_day(date(2022, 10, 24)) == "2022年10月24日"
    for wrong in ("20220928", "2022-W39-3", "2022/9/28", 20220928, None, "２０２２-09-28"):
        with pytest.raises(LawError, match="写法不对"):
            day_of(wrong)
    with pytest.raises(LawError, match="不存在"):
        day_of("2022-02-30")
