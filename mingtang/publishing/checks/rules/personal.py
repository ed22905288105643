"""其他个人信息：住址门牌、出生日期、病残、财产、电子邮箱；名单里有姓名列的阻断，其余提示。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingtang.publishing.checks.book import Book
from mingtang.publishing.checks.folding import concealed
from mingtang.publishing.checks.passages import Fix, Mark, Passage

_HOME = re.compile(
    r"(?:家庭住址|家庭地址|现住址?|户籍地址|户籍所在地|居住地址?|住址|住所地|家住)[:： ]{0,2}[^，。；;\s]{0,40}?\d+[^，。；;\s]{0,3}(?:号|栋|幢|室|组)"
    r"|[\u4e00-\u9fff\d]{2,30}?\d+(?:号楼|栋|幢)[^，。；;\s]{0,8}?\d+室"
)
_BORN = re.compile(
    r"(?:出生(?:日期|年月)?|生于)[:： ]{0,2}\d{4}\s?(?:年|[-./])\s?\d{1,2}|\d{4}年\d{1,2}月(?:\d{1,2}日)?(?:出)?生(?!效|产|活|态|育)"
)
_ILL = re.compile(
    r"(?:身患|患有|患)[\u4e00-\u9fff]{1,10}(?:病|症|癌|炎)|(?:病情|诊断|致贫原因|残疾类别|残疾等级)[:：]\s?[\u4e00-\u9fff]{2,}"
    r"|[一二三四]级(?:肢体|智力|精神|视力|听力|言语|多重)?残疾|(?:肢体|智力|精神|视力|听力|言语)残疾[一二三四]级"
)
_MONEY = re.compile(r"(?:家庭年?(?:人均)?收入|个人存款|名下房产|名下车辆|家庭财产)[:： ]?\s?[约为]?\d")
_PASSPORT = re.compile(r"护照(?:号码?)?[:： ]?\s?[A-Za-z]{1,2}\d{7,8}")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+")
_NAME_HEADS = re.compile(r"^(?:.{0,6}姓名|户主|申请人|监护人|联系人|学生|当事人|经办人|村民|职工|负责人)$")
_PERSONAL_HEADS = re.compile(
    r"住址|家庭地址|户籍|出生|身份证|证件号|病|诊断|残疾|致贫|收入|财产|存款|房产|婚姻|婚育|生育|电子邮箱|邮箱|银行卡|卡号|账号|民族|宗教"
)
_EMPTY = re.compile(r"^[\s/\-—*×]*$")
_MASKED = re.compile(r"\*{2,}|＊{2,}|×{2,}|[xX]{4,}")

PATTERNS = (
    ("家庭住址", _HOME, "住址写到街道为止"),
    ("出生日期", _BORN, "不是依法公开的任职信息就删去"),
    ("病残信息", _ILL, "健康信息是敏感个人信息，删去"),
    ("财产信息", _MONEY, "财产信息是敏感个人信息，删去"),
    ("护照号", _PASSPORT, "遮盖或者删去"),
)
MOST_HEAD_ROWS = 5


def personal(passage: Passage, text: str, book: Book) -> Iterator[Mark]:
    """写在文字里的个人信息。"""
    for label, pattern, advice in PATTERNS:
        for match in pattern.finditer(text):
            if not _MASKED.search(match[0]):
                yield Mark("personal_data", "warn", match.start(), match.end(), label, advice)
    for match in _EMAIL.finditer(text):
        if not match[0].endswith(".gov.cn"):
            advice = "是个人邮箱的遮盖，是办公邮箱的核对无误再发"
            yield Mark(
                "personal_data",
                "warn",
                match.start(),
                match.end(),
                "电子邮箱",
                advice,
                (Fix("mask", "遮盖"),),
            )


def named_list(passage: Passage, text: str, book: Book) -> Iterator[Mark]:
    """名单：有姓名列，又有住址、出生、病残、收入等列，而且没有遮盖。"""
    grid = passage.context.get("grid") or []
    for index, head in enumerate(grid[:MOST_HEAD_ROWS]):
        titles = ["".join(cell.split()) for cell in head]
        if any(_NAME_HEADS.match(title) for title in titles):
            for column, title in enumerate(titles):
                if _PERSONAL_HEADS.search(title) and not _NAME_HEADS.match(title):
                    yield from _column(passage, grid, index, column, title)
            return


def _column(passage: Passage, grid: list[list[str]], head: int, column: int, title: str) -> Iterator[Mark]:
    values = [row[column] for row in grid[head + 1 :] if column < len(row)]
    filled = [value for value in values if not _EMPTY.match(value) and not _MASKED.search(value)]
    if not filled:
        return
    start = _offset(grid, head, column)
    label = f"名单里的“{concealed(title)[:20]}”列"
    advice = f"{len(filled)} 行写着内容，有姓名的名单不能公开这一列，删去这一列或者遮盖"
    yield Mark("named_list", "block", start, start + len(grid[head][column]), label, advice)


def _offset(grid: list[list[str]], row: int, column: int) -> int:
    """Where a cell begins in the text of its table."""
    before = sum(sum(map(len, each)) + max(0, len(each) - 1) + 1 for each in grid[:row])
    return before + sum(len(cell) + 1 for cell in grid[row][:column])
