"""Lock versions and hashes: ``make lock``, or ``make lock UPGRADE=1`` for the newest of everything.

Writes no index address: whoever installs takes packages from the index configured on that machine.
"""

import os
import subprocess
import sys

from scripts.setup import LOCKS, PYTHON, ROOT, pip_configuration, say

FILES = {
    "bootstrap": ["requirements/bootstrap.in"],
    "run": ["pyproject.toml"],
    "dev": ["pyproject.toml", "--group", "dev", "--constraint", "requirements/run.txt"],
}
MAIN_INDEX = ("UV_DEFAULT_INDEX", "SSL_CERT_FILE")


def lock(name: str, sources: list[str]) -> None:
    """Write ``requirements/NAME.txt`` for every platform and Python 3.11 or newer."""
    say(f"requirements/{name}.txt")
    command = [PYTHON, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
    command += ["--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", *sources]
    command += ["--upgrade"] if os.environ.get("UPGRADE") else []
    # Only the main index: an extra one may hold the files of one platform alone.
    main_index = {name: value for name, value in pip_configuration().items() if name in MAIN_INDEX}
    surroundings = {**main_index, **os.environ, "UV_CUSTOM_COMPILE_COMMAND": "make lock"}
    subprocess.run([*command, "--output-file", LOCKS / f"{name}.txt"], cwd=ROOT, check=True, env=surroundings)


def main() -> int:
    """Lock the three files in order: dev is bound to what run has chosen."""
    for name, sources in FILES.items():
        lock(name, sources)
    return 0


if __name__ == "__main__":
    sys.exit(main())
