"""The configuration of nginx that we ship, in a real nginx: what it sends itself and what it leaves to the program."""

import gzip
import http.client
import re
import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from mingtang.publishing.store.places import Place
from mingtang.publishing.store.shelf import Made, Shelf
from tests import nginx

PROGRAM = "from the program"
Ask = Callable[..., tuple[http.client.HTTPResponse, str]]

installed = pytest.mark.skipif(nginx.binary() is None, reason="nginx is not installed")


class Program(BaseHTTPRequestHandler):
    """Stands behind nginx and says what reached it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        text = f"{PROGRAM} {self.command} {self.path} {self.headers['Host']} {self.headers['X-Forwarded-For']}".encode()
        self.send_response(410 if "gone" in self.path else 200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(text)

    do_POST = do_HEAD = do_GET

    def log_message(self, *_: object) -> None:
        """Nothing."""


def put(shelf: Shelf, path: str, text: str, query: str = "", day: date | None = None) -> None:
    shelf.put(shelf.draft(Made(Place(path, query), (), text.encode(), day)), "")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    shelf = Shelf(tmp_path_factory.mktemp("store"))
    put(shelf, "/xwdt/", "the column " * 50)
    put(shelf, "/xwdt/", "its second page", query="page=2")
    put(shelf, "/", "today's", day=date.today())
    put(shelf, "/old/", "yesterday's", day=date.today() - timedelta(days=1))
    return shelf


@pytest.fixture(scope="module")
def ask(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    program = ThreadingHTTPServer(("127.0.0.1", 0), Program)
    threading.Thread(target=program.serve_forever, daemon=True).start()
    port = nginx.free_port()
    servers = nginx.shipped(port=port, program=program.server_address[1], store=shelf.root)

    def one(path: str, method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, str]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request(method, path, headers={"Host": "localhost", **headers})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer, (gzip.decompress(body) if answer.headers["Content-Encoding"] else body).decode()

    with nginx.running(tmp_path_factory.mktemp("nginx"), servers, port):
        yield one
    program.shutdown()
    program.server_close()


@installed
def test_kept_pages_are_sent_by_nginx_packed_where_the_browser_unpacks(ask: Ask) -> None:
    plain, text = ask("/xwdt/")
    assert (
        plain.status == 200
        and text.startswith("the column")
        and plain.headers["Content-Type"] == "text/html; charset=utf-8"
    )
    packed, same = ask("/xwdt/", **{"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip" and same == text
    assert ask("/xwdt/?page=2")[1] == "its second page" and ask("/")[1] == "today's"
    assert ask("/xwdt/", "HEAD")[0].headers["Content-Length"] == str(len(text))
    again, nothing = ask("/xwdt/", **{"If-None-Match": plain.headers["ETag"]})
    assert again.status == 304 and not nothing


@installed
@pytest.mark.parametrize(
    ("path", "method", "cookie"),
    [
        ("/xwdt/", "GET", "reading=large.high"), ("/xwdt/", "GET", "a=1; sessionid=x"), ("/xwdt/", "GET", "messages=x"),
        ("/xwdt/?page=3", "GET", ""), ("/xwdt/?page=21", "GET", ""), ("/xwdt/?q=1", "GET", ""), ("/xwdt/?page=2&x", "GET", ""),
        ("/xwdt/", "POST", ""), ("/old/", "GET", ""), ("/nothing/", "GET", ""), ("/xwdt/index.html", "GET", ""),
        ("/xwdt/.index.html.meta", "GET", ""), ("/.made-by", "GET", ""), ("/office/", "GET", ""), ("/static/x.css", "GET", ""),
        ("/sitemap.xml", "GET", ""),
    ],
)  # fmt: skip
def test_everything_else_goes_to_the_program(ask: Ask, path: str, method: str, cookie: str) -> None:
    answer, text = ask(path, method, **({"Cookie": cookie} if cookie else {}))
    assert answer.status == 200 and text == f"{PROGRAM} {method} {path} localhost 127.0.0.1"


@installed
def test_what_is_taken_down_is_gone_at_once(ask: Ask, shelf: Shelf) -> None:
    put(shelf, "/gone/", "still here")
    assert ask("/gone/")[1] == "still here"
    shelf.remove("/gone/")
    assert ask("/gone/")[0].status == 410
    put(shelf, "/gone/", "here again")
    shelf.current.rename(shelf.root / "aside")
    assert ask("/gone/")[0].status == 410
    (shelf.root / "aside").rename(shelf.current)


@pytest.mark.django_db
def test_it_sends_the_headers_of_the_program(client: Client) -> None:
    text = Path(nginx.SHIPPED).read_text(encoding="utf-8")
    sent = {
        name: value.strip('"')
        for name, value in re.findall(r"^ +add_header ([\w-]+) (.+);$", text, re.MULTILINE)
    }
    live = dict(client.get(reverse("web:accessibility")).headers)
    ours = {"Cache-Control", "Vary"}  # the door gives kept pages their own
    passed = {"Content-Type", "Content-Length", "Content-Language", *ours}
    assert {name: value for name, value in live.items() if name not in passed} == {
        name: value for name, value in sent.items() if name not in ours
    }
    assert sent["Cache-Control"] == "no-cache" and sent["Vary"] == "Accept-Encoding, Cookie"
