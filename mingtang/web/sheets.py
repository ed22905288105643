"""The style sheets, put together from the layers and the css of each component.

A finder of static files: ``web/public.css`` and ``web/office.css`` exist nowhere in the source; they are written
below the data folder when they are asked for, always from what the sources say now.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

HERE = Path(__file__).parent
LAYERS = HERE / "layers"
COMPONENTS = HERE / "templates/web/components"
ORDER = "@layer base, layout, parts, frame, room, mode, print;\n"
SHEETS = {"web/public.css": "public", "web/office.css": "office"}


def sources(look: str) -> Iterator[tuple[str, Path]]:
    """The layer and the file of every source of a sheet, in order. ``look`` is ``office`` or ``public``."""
    for layer in ("base", "layout"):
        for name in (layer, f"{layer}-{look}"):
            yield layer, LAYERS / f"{name}.css"
    for folder in sorted(COMPONENTS.iterdir()):
        yield "parts", folder / f"{folder.name}.css"
        yield "parts", folder / f"{look}.css"
    for layer in ("frame", "mode", "print"):
        for name in (layer, f"{layer}-{look}"):
            yield layer, LAYERS / f"{name}.css"


def sheet(look: str) -> str:
    """The text of a sheet: the tokens, then every source inside its layer."""
    text = [(HERE / "static/web/tokens.css").read_text(encoding="utf-8"), ORDER]
    for layer, path in sources(look):
        if path.exists():
            text.append(f"@layer {layer} {{\n{path.read_text(encoding='utf-8')}}}\n")
    return "".join(text)


class SheetFinder(BaseFinder):
    """Finds the sheets for the development server and for ``collectstatic``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=settings.DATA / "cache/sheets")

    def check(self, **kwargs: Any) -> list:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path not in SHEETS:
            return []
        target = self._write(path)
        return [target] if find_all else target

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for path in SHEETS:
            self._write(path)
            yield path, self.storage

    def _write(self, path: str) -> str:
        target = Path(self.storage.path(path))
        text = sheet(SHEETS[path])
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return str(target)
