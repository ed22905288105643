"""做一页成品：由 Django 照常做出，没有访客的任何东西。做出来和现做的一字不差，才能存。"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponseBase
from django.http.request import validate_host
from django.urls import Resolver404, resolve
from django.utils.crypto import salted_hmac

import mingtang
from mingtang.publishing.store.places import Place
from mingtang.publishing.store.shelf import Made
from mingtang.web.site import site

NOT_KEPT = {"Content-Length", "Date", "Server"}
_views = {
    *("wagtail_serve", "web:home", "web:sitemap", "web:accessibility"),
    *(
        f"publishing:{name}"
        for name in ("feed", "column_feed", "robots", "sitemap", "open_data", "catalogue_json")
    ),
}


def register_view(name: str) -> None:
    """Keep the pages of a view (``publishing:feed``) too. They are the same for every visitor and ask the day only
    by ``clock.today(request)``; what they depend on is told by ``register_listing`` or dropped by acts."""
    _views.add(name)


def is_kept(place: Place) -> bool:
    """Whether pages of this address are kept at all."""
    try:
        return resolve(place.path).view_name in _views
    except Resolver404:
        return False


@dataclass(frozen=True)
class Rendered:
    """What Django answered."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    day: date | None

    def made(self, place: Place) -> Made | None:
        """The finished page; None when this answer is for one visitor or for one moment."""
        headers = {name.lower(): value for name, value in self.headers}
        fits = place.content_type in headers.get("content-type", "") and "set-cookie" not in headers
        private = {"no-store", "private"} & {
            part.strip() for part in headers.get("cache-control", "").split(",")
        }
        if self.status != 200 or not fits or private:
            return None
        return Made(place, self.headers, self.body, self.day)


def render(place: Place) -> Rendered:
    """Ask our own Django, as a visitor without cookies would, under the name of the site."""
    request = _request(place)
    response = _handler().get_response(request)
    try:
        return _rendered(response, request)
    finally:
        # Not ``response.close()``: it says that a request is over, and connections that belong to the caller close.
        for close in response._resource_closers:  # type: ignore[attr-defined]
            close()


def _rendered(response: HttpResponseBase, request: WSGIRequest) -> Rendered:
    headers = [(name, value) for name, value in response.items() if name not in NOT_KEPT]
    headers += [("Set-Cookie", "") for _ in response.cookies]
    body = b"" if response.streaming else response.content  # type: ignore[attr-defined]
    status = 0 if response.streaming else response.status_code
    return Rendered(status, tuple(headers), body, getattr(request, "day", None))


def _request(place: Place) -> WSGIRequest:
    secure = settings.BEHIND_HTTPS
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET", "PATH_INFO": place.path, "SCRIPT_NAME": "", "QUERY_STRING": place.query,
        "SERVER_NAME": host(), "SERVER_PORT": "443" if secure else "80", "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": host(), "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "https" if secure else "http",
        "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO(), "wsgi.version": (1, 0),
        "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip
    if secure:
        environ["HTTP_X_FORWARDED_PROTO"] = "https"
    return WSGIRequest(environ)


def host() -> str:
    """The name under which pages are made: the site's own where the service answers to it, else the first it does."""
    named = site().domain
    if named and validate_host(named, settings.ALLOWED_HOSTS):
        return named
    plain = [name for name in settings.ALLOWED_HOSTS if "*" not in name and not name.startswith(".")]
    return plain[0] if plain else "localhost"


@cache
def _handler() -> WSGIHandler:
    return WSGIHandler()


@cache
def sign() -> str:
    """Which program with which settings makes the pages: other pages come from another program."""
    # Pages carry signatures: with another key they are others.
    marked = hashlib.sha256(salted_hmac("mingtang.store", "").digest())
    names = ("ALLOWED_HOSTS", "BEHIND_HTTPS", "SECURE_HSTS_SECONDS", "DEBUG", "STATIC_URL", "MEDIA_URL")
    for name in (*names, "LANGUAGE_CODE"):
        marked.update(repr(getattr(settings, name)).encode())
    database = settings.DATABASES["default"]
    marked.update(repr([database.get(key) for key in ("ENGINE", "NAME", "HOST", "PORT")]).encode())
    package = Path(mingtang.__file__).parent
    for path in sorted(package.rglob("*")):
        if path.suffix in (".py", ".html", ".css", ".js", ".svg", ".toml"):
            found = path.stat()
            marked.update(f"{path.relative_to(package)} {found.st_size} {found.st_mtime_ns}\n".encode())
    return marked.hexdigest()
