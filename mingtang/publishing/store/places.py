"""哪个网址存在哪个文件里。只认我们自己会写的网址，别的一律现做。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

PAGES = 20  # of a list: so many are kept, those behind are rendered live
LONGEST = 240
TYPES = {"xml": "xml", "json": "json", "txt": "text/plain"}  # what the content type must contain

_PATH = re.compile(r"/(?:[A-Za-z0-9_-]{1,120}/)*(?:[A-Za-z0-9_-]{1,120}\.(?:xml|json|txt))?")
_QUERY = re.compile(r"page=([1-9]\d?)")


@dataclass(frozen=True)
class Place:
    """One address: ``path`` (``/xwdt/``, ``/sitemap.xml``) and ``query`` (``""`` or ``page=2``)."""

    path: str
    query: str = ""

    @property
    def folder(self) -> str:
        """The folder whose marks count for it, as a path that begins and ends with ``/``."""
        return self.path[: self.path.rindex("/") + 1]

    @property
    def file(self) -> str:
        """Where it is kept, below the epoch."""
        if not self.path.endswith("/"):
            return self.path[1:]
        return f"{self.path[1:]}{self.query.replace('=', '-') or 'index'}.html"

    def file_on(self, day: date) -> str:
        """Where a page that speaks of this day is kept: a web server that knows the date never sends yesterday's."""
        stem, _, ending = self.file.rpartition(".")
        return f"{stem}.{day.isoformat()}.{ending}"

    @property
    def content_type(self) -> str:
        """What the content type of its page contains."""
        return "text/html" if self.path.endswith("/") else TYPES[self.path.rpartition(".")[2]]


@lru_cache(maxsize=4096)
def place(path: str, query: str = "") -> Place | None:
    """The place of an address as the server hands it over; None when it is none that is kept.

    No dots but before three endings, no empty part, plain letters only: what passes cannot lead out of the folder.
    """
    if len(path) > LONGEST or not _PATH.fullmatch(path):
        return None
    if query:
        page = _QUERY.fullmatch(query)
        if not page or not path.endswith("/") or not 1 <= int(page[1]) <= PAGES:
            return None
    return Place(path, query)
