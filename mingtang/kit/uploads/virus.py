"""The virus scanner, when there is one: clamd's INSTREAM over a unix socket (``settings.CLAMD_SOCKET``)."""

import logging
import socket
import struct
from collections.abc import Iterator

from django.conf import settings

from mingtang.kit.uploads.refusal import UploadRefused

log = logging.getLogger("mingtang.kit.uploads")

CHUNK = 64 * 1024
SECONDS = 30


def scan(data: bytes) -> None:
    """Refuse infected bytes. Does nothing without CLAMD_SOCKET; with it, no answer is a refusal too."""
    path = getattr(settings, "CLAMD_SOCKET", "")
    if not path:
        return
    try:
        answer = _ask(path, data)
    except OSError as error:
        log.error("virus scanner unreachable: %s", type(error).__name__)
        answer = ""
    if answer.endswith("FOUND"):
        log.warning("virus scanner refused an upload: %s", answer.removeprefix("stream: ")[:80])
        raise UploadRefused("这个文件查出病毒，没有收下：请用干净的电脑重新做一份再上传。")
    if answer != "stream: OK":
        raise UploadRefused("病毒检查暂时不能用，文件没有收下：过几分钟再上传一次。")


def _ask(path: str, data: bytes) -> str:
    """Send the bytes as length-prefixed chunks, closed by an empty one; the scanner's line."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(SECONDS)
        line.connect(path)
        line.sendall(b"zINSTREAM\0")
        for chunk in _chunks(data):
            line.sendall(struct.pack("!L", len(chunk)) + chunk)
        line.sendall(struct.pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0") and (part := line.recv(4096)):
            answer += part
    return answer.rstrip(b"\0").decode(errors="replace").strip()


def _chunks(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), CHUNK):
        yield data[start : start + CHUNK]
