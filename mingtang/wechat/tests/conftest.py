"""本室测试的共用物：真的沙箱，真的HTTP。"""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from PIL import Image

from mingtang.kit import outbox
from mingtang.organs.models import Organ
from mingtang.organs.tests.factories import make_organ, make_staff
from mingtang.wechat import actions
from mingtang.wechat.actions import Article
from mingtang.wechat.client import transport
from mingtang.wechat.models import Account
from mingtang.wechat.sandbox import Sandbox

ON = date(2026, 3, 2)
SECRET, TOKEN, AES_KEY = "5ec2e7" * 5 + "00", "t0kenofthedoor", "k3y" + "A" * 40


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """An empty folder for stored files."""
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """Nobody waits long for a server on the same machine."""
    monkeypatch.setattr(transport, "LIMITS", transport.Limits(connect=2, read=1.5, write=2, whole=3))


@pytest.fixture
def box():
    """A sandbox that finishes a job when it is told to."""
    with Sandbox(secret=SECRET, token=TOKEN, aes_key=AES_KEY, delay=3600) as box:
        yield box


@pytest.fixture
def home(db) -> Organ:
    return make_organ(name="楚江市行政审批局", is_home=True)


@pytest.fixture
def account(home, box) -> Account:
    """An account that calls the sandbox."""
    return actions.add_account(
        home,
        by=None,
        on=ON,
        key="main",
        name="楚江政务审批",
        appid=box.world.appid,
        api_base=box.url,
        api_source="本机沙箱",
        secrets={"secret": SECRET, "token": TOKEN, "aes_key": AES_KEY},
    )


@pytest.fixture
def clerk(home):
    return make_staff("clerk", organ=home)


def picture(kind="PNG", size=(60, 40), colour="teal") -> bytes:
    """The bytes of a picture."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def article(**changes) -> Article:
    """An article with one picture that comes along and one that does not."""
    values = {
        "title": "企业开办一日办结",
        "author": "楚江市行政审批局",
        "digest": "四个环节并成一个",
        "html": '<p style="text-align:center">三月起<a href="https://example.cn/x">企业开办</a>一日办结。</p>'
        '<img src="/media/a.png"><img src="https://elsewhere.example/b.png"><script>alert(1)</script>',
        "cover": picture("JPEG", (900, 383)),
        "source_url": "https://www.example.cn/2026/1.html",
        "images": {"/media/a.png": picture()},
    }
    return Article(**{**values, **changes})


def push(account, key="k1", **changes):
    return actions.push_article(account, article(**changes), key=key)


def deliver(after: timedelta = timedelta(0)) -> None:
    """One round of the outbox, some time from now."""
    outbox.deliver(timezone.now() + after)


def deliver_all() -> None:
    """Rounds until nothing that is due is left."""
    for _ in range(5):
        if not outbox.deliver(timezone.now() + timedelta(seconds=1)):
            return
