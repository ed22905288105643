"""从一个文件读出什么：几段文字，几个问题。"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from mingtang.publishing.checks.passages import Fix, Level, Passage

MOST_CHARACTERS = 2_000_000
MOST_BYTES = 60 * 1024 * 1024
SECONDS = 8.0


class OutOfTime(Exception):
    """The file takes longer than a check may."""


@dataclass(frozen=True)
class Problem:
    """读不出或者不该带着的：多重，一句话，可以代做什么。"""

    level: Level
    sentence: str
    excerpt: str = ""
    fixes: tuple[Fix, ...] = ()


@dataclass
class Extract:
    """What was read of one file. ``where`` of a passage is its place inside the file (工作表“名单”)."""

    format: str
    passages: list[Passage] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    characters: int = 0

    def add(self, where: str, text: str, **context: Any) -> None:
        """Take in one passage of text, unless it is empty."""
        if text.strip():
            self._take(Passage(where, text, "attachment", {"format": self.format, **context}))

    def add_table(
        self, where: str, grid: list[list[str]], names: list[list[str]] | None = None, **context: Any
    ) -> None:
        """Take in one table; ``names`` gives each cell's name, by default row and column."""
        passage = table_passage(where, grid, names, {"format": self.format, **context})
        if passage.text.strip():
            self._take(passage)

    def warn(self, sentence: str, *, excerpt: str = "", fixes: tuple[Fix, ...] = ()) -> None:
        """Note something a person must look at."""
        self.problems.append(Problem("warn", sentence, excerpt, fixes))

    def block(self, sentence: str, *, excerpt: str = "", fixes: tuple[Fix, ...] = ()) -> None:
        """Note something that stops the file."""
        self.problems.append(Problem("block", sentence, excerpt, fixes))

    def _take(self, passage: Passage) -> None:
        self.characters += len(passage.text)
        if self.characters > MOST_CHARACTERS:
            raise OutOfTime
        self.passages.append(passage)


class Deadline:
    """A point in time after which reading stops."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._end = time.monotonic() + seconds

    def check(self) -> None:
        """Raise OutOfTime when the time is up."""
        if time.monotonic() > self._end:
            raise OutOfTime


def table_passage(
    where: str, grid: list[list[str]], names: list[list[str]] | None, context: dict[str, Any]
) -> Passage:
    """A table as one passage: every cell on one line, its place known by name."""
    rows = [[" ".join(cell.split("\n")).replace("\t", " ") for cell in row] for row in grid]
    cells: list[tuple[int, str]] = []
    at = 0
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            name = names[number][column] if names else f"第{number + 1}行第{column + 1}列"
            cells.append((at, name))
            at += len(cell) + 1
        at += 0 if row else 1
    text = "\n".join("\t".join(row) for row in rows)
    kind = "attachment" if "format" in context else "table"
    return Passage(where, text, kind, {**context, "grid": rows, "cells": cells})  # type: ignore[arg-type]
