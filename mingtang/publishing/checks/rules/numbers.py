"""号码：身份证号、手机号、银行卡号。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mingtang.publishing.checks.book import Book
from mingtang.publishing.checks.folding import GAP, UNSEEN, digits
from mingtang.publishing.checks.passages import Fix, Level, Mark, Passage

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_EIGHTEEN = re.compile(rf"(?<!\d)(?=((?:\d{GAP}){{17}}[\dXx])(?![0-9A-Za-z]))")
_FIFTEEN = re.compile(r"(?<!\d)\d{15}(?!\d)")
_SEEN = rf"{UNSEEN}*"
_PHONE = re.compile(
    rf"(?<!\d)(?<!\d[ \-])1{_SEEN}[3-9]{_SEEN}\d{_SEEN}[ \-]?{_SEEN}(?:\d{_SEEN}){{4}}[ \-]?{_SEEN}(?:\d{_SEEN}){{3}}\d(?!\d)(?![ \-]\d{{4}})"
    rf"|(?<!\d)1[ \-{UNSEEN}]{{1,2}}[3-9](?:[ \-{UNSEEN}]{{1,2}}\d){{9}}(?!\d)"
    r"|(?<!\d)86[ \-]?1[3-9]\d{9}(?!\d)"
)
_CARD = re.compile(rf"(?<!\d)(?=((?:\d{GAP}){{15,18}}\d)(?!\d))")
_CARD_WORDS = re.compile(r"账号|帐号|卡号|开户|银行|账户|帐户")
_PREFIX = re.compile(r"62\d{14,17}|9558\d{15}|[45]\d{15}|3[5]\d{14}")

ID_ADVICE = "公开个人信息须有法律依据，遮盖或者删去再送审"
LIST = 3  # so many phones in one paragraph are a list


def checked_identity(number: str) -> bool:
    """Whether 18 characters are a citizen's identity number: region, date of birth and check digit (GB 11643)."""
    if len(number) != 18 or not number[:17].isdigit() or number[0] == "0":
        return False
    total = sum(weight * int(char) for weight, char in zip(_WEIGHTS, number[:17], strict=True))
    return _CHECKS[total % 11] == number[17] and _born(number[6:14])


def _born(text: str) -> bool:
    try:
        day = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return 1880 <= day.year <= 2100


def checked_credit_code(code: str) -> bool:
    """Whether 18 characters are a 统一社会信用代码 by their check character (GB 32100)."""
    if len(code) != 18 or any(char not in _CREDIT for char in code):
        return False
    total = sum(_CREDIT.index(char) * pow(3, place, 31) for place, char in enumerate(code[:17]))
    return _CREDIT[-total % 31] == code[17]


def luhn(number: str) -> bool:
    """Whether the last digit of a card number checks."""
    doubled = (int(char) * (2 if place % 2 else 1) for place, char in enumerate(reversed(number)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def identity(passage: Passage, text: str, book: Book) -> Iterator[Mark]:
    """身份证号：全角、带空格横线、小写 x 都认得；统一社会信用代码不算。"""
    for start, end, _ in identities(text):
        label, advice = "身份证号", f"校验位成立，{ID_ADVICE}"
        yield Mark("identity_number", "block", start, end, label, advice, (Fix("mask", "遮盖"),))


def identities(text: str) -> list[tuple[int, int, str]]:
    """Start, end and digits of every identity number of a folded text."""
    found = [
        (match.start(1), match.end(1), number)
        for match in _EIGHTEEN.finditer(text)
        if checked_identity(number := digits(match[1])) and not _is_credit_code(text, match.start(1), number)
    ]
    found += [
        (match.start(), match.end(), match[0])
        for match in _FIFTEEN.finditer(text)
        if "身份证" in text[max(0, match.start() - 20) : match.start()] and _born("19" + match[0][6:12])
    ]
    return sorted(found)


def _is_credit_code(text: str, start: int, number: str) -> bool:
    """Codes of enterprises begin with 9, which begins a person's number only for residents from abroad."""
    named = "信用代码" in text[max(0, start - 15) : start]
    return checked_credit_code(number) and (number[0] == "9" or named)


def phone(passage: Passage, text: str, book: Book) -> Iterator[Mark]:
    """手机号：对外公布的除外；名单和表格里的阻断，文字里的提示。"""
    found = [
        match for match in _PHONE.finditer(text) if digits(match[0]).removeprefix("86") not in book.numbers
    ]
    level: Level = "block" if passage.is_list or len(found) >= LIST else "warn"
    for match in found:
        advice = "是个人手机号的遮盖或者换成办公电话，是对外公布的登记到“公布的号码”"
        yield Mark(
            "mobile_phone", level, match.start(), match.end(), "手机号", advice, (Fix("mask", "遮盖"),)
        )


def bank_card(passage: Passage, text: str, book: Book) -> Iterator[Mark]:
    """银行卡号：校验位成立，且有发卡行号段或者上下文写明的阻断，其余提示。"""
    people = identities(text)
    done = 0
    for match in _CARD.finditer(text):
        start, end, number = match.start(1), match.end(1), digits(match[1])
        if start < done or not luhn(number) or number in book.numbers or len(set(number)) < 3:
            continue
        if any(start < last and first < end for first, last, _ in people):
            continue
        done = end
        yield _card(passage, text, start, end, number)


def _card(passage: Passage, text: str, start: int, end: int, number: str) -> Mark:
    around = text[max(0, start - 20) : end + 6] + _header(passage, start)
    sure = bool(_PREFIX.fullmatch(number) or _CARD_WORDS.search(around))
    advice = (
        "遮盖或者删去再送审，是对外公布的账号登记到“公布的号码”"
        if sure
        else "校验位与银行卡号相符，核对是不是卡号"
    )
    label = "银行卡号" if sure else "像银行卡号的数字"
    return Mark("bank_card", "block" if sure else "warn", start, end, label, advice, (Fix("mask", "遮盖"),))


def _header(passage: Passage, at: int) -> str:
    """The words at the head of the column, for a number in a table."""
    grid = passage.context.get("grid") or ()
    if not grid:
        return ""
    line = passage.text.rfind("\n", 0, at) + 1
    column = passage.text.count("\t", line, at)
    return " ".join(row[column] for row in grid[:3] if column < len(row) and not row[column].isdigit())


def masked_for_page(number: str) -> str:
    """How a number stands on the page after masking: 身份证号前6后4，手机号前3后4，银行卡号后4。"""
    plain = digits(number)
    if (len(plain) == 18 and checked_identity(plain)) or len(plain) == 15:
        return f"{plain[:6]}{'*' * (len(plain) - 10)}{plain[-4:]}"
    if len(plain) <= 13:
        plain = plain[-11:]
        return f"{plain[:3]}{'*' * (len(plain) - 7)}{plain[-4:]}"
    return f"{'*' * (len(plain) - 4)}{plain[-4:]}"
