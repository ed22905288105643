"""Every check and every test, one after the other: ``make test``; the quick part: ``make check``.

All parts run even when an early one fails. The end names what failed, what was skipped and why, and adds up
the tests. Exit code 0 only when nothing failed.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from scripts.debian import provide
from scripts.setup import BIN, ROOT
from tests.postgres import UNAVAILABLE

NOTHING_COLLECTED = 5
PARALLEL = ("-n", "2", "--dist", "loadfile")
LAW = ("--cov=mingtang.law", "--cov-branch", "--cov-report=term-missing:skip-covered", "--cov-fail-under=100")


@dataclass
class Run:
    """One go through the checks: what failed, what was skipped, how many tests."""

    failed: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def step(self, name: str, *command: str) -> int:
        """Run one command, its output going straight through; note a failure."""
        print(f"\n=== {name}", flush=True)
        began = time.monotonic()
        code = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL).returncode
        print(f"=== {name}: {'ok' if code == 0 else f'exit {code}'}, {time.monotonic() - began:.0f} s", flush=True)
        if code not in (0, UNAVAILABLE):
            self.failed.append(name)
        return code

    def tests(self, name: str, *arguments: str, before: Sequence[str] = ()) -> None:
        """Run pytest, count its tests; a database that cannot be started is a named skip."""
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.xml"
            code = self.step(name, *before, str(BIN / "pytest"), *arguments, f"--junitxml={report}")
            if code == UNAVAILABLE:
                self.skipped.append(name)
            elif report.exists():
                self._count(name, report)

    def _count(self, name: str, report: Path) -> None:
        for suite in ElementTree.parse(report).iter("testsuite"):  # noqa: S314 - pytest has just written it
            wrong = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped = int(suite.get("skipped", 0))
            self.counts += Counter(passed=int(suite.get("tests", 0)) - wrong - skipped, failed=wrong, skipped=skipped)
        reasons = {str(node.get("message")) for node in ElementTree.parse(report).iter("skipped")}  # noqa: S314
        self.skipped += [f"{name}: {reason}" for reason in sorted(reasons)]

    def close(self) -> int:
        """Say how it went; the last line is the sum of all tests."""
        print()
        for sentence in self.skipped:
            print(f"SKIPPED {sentence}")
        for name in self.failed:
            print(f"FAILED {name}")
        counts = self.counts
        print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped", flush=True)
        return 1 if self.failed else 0


def checks(run: Run) -> None:
    """Style, types, storeys."""
    run.step("ruff", str(BIN / "ruff"), "check", ".")
    run.step("mypy", str(BIN / "mypy"))
    run.step("storeys", str(BIN / "lint-imports"))


def quick(run: Run) -> None:
    """What needs neither a database nor a browser."""
    checks(run)
    few_examples = ("--hypothesis-profile", "quick")
    run.tests("tests without a database", *PARALLEL, *few_examples, "-m", "not browser", "--database", "none")


def everything(run: Run) -> None:
    """All checks; the law with every branch; the suite on SQLite and on PostgreSQL; the journeys."""
    run.skipped += provide()
    checks(run)
    run.tests("law", *PARALLEL, *LAW, "mingtang/law")
    rest = ("-m", "not browser", "--ignore=mingtang/law", *PARALLEL)
    run.tests("SQLite", *rest)
    run.tests("PostgreSQL", *rest, "--database", "only", before=(sys.executable, "-m", "tests.postgres", "--"))
    run.tests("browser", "-m", "browser", "-p", "no:xdist", "journeys")


def main() -> int:
    """Run and report."""
    options = argparse.ArgumentParser(description="Run every check and test.")
    options.add_argument("--quick", action="store_true", help="only what needs no database")
    os.environ.pop("DATABASE_URL", None)
    run = Run()
    if options.parse_args().quick:
        quick(run)
    else:
        everything(run)
    return run.close()


if __name__ == "__main__":
    sys.exit(main())
