"""The law imports the standard library and itself, nothing else; its tests may use more."""

import ast
import sys
from pathlib import Path

LAW = Path(__file__).resolve().parent.parent / "mingtang" / "law"


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level}


def test_the_law_needs_nothing_but_python():
    files = [path for path in LAW.rglob("*.py") if "tests" not in path.parts]
    assert len(files) > 10
    foreign = {
        f"{path.relative_to(LAW)}: {name}"
        for path in files
        for name in imported(path)
        if not name.startswith("mingtang.law") and name.partition(".")[0] not in sys.stdlib_module_names
    }
    assert foreign == set()
