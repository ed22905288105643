"""开放数据：哪些表可以整份取走。别的一室登记自己的。"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class Dataset:
    """One table to take away: what it holds, in which forms as (``CSV``, address)."""

    title: str
    note: str
    files: tuple[tuple[str, str], ...]


Source = Callable[[HttpRequest], Iterable[Dataset]]
_sources: dict[str, Source] = {}


def register_datasets(name: str, source: Source) -> None:
    """Offer tables on the data page; the same name replaces."""
    _sources[name] = source


def datasets(request: HttpRequest) -> list[Dataset]:
    """Everything that can be taken away now."""
    return [each for source in _sources.values() for each in source(request)]
