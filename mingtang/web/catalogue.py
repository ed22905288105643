"""The components there are, read from their folders."""

from pathlib import Path

COMPONENTS = Path(__file__).parent / "templates/web/components"


def catalogue() -> list[str]:
    """The names of all components that have an example, in alphabetical order."""
    return sorted(folder.name for folder in COMPONENTS.iterdir() if (folder / "example.html").exists())
