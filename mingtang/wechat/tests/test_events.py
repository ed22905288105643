"""发布结果经由真的门进来：沙箱加密签名，本机的服务收下。"""

from __future__ import annotations

from datetime import timedelta

import pytest

from mingtang.organs.tests.factories import make_organ
from mingtang.wechat import actions
from mingtang.wechat.models import Inbound, Publication, State
from mingtang.wechat.sandbox import callbacks
from mingtang.wechat.tests.conftest import AES_KEY, ON, SECRET, TOKEN, deliver, deliver_all, push

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def account(live_server, box):
    account = actions.add_account(
        make_organ(is_home=True), by=None, on=ON, key="main", name="楚江政务审批", appid=box.world.appid,
        api_base=box.url, api_source="本机沙箱", secrets={"secret": SECRET, "token": TOKEN, "aes_key": AES_KEY},
    )  # fmt: skip
    box.world.callback = f"{live_server.url}/wechat/{account.key}/"
    return account


@pytest.fixture
def submitted(account, box) -> Publication:
    publication = push(account)
    deliver_all()
    publication.refresh_from_db()
    assert publication.state == State.SUBMITTED
    return publication


def test_the_event_settles_the_publication(submitted, box):
    box.finish(submitted.publish_id)
    submitted.refresh_from_db()
    assert box.world.answers == ["success"]
    assert submitted.state == State.PUBLISHED and submitted.url.startswith(box.url)
    assert box.calls("freepublish/get") == 0
    deliver(timedelta(minutes=5))
    assert box.calls("freepublish/get") == 0, "nobody asks for what is known"


@pytest.mark.parametrize("status", [2, 3, 4])
def test_the_event_of_a_failure(submitted, box, status):
    box.world.publish_status = status
    box.finish(submitted.publish_id)
    submitted.refresh_from_db()
    assert submitted.state == State.FAILED and submitted.todo


def test_the_event_three_times(submitted, box):
    box.finish(submitted.publish_id)
    for _ in range(2):
        callbacks.post(box.world, callbacks.job_finished(box.world, box.job(submitted.publish_id)))
    kinds = list(submitted.acts.values_list("kind", flat=True))
    assert kinds.count("published") == 1 and box.world.answers == ["success"] * 3


def test_an_article_deleted_there_later(submitted, box):
    box.finish(submitted.publish_id)
    job = box.job(submitted.publish_id)
    job.status = 5
    box.advance(60)
    callbacks.post(box.world, callbacks.job_finished(box.world, job))
    submitted.refresh_from_db()
    assert submitted.state == State.WITHDRAWN and "removed" in submitted.acts.values_list("kind", flat=True)


def test_the_event_of_a_submission_that_was_never_answered(account, box):
    box.disturb("freepublish/submit", "cut_after")
    publication = push(account)
    deliver_all()
    (job,) = box.world.jobs
    box.finish(job)
    publication.refresh_from_db()
    assert publication.state == State.UNKNOWN
    deliver_all()
    publication.refresh_from_db()
    assert publication.state == State.PUBLISHED and box.calls("freepublish/submit") == 1


def test_an_event_before_the_answer(account, box):
    """The job is finished while its submission is still being answered."""
    box.world.delay = 0
    box.disturb("freepublish/submit", "slow_after", 0.8)
    publication = push(account)
    deliver_all()
    publication.refresh_from_db()
    assert Inbound.objects.count() == 1
    assert publication.state == State.PUBLISHED and publication.publish_id and publication.msg_data_id


def test_a_job_started_by_hand_changes_nothing(submitted, account, box):
    stranger = box.job(submitted.publish_id)
    stranger.publish_id = "2240000000"
    box.world.jobs[stranger.publish_id] = stranger
    box.finish(stranger.publish_id)
    submitted.refresh_from_db()
    assert submitted.state == State.SUBMITTED and Inbound.objects.count() == 1


def test_a_wrong_token_of_the_door_is_refused(submitted, box):
    box.world.token = "stolen"
    box.finish(submitted.publish_id)
    submitted.refresh_from_db()
    assert submitted.state == State.SUBMITTED and not Inbound.objects.exists()
    deliver(timedelta(minutes=5))
    submitted.refresh_from_db()
    assert submitted.state == State.PUBLISHED, "the job is asked for instead"
