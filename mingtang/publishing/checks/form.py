"""元数据、附件名、图片替代文字、表头：缺了什么。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mingtang.publishing.checks.folding import concealed
from mingtang.publishing.checks.gathering import Gathered
from mingtang.publishing.checks.passages import Finding, Level
from mingtang.publishing.models import Column, ColumnKind, Document, Piece

_BARE = re.compile(
    r"^附\s?件?\s*[(（]?[0-9一二三四五六七八九十]{0,3}[)）]?\s*[:：.]?$|^(?:新建|未命名|untitled|\d+$)",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|jpe?g|png|zip)$|^[0-9a-f]{12,}$", re.IGNORECASE)


def check_form(piece: Piece, gathered: Gathered) -> Iterator[Finding]:
    """What a version lacks beside its words."""
    for rule, level, where, anchor, sentence in (*_metadata(piece), *_pictures(gathered), *_tables(gathered)):
        yield Finding(rule, level, where, "", 0, 0, sentence, anchor=anchor)
    for where, anchor, problem in gathered.problems:
        yield Finding(
            "attachment",
            problem.level,
            where,
            problem.excerpt,
            0,
            0,
            f"{where}{problem.sentence}",
            problem.fixes,
            anchor=anchor,
        )
    for number, each in enumerate(piece.attachments.all(), start=1):
        if _BARE.match(each.title.strip()) or _FILE_NAME.search(each.title.strip()):
            sentence = f"附件{number}的名称“{concealed(each.title)[:30]}”没有说清内容：写成“第四批改革事项清单”这样的名称。"
            yield Finding(
                "attachment", "warn", f"附件{number}名称", "", 0, 0, sentence, anchor=f"attachment-{number}"
            )


Lack = tuple[str, Level, str, str, str]


def _metadata(piece: Piece) -> Iterator[Lack]:
    column = piece.column if piece.pk else None
    if piece.origin_url and not piece.source:
        yield "metadata", "warn", "来源", "source", "写了转载链接，没有写来源：补上原发布单位。"
    if isinstance(piece, Document):
        yield from _document(piece, column)
    elif not piece.summary.strip() and column and column.kind in (ColumnKind.INTERPRETATIONS,):
        yield "metadata", "warn", "内容概述", "summary", "没有内容概述：用一两句话写明主要内容。"
    if column and column.numbered and piece.disclosure != "active":
        yield (
            "metadata",
            "block",
            "公开属性",
            "disclosure",
            "公开属性不是主动公开，不能发布到公开栏目：改正公开属性，或者不发。",
        )


def _document(piece: Document, column: Column | None) -> Iterator[Lack]:
    if not piece.summary.strip():
        yield "metadata", "warn", "内容概述", "summary", "公文没有内容概述：用一两句话写明主要内容。"
    missing = [
        label
        for name, label in (
            ("number", "文号"),
            ("issuers", "发文机关"),
            ("signed_on", "成文日期"),
            ("topic", "主题分类"),
        )
        if not getattr(piece, name)
    ]
    if missing:
        yield (
            "metadata",
            "warn",
            "公文元数据",
            "number",
            f"公文元数据缺{'、'.join(missing)}：补齐，确实没有的在送审时说明。",
        )
    if column and not column.numbered:
        yield (
            "metadata",
            "warn",
            "栏目",
            "column",
            f"“{column.title}”栏目不编索引号，公文放在编索引号的栏目：调整栏目，或者在栏目设置里打开编号。",
        )
    if piece.own_letterhead and not piece.no_interpretation.strip() and not _interpreted(piece):
        yield (
            "metadata",
            "warn",
            "政策解读",
            "no_interpretation",
            "政策文件没有解读，也没有写明不配解读的理由：一并送审解读，或者写明理由。",
        )


def _interpreted(piece: Document) -> bool:
    return bool(piece.pk) and piece.explained_by.exists()


def _pictures(gathered: Gathered) -> Iterator[Lack]:
    for where, anchor, _, alt in gathered.pictures:
        if not alt.strip():
            yield (
                "picture",
                "warn",
                where,
                anchor,
                f"{where}没有替代文字：用一句话写明图里是什么，只作装饰的勾选“装饰”。",
            )


def _tables(gathered: Gathered) -> Iterator[Lack]:
    for where, anchor, value in gathered.tables:
        if not _has_head(value):
            yield (
                "table",
                "warn",
                where,
                anchor,
                f"{where}没有表头：把第一行设为表头，读屏软件才能念出各列是什么。",
            )


def _has_head(value: dict[str, Any]) -> bool:
    choice = value.get("table_header_choice") or ""
    return bool(value.get("first_row_is_table_header") or choice in ("row", "column", "both"))
