"""Runs commands one after the other in one process, which saves a second a command.

Reads a line of JSON ``[arguments, typed]`` from standard input, answers with a line ``[code, stdout, stderr]``. The
command ``python`` runs a piece of code instead.
"""

import contextlib
import io
import json
import sys
import traceback

from mingtang.config.cli import main


def run(arguments: list[str], typed: str) -> tuple[int, str, str]:
    """One command, as from a shell: its exit code and what it printed."""
    out, err = io.StringIO(), io.StringIO()
    keyboard, sys.stdin = sys.stdin, io.StringIO(typed)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = _code(arguments[1]) if arguments[0] == "python" else main(arguments)
    except BaseException:
        code = 1
        err.write(traceback.format_exc())
    finally:
        sys.stdin = keyboard
    return code, out.getvalue(), err.getvalue()


def _code(text: str) -> int:
    exec(text, {})
    return 0


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(run(*json.loads(line))), flush=True)
