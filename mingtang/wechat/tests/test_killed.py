"""提交途中断电：说得出的真话是“不明”，问过以后才知道，绝不再交一次。"""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from mingtang.kit.models import OutboxMessage
from mingtang.organs.tests.factories import make_organ
from mingtang.wechat import actions
from mingtang.wechat.models import State
from mingtang.wechat.tests.conftest import AES_KEY, ON, SECRET, TOKEN, deliver, push
from mingtang.wechat.tests.test_tokens_together import APPS

SCRIPT = """
import json, sys
from django.conf import settings
settings.configure(**json.loads(sys.argv[1]))
import django
django.setup()
from django.utils import timezone
from mingtang.kit import outbox
outbox.deliver(timezone.now(), topics={"wechat.submit"})
"""


@pytest.mark.django_db(transaction=True)
def test_a_process_killed_between_submission_and_answer(box, transactional_db):
    account = actions.add_account(
        make_organ(is_home=True), by=None, on=ON, key="main", name="楚江政务审批", appid=box.world.appid,
        api_base=box.url, api_source="本机沙箱", secrets={"secret": SECRET, "token": TOKEN, "aes_key": AES_KEY},
    )  # fmt: skip
    publication = push(account)
    deliver()
    box.disturb("freepublish/submit", "slow_after", 30)
    process = _start()
    try:
        while not box.world.jobs:
            assert process.poll() is None
    finally:
        process.kill()
        process.wait()
    publication.refresh_from_db()
    assert (publication.state, publication.publish_id) == (State.UNKNOWN, "")
    assert OutboxMessage.objects.get(topic="wechat.submit").state == "unknown"
    box.finish(next(iter(box.world.jobs)))
    deliver(timedelta(minutes=6))
    publication.refresh_from_db()
    assert publication.state == State.PUBLISHED and box.calls("freepublish/submit") == 1


def _start():
    configuration = {
        "DATABASES": {"default": {**connection.settings_dict, "TEST": {}}},
        "INSTALLED_APPS": [each for each in settings.INSTALLED_APPS if each in APPS],
        "AUTH_USER_MODEL": "organs.Staff",
        "FIELD_KEY": settings.FIELD_KEY,
        "FILES_ROOT": str(settings.FILES_ROOT),
        "SECRET_KEY": "x",
        "USE_TZ": True,
        "TIME_ZONE": "Asia/Shanghai",
    }
    command = [sys.executable, "-c", textwrap.dedent(SCRIPT), json.dumps(configuration, default=str)]
    return subprocess.Popen(command, cwd=Path(__file__).parents[3])
