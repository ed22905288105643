"""旧站稿件里的链接和图片指到哪里：一并迁来的稿件、文件夹里的文件、别的网站，或者已经没有了。"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from django.db.models import Q

from mingtang.organs.refusal import Refused
from mingtang.publishing.checks.links import page_exists
from mingtang.publishing.models import Document, File, Picture, Piece
from mingtang.publishing.stock.bodies import Parsed, Target
from mingtang.publishing.stock.folders import inside
from mingtang.publishing.stock.judging import Draft, old_path
from mingtang.publishing.stock.media import Shelf


@dataclass
class Links:
    """What is known of addresses: pages by old address, by path in the folder, by key, by address here."""

    hosts: set[str] = field(default_factory=set)  # names of the old site and of this one
    _pages: dict[str, int] = field(default_factory=dict)
    _documents: dict[str, int | None] = field(default_factory=dict)

    def know(self, pieces: Iterable[tuple[Draft, int, str]]) -> None:
        """Remember pieces that have just got their pages."""
        for draft, pk, url_path in pieces:
            names = (
                draft.old_address,
                draft.key,
                "/" + draft.key,
                draft.row.place,
                "/" + url_path.split("/", 2)[2],
            )
            self._pages |= dict.fromkeys(filter(None, names), pk)
            if draft.form == "document":
                number = draft.values.get("number")
                self._documents |= dict.fromkeys(filter(None, (number, draft.title, draft.key)), pk)

    def know_here(self, rows: Iterable[tuple[str, int, str]]) -> None:
        """Remember what was taken in before: (key, page, address in the tree)."""
        for key, pk, url_path in rows:
            self._pages |= dict.fromkeys((key, old_path(key) or key, "/" + url_path.split("/", 2)[2]), pk)

    def page(self, *names: str) -> int | None:
        """The page of one of these addresses."""
        return next((self._pages[name] for name in names if name in self._pages), None)

    def document(self, said: str) -> int | None:
        """The document of this 文号, title or key: of this stock, else of this site."""
        if said not in self._documents:
            wanted = Q(number=said) | Q(title=said) | Q(imported_from=said)
            self._documents[said] = (
                Document.objects.filter(wanted).order_by("-live", "pk").values_list("pk", flat=True).first()
            )
        return self._documents[said]

    def seen_from(self, draft: Draft, shelf: Shelf, left_out: list[str]) -> View:
        """The links as one piece means them; what leads nowhere is told in ``left_out``."""
        return View(self, draft, shelf, left_out)


@dataclass
class View:
    """Addresses as they are meant in one piece."""

    links: Links
    draft: Draft
    shelf: Shelf
    left_out: list[str]

    def link(self, address: str, words: str) -> Target:
        """The attributes of a link: to a page or file of this site, or as it is; None keeps the words only."""
        parts = urlsplit(address.strip())
        if parts.scheme in ("mailto", "tel") or (parts.netloc and parts.hostname not in self.links.hosts):
            return {"href": address.strip()}
        path = unquote(parts.path)
        here = inside("" if path.startswith("/") else self.draft.row.base, path)
        page = self.links.page(old_path(address), path, here)
        if page is not None:
            return {"linktype": "page", "id": str(page)}
        if self.shelf.has(here):
            return self._file(here, words)
        if path.startswith("/") and page_exists(path):
            return {"href": path}
        if path or not parts.fragment:
            self.left_out.append(f"正文里的链接“{words[:20]}”在旧站内、没有一并迁入，去掉了链接，留下文字。")
        return None

    def _file(self, path: str, words: str) -> Target:
        try:
            return {"linktype": "document", "id": str(self.shelf.file(path, words).pk)}
        except Refused as refused:
            self.left_out.append(f"正文链接的文件“{path[-60:]}”没有收：{refused}")
            return None

    def picture(self, parsed: Parsed) -> Callable[[str], int | None]:
        """Where a picture of this body is stored; None, and a sentence, when it could not be taken."""
        alts = {part.value: part.alt for part in parsed.parts if part.kind == "picture"}

        def stored(address: str) -> int | None:
            found = self._picture(address, alts.get(address, ""))
            return found.pk if found else None

        return stored

    def cover(self, path: str) -> Picture | None:
        """The picture beside the title."""
        return self._picture(path, self.draft.title) if path else None

    def _picture(self, address: str, alt: str) -> Picture | None:
        parts = urlsplit(address)
        path = inside("" if parts.path.startswith("/") else self.draft.row.base, unquote(parts.path))
        if parts.netloc and parts.hostname not in self.links.hosts:
            self.left_out.append(
                f"图片“{address[-60:]}”在别的网站，没有取：下载后放进文件夹，或者在本站补上。"
            )
            return None
        try:
            return self.shelf.picture(path, alt)
        except Refused as refused:
            self.left_out.append(f"图片“{address[-60:]}”没有收：{refused}")
            return None

    def files(self, wanted: list[tuple[str, str]]) -> list[tuple[str, File]]:
        """(name, stored file) of the attachments that are taken."""
        found = []
        for title, address in wanted:
            path = inside("" if address.startswith("/") else self.draft.row.base, unquote(address))
            try:
                file = self.shelf.file(path, title)
                found.append(((title or file.title)[:120], file))
            except Refused as refused:
                self.left_out.append(f"附件“{(title or address)[-60:]}”没有收：{refused}")
        return found

    def document(self, said: str) -> int | None:
        """The document another one names; a sentence when there is none."""
        found = self.links.document(said)
        if found is None:
            self.left_out.append(f"没有找到公文“{said[:60]}”，没有连上：迁入以后在本站补上。")
        return found


def hosts_of(drafts: Iterable[Draft]) -> set[str]:
    """The names of the old site: those of the old addresses."""
    addresses = {str(each.row.values.get("old_address") or "") for each in drafts}
    return {host for each in addresses if (host := urlsplit(each).hostname)}


def known_pages() -> Any:
    """(key, page, address in the tree) of what was taken in before."""
    return Piece.objects.exclude(imported_from="").values_list("imported_from", "pk", "url_path")
