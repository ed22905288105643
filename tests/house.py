"""What the checks of the house read: its source files, functions, names, addresses, locked versions."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "mingtang"
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;\\]+)", re.MULTILINE)


def rooms() -> list[Path]:
    """The rooms, config among them."""
    return sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))


@cache
def sources() -> list[Path]:
    """The program without migrations and tests."""
    apart = {"migrations", "tests"}
    return [path for path in sorted(PACKAGE.rglob("*.py")) if not apart & set(path.relative_to(PACKAGE).parts)]


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of one file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions() -> Iterator[tuple[str, int]]:
    """Every function: where it is, how many lines from ``def`` to its end, docstring included."""
    for path in sources():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", lines


def tracked_files() -> list[Path]:
    """The files of the repository; empty when this is no checkout."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        return []
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def text_of(path: Path) -> str:
    """The text of a file, empty for one that is not text."""
    data = path.read_bytes()
    try:
        return "" if b"\0" in data else data.decode()
    except UnicodeDecodeError:
        return ""


def project() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pins(name: str) -> dict[str, str]:
    """The versions in one lock file, by normalised name."""
    found = PIN.findall((ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8"))
    return {normal(package): version for package, version in found}


def normal(package: str) -> str:
    """A package name in its one normal form."""
    return re.sub(r"[-_.]+", "-", package).lower()


def dotted(node: ast.expr) -> str:
    """``a.b.c`` of a name or attribute, else ''."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def calls(path: Path) -> Iterator[tuple[int, str]]:
    """Every call by name: line and dotted name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and dotted(node.func):
            yield node.lineno, dotted(node.func)
