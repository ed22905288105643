"""``make bench``: run every bench of this folder and print one table; ``python -m bench clock report`` runs some.

A bench is a module here with ``run(out)``. It calls ``out(what, figure, limit="")`` for each line of the table,
all three as text with their unit; ``limit`` is what the figure should not exceed, where there is one. Each bench
runs in a process and a data folder of its own, with secrets and ``DJANGO_SETTINGS_MODULE`` set: it never meets
the data of an installation.
"""

import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from mingtang import __version__
from mingtang.config.environment import prepare

Row = tuple[str, str, str, str]
ONE = "--here"
HEAD: Row = ("bench", "what", "figure", "limit")


def names(asked: Sequence[str]) -> list[str]:
    """The benches to run: those asked for, else all there are."""
    modules = sorted(path for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))
    runnable = [
        path.stem for path in modules if re.search(r"^def run\(", path.read_text(encoding="utf-8"), re.M)
    ]
    unknown = [name for name in asked if name not in runnable]
    if unknown:
        sys.exit(f"没有 {unknown[0]} 这项测速，可以写：{'、'.join(runnable)}。")
    return list(asked) or runnable


def machine() -> str:
    """What the figures were measured on."""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def width(text: str) -> int:
    """Columns a text takes on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def table(rows: Sequence[Row]) -> str:
    """The rows under each other, in aligned columns."""
    widths = [max(width(row[column]) for row in rows) for column in range(len(HEAD))]
    cells = (
        [cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=True)] for row in rows
    )
    return "\n".join("  ".join(row).rstrip() for row in cells)


def measure(name: str) -> tuple[list[Row], bool]:
    """Run one bench in a process of its own; its rows and whether it came to its end."""
    print(f"[bench] {name} …", file=sys.stderr, flush=True)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="mingtang-bench-") as folder:
        surroundings = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        surroundings["MINGTANG_DATA"] = folder
        command = [sys.executable, "-m", "bench", ONE, name]
        done = subprocess.run(command, env=surroundings, stdout=subprocess.PIPE, text=True, check=False)
    print(f"[bench] {name}: {time.perf_counter() - began:.1f} s", file=sys.stderr, flush=True)
    rows: list[Row] = [tuple(json.loads(line)) for line in done.stdout.splitlines() if line.startswith("[")]
    return (rows, True) if done.returncode == 0 else ([*rows, (name, "failed", "", "")], False)


def measure_here(name: str) -> None:
    """Run one bench in this process and print its rows as JSON."""
    prepare()

    def out(what: str, figure: str, limit: str = "") -> None:
        print(json.dumps([name, what, figure, limit], ensure_ascii=False), flush=True)

    import_module(f"bench.{name}").run(out)


def main(asked: Sequence[str]) -> int:
    """Print the table; 1 when a bench failed."""
    rows, well = [HEAD], True
    for name in names(asked):
        more, ended = measure(name)
        rows += more
        well &= ended
    print(
        f"mingtang {__version__}, {machine()}, {time.strftime('%Y-%m-%d %H:%M')}. One run: read figures as ratios.\n"
    )
    print(table(rows))
    return 0 if well else 1


if __name__ == "__main__":
    if sys.argv[1:2] == [ONE]:
        measure_here(sys.argv[2])
    else:
        sys.exit(main(sys.argv[1:]))
