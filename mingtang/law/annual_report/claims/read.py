"""逐句读正文，把认得准的数收成 Claim。年度不对、说的是别的机关、是同比或分项的，一概不收。"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mingtang.law.annual_report import numerals
from mingtang.law.annual_report.claims import disclosure, remedies, requests
from mingtang.law.annual_report.claims.claim import Claim
from mingtang.law.annual_report.narrative import Clause, Narrative

_ITEMS = re.compile(r"、|(?<=[件份起宗篇部例个])(?:以及|和|及|与)")
_LIST_OF = re.compile(r":(?!\d+[件份起]?(?:、|$))")
_HAS_NUMBER = re.compile(rf"\d|{numerals.PATTERN}[件份起宗篇部例个项]")
_WITH_LAST_YEAR = re.compile(r"(?:上一?年度?|去年|20\d\d年度?)结转|[含括].{0,6}结转")
_LATE = re.compile("延期|逾期|超期")
_LONGEST = (
    120  # a clause that long without a comma is not a sentence anyone wrote; reading it only costs time
)
_SAYS_A_COUNT = re.compile(rf"\d|无|没有|未|不存在|零|{numerals.PATTERN}[件份起宗篇部例个项]")
Found = tuple[str, Decimal | str]


@dataclass(slots=True)
class _Sentence:
    """What has been read so far in one sentence."""

    text: str = ""
    last: str = ""
    group: str = ""
    document: tuple[str, str] = ("", "")


def claims(narrative: Narrative) -> tuple[Claim, ...]:
    """Every number of the narrative that clearly states one of the tables' quantities, each said thing once."""
    found: dict[Claim, None] = {}
    sentence = _Sentence()
    for clause in narrative.clauses():
        if clause.first or clause.sentence != sentence.text:
            sentence = _Sentence(clause.sentence)
        if len(clause.text) <= _LONGEST:
            found.update(dict.fromkeys(_claims_of(clause, sentence, narrative.year)))
    return tuple(found)


def _claims_of(clause: Clause, sentence: _Sentence, year: int | None) -> Iterator[Claim]:
    if not clause.counted:
        sentence.document = ("", "")
        return
    yield from _fees(clause)
    for quantity, number in _numbers(clause, sentence, year):
        value = number if isinstance(number, Decimal) else numerals.parse(number)
        if value is not None:
            sentence.last = quantity
            yield Claim(quantity, value, clause.section, clause.text)


def _numbers(clause: Clause, sentence: _Sentence, year: int | None) -> Iterator[Found]:
    yield from _documents(clause, sentence)
    sentence.group = remedies.group_of(clause.text, sentence.group)
    if not _SAYS_A_COUNT.search(clause.text):
        return
    yield from disclosure.nothing(clause.text)
    if clause.topic == "foi":
        yield from _requests(clause, sentence, year)
    if clause.topic == "remedy":
        yield from _remedies(clause, sentence)
    for item in _items(clause.text):
        if not disclosure.about_publishing(clause.text):
            yield from disclosure.decisions(item, clause.of_which)
        if clause.topic == "foi":
            yield from _matches(requests.RESULTS, item)
        if clause.topic == "foi" and sentence.last.startswith(("received", "new.")):
            yield from _matches(requests.APPLICANTS, item)


def _items(text: str) -> Iterator[str]:
    """The items of a list. One that follows an item without a number may be counting both, and is left out."""
    for part in _LIST_OF.split(text):
        before = None
        for item in _ITEMS.split(part):
            if before is None or _HAS_NUMBER.search(before):
                yield item
            before = item


def _fees(clause: Clause) -> Iterator[Claim]:
    if amount := disclosure.fees(clause.text):
        yield Claim("fees_wan", amount[0], clause.section, clause.text, amount[1])


def _documents(clause: Clause, sentence: _Sentence) -> Iterator[Found]:
    found, sentence.document = disclosure.documents(clause.text, clause.of_which, sentence.document)
    yield from found


def _requests(clause: Clause, sentence: _Sentence, year: int | None) -> Iterator[Found]:
    """Received, carried, done: one of each at most in a clause."""
    for sayings in (requests.RECEIVED, requests.carried(year), requests.DONE):
        usable = [saying for saying in sayings if not (saying.whole and clause.of_which)]
        if sayings is requests.DONE and _LATE.search(sentence.text):
            return  # 按期办结几件、延期办结几件 are parts of what was done
        for quantity, number in _first(usable, clause.text):
            # A total that takes last year's cases in says so; then both ways of counting are right.
            strict = quantity == "received_or_all" and not _WITH_LAST_YEAR.search(sentence.text)
            yield ("received" if strict else quantity), number


def _first(sayings: list[requests.Saying], text: str) -> Iterator[Found]:
    for saying in sayings:
        if match := saying.pattern.search(text):
            yield saying.quantity, match.groupdict().get("n") or Decimal(0)
            return


def _matches(sayings: tuple[requests.Saying, ...], text: str) -> Iterator[Found]:
    for saying in sayings:
        if match := saying.pattern.search(text):
            yield saying.quantity, match["n"]


def _remedies(clause: Clause, sentence: _Sentence) -> Iterator[Found]:
    if clause.section != 4 and "信息公开" not in sentence.text and "依申请" not in sentence.text:
        return
    yield from ((f"{group}.total", Decimal(0)) for group in remedies.none(clause.text, clause.section))
    yield from ((f"{group}.total", number) for group, number in remedies.both(clause.text, clause.section))
    for item in _items(clause.text):
        yield from (
            (f"{group}.total", number)
            for group, number in remedies.count(item, clause.section, clause.of_which)
        )
    yield from _remedy_results(clause.text, sentence.group)


def _remedy_results(text: str, group: str) -> Iterator[Found]:
    for item in _items(text) if group else ():
        group = remedies.group_of(item, group)
        yield from ((f"{group}.{result}", number) for result, number in remedies.result(item))
