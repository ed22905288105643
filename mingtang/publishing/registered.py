"""登记簿里的规章和规范性文件：公众的目录页，检索里的条目。网上登了全文的只查得到全文，不出现两次。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from mingtang.organs.models import Organ
from mingtang.publishing.addresses import path_of
from mingtang.publishing.models import Document, Piece
from mingtang.registers.models import AnyEntry, NormativeDocument
from mingtang.search import index
from mingtang.search.models import Entry
from mingtang.search.numbers import number_fold

KIND, LABEL = "register", "规范性文件目录"
LESS = 0.6  # how much a document that holds no more counts


@dataclass(frozen=True)
class Listed:
    """A document of the register; ``url`` leads to its text where the site has it."""

    entry: NormativeDocument
    url: str
    state: str


def entries() -> list[NormativeDocument]:
    """What the home organ has on its register, annulled entries left out; newest first."""
    home = Organ.objects.filter(is_home=True).first()
    return list(NormativeDocument.objects.of(home).standing()) if home else []


def texts() -> dict[str, str]:
    """Where the text of a document stands on the site, by its number in the form in which numbers are compared."""
    live = Document.objects.live().exclude(number="").only("number", "url_path").order_by("pk")
    return {number_fold(each.number): path_of(each) for each in live}


def listed(day: date) -> list[Listed]:
    """The directory as visitors read it on this day."""
    known = texts()
    return [Listed(each, known.get(number_fold(each.number), ""), each.validity(day)) for each in entries()]


def documents() -> Iterator[index.Document]:
    """What can be found of the register: documents whose text is not on the site."""
    known = texts()
    for each in entries():
        if number_fold(each.number) not in known:
            yield _document(each)


def _document(entry: NormativeDocument) -> index.Document:
    """By what is written down, not by what a day makes of it: the index must not change by itself."""
    valid = "废止" if entry.repealed_on else "已修改" if entry.amended_on else "有效"
    said = [entry.get_kind_display(), f"{entry.issued_on}制发", f"{entry.in_force_on}起施行"]
    return index.Document(
        KIND,
        str(entry.pk),
        entry.title,
        "，".join(said),
        url=f"{reverse('publishing:register')}?{urlencode({'q': entry.number})}",
        number=entry.number,
        on=entry.issued_on,
        valid=valid,
        weight=LESS if valid == "废止" else 1.0,
    )


def follow() -> None:
    """Bring the index in line with register and site. Inside the transaction of the act that changed one of them."""
    wanted = list(documents())
    there = set(Entry.objects.filter(kind=KIND).values_list("key", flat=True))
    index.put(*wanted)
    gone = there - {each.key for each in wanted}
    if gone:
        index.remove(KIND, *gone)


def on_entries(changed: list[AnyEntry]) -> None:
    """The register has changed: what is found of it, and whether there is a table to take away."""
    from mingtang.publishing import store

    if any(isinstance(each, NormativeDocument) for each in changed):
        follow()
        store.drop([reverse("publishing:open_data")])


def on_piece(piece: Piece) -> None:
    """A document has come on show, or is on show no longer."""
    if isinstance(piece, Document):
        follow()


def connect() -> None:
    """Follow register and site; called once, when the program starts."""
    from mingtang.publishing import effects
    from mingtang.registers.changes import register_follower

    index.register_source(index.Source(KIND, LABEL, documents))
    effects.register_effects("register", shown=on_piece, hidden=on_piece)
    register_follower("search", on_entries)
