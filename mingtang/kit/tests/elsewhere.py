"""Runs pieces of Python in other processes on the database under test."""

import json
import subprocess
import sys
import textwrap
from pathlib import Path

from django.conf import settings
from django.db import connection

PRELUDE = """
import json, os, sys, threading
from datetime import UTC, datetime, timedelta
from django.conf import settings
settings.configure(**json.loads(sys.argv[1]))
import django
django.setup()
from mingtang.kit import audit, numbering, outbox, ticker, uploads
from mingtang.kit.db import writing
from mingtang.kit.models import AuditEntry, Counter, Job, OutboxMessage, StoredFile

def say(word):
    print(word, flush=True)

def wait():
    sys.stdin.readline()
"""


def _configuration() -> str:
    return json.dumps(
        {
            "DATABASES": {"default": {**connection.settings_dict, "TEST": {}}},
            "INSTALLED_APPS": [
                "mingtang.organs",
                "mingtang.kit",
                "django.contrib.auth",
                "django.contrib.contenttypes",
            ],
            "AUTH_USER_MODEL": "organs.Staff",
            "DEFAULT_AUTO_FIELD": settings.DEFAULT_AUTO_FIELD,
            "FIELD_KEY": settings.FIELD_KEY,
            "FILES_ROOT": str(settings.FILES_ROOT),
            "SECRET_KEY": "x",
            "USE_TZ": True,
            "TIME_ZONE": "Asia/Shanghai",
        },
        default=str,
    )


class Elsewhere:
    """The processes a test started; all ended with it."""

    def __init__(self) -> None:
        self._started: list[subprocess.Popen[str]] = []

    def start(self, script: str) -> subprocess.Popen[str]:
        """Start `script` (after PRELUDE); its ``say`` and ``wait`` talk with `hear` and `go`."""
        source = PRELUDE + textwrap.dedent(script)
        process = subprocess.Popen(
            [sys.executable, "-c", source, _configuration()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[3],
        )
        self._started.append(process)
        return process

    def run(self, *scripts: str) -> list[str]:
        """Run the scripts at the same time: each says ready, then all are let go; what they said after."""
        processes = [self.start(f"say('ready'); wait()\n{textwrap.dedent(script)}") for script in scripts]
        for process in processes:
            hear(process, "ready")
        for process in processes:
            go(process)
        answers = [process.communicate()[0] for process in processes]
        assert [process.returncode for process in processes] == [0] * len(processes)
        return answers

    def end(self) -> None:
        for process in self._started:
            process.kill()
            process.communicate()


def hear(process: "subprocess.Popen[str]", word: str) -> None:
    """Wait until the process says `word`."""
    assert process.stdout.readline().strip() == word


def go(process: "subprocess.Popen[str]") -> None:
    """Let the process go on from its ``wait()``."""
    process.stdin.write("\n")
    process.stdin.flush()
