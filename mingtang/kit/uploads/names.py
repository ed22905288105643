"""Names of files as they may safely be shown, stored and put into a download header."""

import unicodedata
from pathlib import PurePosixPath

LONGEST_STEM = 120
LONGEST_ENDING = 12
_FORBIDDEN = frozenset('<>:"|?*')
_WINDOWS_DEVICES = {
    "CON",
    "PRN",
    "AUX",
    "NUL",
    *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10)),
}


def clean_name(name: str) -> str:
    """The last part of a path without control, direction and wildcard characters, at most 133 characters."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(char for char in last if _is_plain(char))
    path = PurePosixPath(" ".join(shown.split()).strip(". ") or "未命名")
    ending = path.suffix if len(path.suffix) <= LONGEST_ENDING else ""
    stem = path.name.removesuffix(ending).strip(". ")[:LONGEST_STEM].strip(". ") or "未命名"
    return f"_{stem}{ending}" if stem.upper() in _WINDOWS_DEVICES else stem + ending


def _is_plain(char: str) -> bool:
    """No controls, no invisible or direction-changing characters (they disguise endings), no unassigned ones."""
    return char.isspace() or (unicodedata.category(char)[0] != "C" and char not in _FORBIDDEN)


def ending(name: str) -> str:
    """Lower-case ending without the dot; jpeg counts as jpg."""
    found = PurePosixPath(name).suffix[1:].lower()
    return "jpg" if found == "jpeg" else found
