"""很多进程同时要令牌：只去取一次。"""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections

from mingtang.organs.tests.factories import make_organ
from mingtang.wechat import actions
from mingtang.wechat.client import Client
from mingtang.wechat.models import AccessToken, Account
from mingtang.wechat.tests.conftest import AES_KEY, ON, SECRET, TOKEN

pytestmark = pytest.mark.django_db(transaction=True)

SCRIPT = """
import json, sys
from django.conf import settings
settings.configure(**json.loads(sys.argv[1]))
import django
django.setup()
from mingtang.wechat.client import Client
from mingtang.wechat.models import Account
print("ready", flush=True)
sys.stdin.readline()
Client(Account.objects.get()).test()
"""


@pytest.fixture
def shared(transactional_db, box) -> Account:
    """An account that other threads and processes see; its token takes a moment to come."""
    box.disturb("stable_token", "slow", 0.4)
    return actions.add_account(
        make_organ(is_home=True),
        by=None,
        on=ON,
        key="main",
        name="楚江政务审批",
        appid=box.world.appid,
        api_base=box.url,
        api_source="本机沙箱",
        secrets={"secret": SECRET, "token": TOKEN, "aes_key": AES_KEY},
    )


def at_once(count, work):
    """Run the work in threads, each on its own connection; the errors."""
    errors, start = [], threading.Barrier(count)

    def run():
        start.wait()
        try:
            work()
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return errors


def test_threads_fetch_one_token(shared, box):
    assert at_once(6, lambda: Client(shared).test()) == []
    assert (box.calls("stable_token"), box.calls("draft/count")) == (1, 6)


def test_threads_replace_a_refused_token_once(shared, box):
    Client(shared).test()
    box.expire_tokens()
    assert at_once(5, lambda: Client(shared).test()) == []
    assert box.calls("stable_token") == 2 and len(box.world.forced) == 1
    assert AccessToken.objects.get().holder == ""


def test_processes_fetch_one_token(shared, box):
    configuration = {
        "DATABASES": {"default": {**connection.settings_dict, "TEST": {}}},
        "INSTALLED_APPS": [each for each in settings.INSTALLED_APPS if each in APPS],
        "AUTH_USER_MODEL": "organs.Staff",
        "FIELD_KEY": settings.FIELD_KEY,
        "SECRET_KEY": "x",
        "USE_TZ": True,
        "TIME_ZONE": "Asia/Shanghai",
    }
    command = [sys.executable, "-c", textwrap.dedent(SCRIPT), json.dumps(configuration, default=str)]
    root = Path(__file__).parents[3]
    started = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root)
        for _ in range(2)
    ]
    try:
        for process in started:
            assert process.stdout.readline().strip() == "ready"
        for process in started:
            process.stdin.write("\n")
            process.stdin.flush()
        assert [process.wait(60) for process in started] == [0, 0]
    finally:
        for process in started:
            process.kill()
            process.communicate()
    assert (box.calls("stable_token"), box.calls("draft/count")) == (1, 2)


APPS = {
    "mingtang.wechat",
    "mingtang.organs",
    "mingtang.web",
    "mingtang.kit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
}
