"""The scanner's protocol, against a small server that speaks it; no answer means no file."""

import socket
import struct
import tempfile
import threading
from pathlib import Path

import pytest

from mingtang.kit import uploads
from mingtang.kit.tests.samples import upload
from mingtang.kit.uploads import UploadRefused, virus

BAD = b"a line that counts as infected"


class Scanner(threading.Thread):
    """Reads one INSTREAM session after the other and answers as clamd does."""

    def __init__(self, path: str, answer: bytes | None = None) -> None:
        super().__init__(daemon=True)
        self.answer, self.seen = answer, []
        self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.listener.bind(path)
        self.listener.listen()

    def run(self) -> None:
        while True:
            try:
                line, _ = self.listener.accept()
            except OSError:
                return
            with line, line.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                data = b""
                while size := struct.unpack("!L", stream.read(4))[0]:
                    data += stream.read(size)
                self.seen.append(data)
                verdict = b"stream: Test-Virus FOUND\0" if BAD in data else b"stream: OK\0"
                line.sendall(verdict if self.answer is None else self.answer)


@pytest.fixture
def scanner(settings):
    with tempfile.TemporaryDirectory() as folder:  # short: a socket's path has at most 107 bytes
        settings.CLAMD_SOCKET = str(Path(folder) / "s")
        thread = Scanner(settings.CLAMD_SOCKET)
        thread.start()
        yield thread
        thread.listener.close()


def test_clean_files_are_taken_whole(db, scanner):
    data = b"clean\n" * 30_000  # several chunks
    uploads.accept(upload("a.txt", data))
    assert scanner.seen == [data]


def test_infected_files_are_refused(db, scanner):
    with pytest.raises(UploadRefused, match="病毒"):
        uploads.accept(upload("a.txt", BAD))


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK, perhaps\0"])
def test_any_other_answer_is_a_refusal(scanner, answer):
    scanner.answer = answer
    with pytest.raises(UploadRefused, match="暂时不能用"):
        virus.scan(b"x")


def test_without_the_configured_scanner_nothing_is_taken(settings):
    settings.CLAMD_SOCKET = "/nowhere/clamd.ctl"
    with pytest.raises(UploadRefused, match="暂时不能用"):
        virus.scan(b"x")


def test_without_a_scanner_configured_nothing_is_scanned(settings):
    settings.CLAMD_SOCKET = ""
    virus.scan(BAD)
