"""An nginx of its own with the configuration we ship, on ports and folders of a test or a bench."""

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SHIPPED = Path(__file__).resolve().parent.parent / "docs" / "nginx" / "mingtang.conf"
PLACES = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")

# What Debian's own nginx.conf says, but for the log of every request.
MAIN = """
{user}
worker_processes {workers};
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 768; }}
http {{
    {temporary}
    access_log off;
    sendfile on;
    tcp_nopush on;
    default_type application/octet-stream;
    {more}
}}
"""


def binary() -> str | None:
    """Where nginx is, if it is installed."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def shipped(*, port: int, program: int, store: Path) -> str:
    """The shipped configuration with these ports and this folder, without the certificate."""
    text = SHIPPED.read_text(encoding="utf-8")
    changes = {
        "listen 443 ssl;": f"listen 127.0.0.1:{port};",
        "server_name gk.example.gov.cn;\n    ssl_certificate ": "server_name localhost;\n    # ssl_certificate ",
        "    ssl_certificate_key ": "    # ssl_certificate_key ",
        "root /var/lib/mingtang-site/current;": f"root {store}/current;",
        "proxy_pass http://127.0.0.1:8000;": f"proxy_pass http://127.0.0.1:{program};",
    }
    for old, new in changes.items():
        if old not in text:
            raise ValueError(f"the configuration has no “{old}” any more")
        text = text.replace(old, new)
    return text


@contextmanager
def running(folder: Path, servers: str, port: int, *, workers: int = 1) -> Iterator[int]:
    """Nginx with these servers, answering at ``port``, until the block ends; gives its process."""
    folder.mkdir(parents=True, exist_ok=True)
    temporary = "\n    ".join(f"{name}_temp_path {folder}/{name};" for name in PLACES)
    user = "user root;" if os.geteuid() == 0 else ""  # the folder is for nobody else
    text = MAIN.format(folder=folder, workers=workers, temporary=temporary, user=user, more=servers)
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    command = [
        str(binary()),
        "-p",
        str(folder),
        "-c",
        str(folder / "nginx.conf"),
        "-e",
        str(folder / "error.log"),
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        _wait(process, port)
        yield process.pid
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _wait(process: "subprocess.Popen[str]", port: int) -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise RuntimeError(process.communicate()[1])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            connection.request("HEAD", "/")
            connection.getresponse()
            return
        except OSError:
            time.sleep(0.05)
        finally:
            connection.close()
    raise RuntimeError("nginx does not answer")
