"""The components there are, read from their folders."""

from pathlib import Path

COMPONENTS = Path(__file__).parent / "templates/web/components"


def catalogue(look: str) -> list[str]:
    """The names of the components that belong to a look (``office`` or ``public``), in alphabetical order."""
    return sorted(folder.name for folder in COMPONENTS.iterdir() if _belongs(folder, look))


def _belongs(folder: Path, look: str) -> bool:
    """A component without css of its own, or with css for both, belongs to both looks."""
    sheets = {path.stem for path in folder.glob("*.css")}
    return not sheets or bool(sheets & {look, folder.name})
