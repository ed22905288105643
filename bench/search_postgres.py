"""What ``search`` measures, on a PostgreSQL of its own: filling it takes longest, so it can be left out."""

import json
import os
import subprocess
import sys
from collections.abc import Callable

from tests.postgres import Unavailable, server


def run(out: Callable[..., None]) -> None:
    """Measure, and tell the table."""
    try:
        with server() as url:
            command = [sys.executable, "-m", "bench", "--here", "search"]
            surroundings = {**os.environ, "DATABASE_URL": url}
            done = subprocess.run(command, env=surroundings, stdout=subprocess.PIPE, text=True, check=True)
    except Unavailable as reason:
        out("PostgreSQL", f"没有：{reason}")
        return
    for line in done.stdout.splitlines():
        if line.startswith("["):
            out(*json.loads(line)[1:])


if __name__ == "__main__":
    run(print)
