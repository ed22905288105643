"""Set up ``.venv`` from the locked requirements: ``python3 scripts/setup.py [--dev]``.

Runs on a bare Python 3.11 (standard library only). Does nothing when the lock files have not changed
since the last time. Packages come from whatever index pip is configured for; every file is checked
against the hashes in ``requirements/``.
"""

from __future__ import annotations  # an older Python must get as far as the sentence in main()

import argparse
import ast
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS = ROOT / "requirements"

# pip's name of a setting -> uv's name of the same, and what parts its values there.
PIP_TO_UV = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "cert": ("SSL_CERT_FILE", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
}


class SetupFailed(Exception):
    """One clear sentence: what did not work and what to do."""


def say(text: str) -> None:
    """Show progress at once, also through a pipe."""
    print(f"[安装] {text}", flush=True)


def fingerprint(kind: str) -> str:
    """Changes whenever the environment of this kind ('run' or 'dev') has to be built again."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    for path in (LOCKS / "bootstrap.txt", LOCKS / f"{kind}.txt", ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def stamp(kind: str) -> Path:
    """The file that says for which fingerprint ``.venv`` was built."""
    return VENV / f"installed-{kind}"


def is_ready(kind: str) -> bool:
    """Whether ``.venv`` holds what the lock file of this kind says."""
    path = stamp(kind)
    return PYTHON.exists() and path.exists() and path.read_text() == fingerprint(kind)


def run(*command: str | Path, env: dict[str, str] | None = None) -> bool:
    """Run quietly; on failure show what the command said. True when it succeeded."""
    done = subprocess.run(command, cwd=ROOT, env=env, text=True, stdin=subprocess.DEVNULL, capture_output=True)
    if done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr, flush=True)
    return done.returncode == 0


def make_venv() -> None:
    """A virtual environment of this Python; one of another version or a broken one is replaced."""
    if PYTHON.exists() and run(PYTHON, "-c", f"import sys, pip; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"):
        return
    say(f"建立虚拟环境 .venv（Python {sys.version_info[0]}.{sys.version_info[1]}）")
    shutil.rmtree(VENV, ignore_errors=True)
    if not run(sys.executable, "-m", "venv", VENV):
        shutil.rmtree(VENV, ignore_errors=True)
        raise SetupFailed("没有建成虚拟环境：Debian、Ubuntu 上先装 python3-venv（apt-get install python3-venv）再试。")


def pip_configuration() -> dict[str, str]:
    """The user's own pip settings in uv's words, so that both take packages from the same places."""
    listed = subprocess.run([PYTHON, "-m", "pip", "config", "list"], text=True, capture_output=True).stdout
    lines = [line.partition("=") for line in listed.splitlines()]
    found: dict[str, str] = {}
    for section in ("global", "install", ":env:"):  # a later one wins
        for key, _, value in lines:
            place, _, option = key.rpartition(".")
            if place == section and option in PIP_TO_UV:
                name, separator = PIP_TO_UV[option]
                found[name] = separator.join(str(ast.literal_eval(value)).split())
    # pip takes the best of all its indexes; with every hash locked that is safe for uv too.
    return {**found, "UV_INDEX_STRATEGY": "unsafe-best-match"}


def pip(*arguments: str | Path) -> bool:
    """Install with pip: slower, and always there."""
    return run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments)


def install(kind: str) -> None:
    """Everything the lock file lists, by uv, else by pip."""
    lock = LOCKS / f"{kind}.txt"
    if not pip("--require-hashes", "-r", LOCKS / "bootstrap.txt"):
        raise SetupFailed("没有装上 uv 和 setuptools：检查网络和 pip 的软件源设置后再运行一次。")
    surroundings = {**pip_configuration(), **os.environ}
    command = [PYTHON, "-m", "uv", "pip", "install", "--python", PYTHON, "--quiet", "--compile-bytecode"]
    if run(*command, "--require-hashes", "-r", lock, env=surroundings):
        return
    say("uv 没有装成，改用 pip（较慢）")
    if not pip("--require-hashes", "-r", lock):
        raise SetupFailed(f"没有装上 requirements/{kind}.txt 里的软件包：原因见上面几行，处理后再运行一次。")


def install_project() -> None:
    """The program itself, from this folder, with its command ``mingtang``."""
    if not pip("--no-deps", "--no-build-isolation", "--editable", ROOT):
        raise SetupFailed("没有装上明堂本身：原因见上面几行，处理后再运行一次。")


def set_up(kind: str) -> None:
    """Build ``.venv`` of this kind, saying how far it is."""
    began = time.monotonic()
    make_venv()
    stamp(kind).unlink(missing_ok=True)
    say(f"按 requirements/{kind}.txt 安装软件包并核对哈希值")
    install(kind)
    say("安装明堂")
    install_project()
    stamp(kind).write_text(fingerprint(kind))
    if kind == "dev":  # dev holds everything of run
        stamp("run").write_text(fingerprint("run"))
    say(f"完成，用时 {time.monotonic() - began:.0f} 秒")


def main() -> int:
    """Set up if needed; 0 done, 1 with one clear sentence."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--dev", action="store_true", help="also what tests and checks need")
    kind = "dev" if options.parse_args().dev else "run"
    if sys.version_info < (3, 11):  # noqa: UP036 - this script meets whatever Python is there
        print(f"明堂需要 Python 3.11 或更新的版本，这里是 {sys.version.split()[0]}。", file=sys.stderr)
        return 1
    try:
        if not is_ready(kind):
            set_up(kind)
    except SetupFailed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
