"""从表格、JSON、网页文件夹里读出一行一行的稿件，各带它在哪里，好指给人看。"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

from mingtang.kit.tables import TableRefused, read_rows
from mingtang.organs.refusal import Refused
from mingtang.publishing.stock.fields import name_of
from mingtang.publishing.stock.folders import Folder, Nothing, OnDisk, Zipped
from mingtang.publishing.stock.pages import ENDINGS, values_of

LARGEST_TABLE = 100 * 1024**2
WANTED = "写 XLSX、JSON 文件，或者网页文件夹，或者它们的 ZIP。"


@dataclass(frozen=True)
class Row:
    """One piece as it was found: ``values`` by names of fields, ``base`` the folder its references start from."""

    place: str
    values: dict[str, Any]
    base: str = ""


@dataclass
class Stock:
    """Everything of one stock: its rows, and the files they refer to."""

    name: str
    rows: list[Row]
    folder: Folder
    ignored: tuple[str, ...] = ()
    sha256: str = ""


def open_stock(path: Path) -> Stock:
    """Read a file or a folder. Raises ``Refused`` when it is none of those we know."""
    if path.is_dir():
        return _of_folder(path.name, OnDisk(path))
    if not path.is_file():
        raise Refused(f"没有找到 {path.name}：核对路径。{WANTED}")
    ending = path.suffix.lower()
    if ending == ".zip":
        return _of_folder(path.name, Zipped(path))
    if ending in (".xlsx", ".json"):
        beside = OnDisk(path.parent) if (path.parent / "files").is_dir() else Nothing()
        return _of_table(path.name, path.read_bytes(), beside)
    raise Refused(f"{path.name} 不是能读的格式：{WANTED}")


def _of_folder(name: str, folder: Folder) -> Stock:
    tables = [each for each in folder.names if "/" not in each and each.lower().endswith((".xlsx", ".json"))]
    if len(tables) > 1:
        raise Refused(f"文件夹里有{len(tables)}个表格（{'、'.join(tables)}）：只留一个。")
    if tables:
        return _of_table(tables[0], folder.read(tables[0]), folder)
    rows = list(_pages(folder))
    if not rows:
        raise Refused(f"{name} 里没有表格，也没有带稿件标签的网页：{WANTED}")
    said = json.dumps([row.values for row in rows], ensure_ascii=False, sort_keys=True)
    return Stock(name, rows, folder, sha256=hashlib.sha256(said.encode()).hexdigest())


def _pages(folder: Folder) -> Iterator[Row]:
    for path in folder.names:
        if path.lower().endswith(ENDINGS):
            values = values_of(path, folder.read(path))
            if values is not None:
                parent = str(PurePosixPath(path).parent)
                yield Row(path, values, "" if parent == "." else parent)


def _of_table(name: str, data: bytes, folder: Folder) -> Stock:
    read = _json if name.lower().endswith(".json") else _xlsx
    rows, ignored = read(data, name)
    if not rows:
        raise Refused(f"{name} 里没有稿件：每行写一篇。")
    return Stock(name, rows, folder, ignored, hashlib.sha256(data).hexdigest())


def _xlsx(data: bytes, name: str) -> tuple[list[Row], tuple[str, ...]]:
    try:
        headers, lines = read_rows(BytesIO(data), name, limit=LARGEST_TABLE)
        if "title" not in map(name_of, headers):
            raise Refused(f"{name} 没有“标题”一列：第一行写列名，列名照 docs/operations.md。")
        rows = [Row(f"第 {number} 行", _named(cells)) for number, cells in lines]
    except TableRefused as refusal:
        raise Refused(str(refusal)) from None
    return rows, tuple(each for each in headers if not name_of(each))


def _json(data: bytes, name: str) -> tuple[list[Row], tuple[str, ...]]:
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Refused(f"{name} 不是完整的 JSON：检查是不是 UTF-8、有没有写完。") from None
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise Refused(f"{name} 应当是一个列表，每篇一项，写成列名和值。")
    ignored = dict.fromkeys(title for each in found for title in each if not name_of(title))
    return [Row(f"第 {n} 篇", _named(each)) for n, each in enumerate(found, start=1)], tuple(ignored)


def _named(cells: dict[str, Any]) -> dict[str, Any]:
    """By names of fields; where two columns mean the same the first that says something counts."""
    values: dict[str, Any] = {}
    for title, value in cells.items():
        name = name_of(title)
        if name and value not in (None, "") and name not in values:
            values[name] = value
    return values
