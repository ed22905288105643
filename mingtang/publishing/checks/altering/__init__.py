"""改附件：遮盖号码、删去藏着的东西，写成一个新文件；原文件不动。"""

from __future__ import annotations

from collections.abc import Set

from mingtang.organs.refusal import Refused
from mingtang.publishing.checks.altering.excel import alter_excel
from mingtang.publishing.checks.altering.word import alter_word
from mingtang.publishing.checks.extraction import extract
from mingtang.publishing.checks.passages import Fix

ALTERS = {"xlsx": alter_excel, "docx": alter_word}


def altered(data: bytes, name: str, fix: Fix, numbers: Set[str] = frozenset()) -> bytes:
    """The file after ``fix``; ``numbers`` are the digits to mask. Refused when the result cannot be read or keeps a number."""
    ending = name.rpartition(".")[2].lower()
    if ending not in ALTERS:
        raise Refused("这种格式的附件不能代改：用原来的软件改好，重新上传。")
    try:
        result = ALTERS[ending](data, fix, numbers)
    except Refused:
        raise
    except Exception as error:  # files from outside make the libraries fail in any way
        raise Refused("这个附件代改不了：用原来的软件改好，重新上传。") from error
    _proved(result, name, numbers)
    return result


def _proved(data: bytes, name: str, numbers: Set[str]) -> None:
    """Read the new file as the check reads it: nothing that was to be masked may be left."""
    from mingtang.publishing.checks.altering.numbers import numbers_in

    read = extract(data, name)
    left = {number for passage in read.passages for number in numbers_in(passage.text)} & set(numbers)
    if not read.passages or left:
        raise Refused("这个附件代改不干净：用原来的软件改好，重新上传。")
