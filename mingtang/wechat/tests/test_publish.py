"""发布：顺利的一遍，每一种不顺，谁也不重发两次。"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from mingtang.kit import outbox
from mingtang.kit.models import AuditEntry, OutboxMessage
from mingtang.organs.refusal import Refused
from mingtang.organs.tests.factories import make_organ, make_staff
from mingtang.wechat import actions, jobs
from mingtang.wechat.models import Hosted, PublicationAct, State
from mingtang.wechat.tests.conftest import ON, article, deliver, deliver_all, picture, push

HOUR = timedelta(hours=1)


def now_state(publication):
    publication.refresh_from_db()
    return publication.state


def kinds(publication):
    return list(publication.acts.values_list("kind", flat=True))


@pytest.fixture
def submitted(account, box):
    """A publication whose job WeChat has accepted."""
    publication = push(account)
    deliver_all()
    assert now_state(publication) == State.SUBMITTED
    return publication


@pytest.fixture
def published(submitted, box):
    box.finish(submitted.publish_id)
    deliver(timedelta(minutes=4))
    assert now_state(submitted) == State.PUBLISHED
    return submitted


def test_the_whole_way(published, box):
    (out,) = box.world.articles.values()
    assert kinds(published) == ["queued", "drafted", "submitting", "submitted", "published"]
    assert published.url == out.url and published.article_id == out.article_id
    content = out.article["content"]
    assert f'src="{box.url}/mmbiz/' in content and "mingtang-picture" not in content
    assert "企业开办" in content and "href" not in content and "script" not in content
    assert out.article["content_source_url"] == "https://www.example.cn/2026/1.html"
    assert out.article["thumb_media_id"] in box.world.materials
    assert published.lost_pictures == 1
    assert published.trouble == ""
    acts = AuditEntry.objects.filter(act__startswith="wechat.").values_list("act", flat=True)
    assert list(acts) == ["wechat.add_account", "wechat.push", "wechat.published"]


def test_queueing_asks_nobody(account, box):
    publication = push(account)
    assert box.world.calls == [] and publication.state == State.QUEUED


def test_the_same_key_is_one_publication(account, box):
    assert push(account).pk == push(account, title="别的").pk
    deliver_all()
    assert box.calls("draft/add") == 1


def test_pictures_and_covers_are_uploaded_once(account, box):
    push(account)
    push(account, "k2", title="第二篇")
    deliver_all()
    assert (box.calls("uploadimg"), box.calls("add_material")) == (1, 1)
    assert box.calls("freepublish/submit") == 2


def test_a_forgotten_cover_is_uploaded_again(account, box):
    push(account)
    deliver_all()
    box.world.materials.clear()
    second = push(account, "k2", title="第二篇")
    deliver_all()
    assert now_state(second) == State.SUBMITTED and box.calls("add_material") == 2


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"title": "很" * 33}, "标题超过微信的 32 个字"),
        ({"title": " "}, "文章没有标题"),
        ({"author": "长" * 17}, "作者超过微信的 16 个字"),
        ({"html": "<p>" + "字" * 20000 + "</p>"}, "正文超过微信的 20000 个字符"),
        ({"cover": b""}, "文章没有封面图片"),
    ],
)
def test_what_wechat_will_not_take_fails_without_asking(account, box, changes, problem):
    publication = push(account, **changes)
    assert (publication.state, publication.problem) == (State.FAILED, problem)
    assert publication.todo and box.world.calls == [] and not OutboxMessage.objects.exists()


def test_an_account_that_is_switched_off_fails_without_asking(account, box):
    actions.edit_account(account, by=None, on=ON, changes={"enabled": False})
    account.refresh_from_db()
    assert push(account).state == State.FAILED and box.world.calls == []


def test_a_picture_that_is_none(account, box):
    publication = push(account, images={"/media/a.png": b"no picture"})
    deliver_all()
    assert now_state(publication) == State.FAILED and publication.problem == "有一张图片不能用"


@pytest.mark.parametrize("path", ["stable_token", "uploadimg", "add_material", "draft/add"])
@pytest.mark.parametrize(
    ("kind", "value"),
    [("errcode", -1), ("http", 500), ("cut", 0), ("cut_after", 0), ("garbage", 0), ("errcode", 45009)],
)
def test_before_the_submission_everything_is_tried_again(account, box, path, kind, value):
    box.disturb(path, kind, value)
    publication = push(account)
    deliver_all()
    assert now_state(publication) == State.QUEUED and publication.problem and publication.todo
    deliver(HOUR)
    deliver(HOUR)
    assert now_state(publication) == State.SUBMITTED and publication.problem == ""
    assert box.calls("freepublish/submit") == 1


def test_a_slow_answer_is_not_waited_for(account, box):
    box.disturb("draft/add", "slow", 2.5)
    publication = push(account)
    deliver_all()
    assert now_state(publication) == State.QUEUED and "没有及时回答" in publication.problem


def test_trying_again_comes_to_an_end(account, box):
    box.disturb("draft/add", "errcode", -1, times=99)
    publication = push(account)
    for days in range(1, outbox.MAX_ATTEMPTS + 1):
        deliver(timedelta(days=days))
    assert now_state(publication) == State.FAILED and "繁忙" in publication.problem
    assert OutboxMessage.objects.get().state == "failed"


@pytest.mark.parametrize("path", ["draft/add", "freepublish/submit"])
@pytest.mark.parametrize(
    ("code", "words"),
    [
        (48001, "接口权限"),
        (40164, "白名单"),
        (45003, "缩短标题"),
        (53503, "按提示修改"),
        (99999, "错误 99999"),
    ],
)
def test_a_no_is_told_in_one_sentence(account, box, path, code, words):
    box.disturb(path, "errcode", code)
    publication = push(account)
    deliver_all()
    assert now_state(publication) == State.FAILED and words in publication.trouble
    assert publication.trouble.count("。") == 1
    deliver(HOUR)
    assert box.calls("freepublish/submit") == 0
    assert AuditEntry.objects.filter(act="wechat.failed").count() == 1


def test_a_person_tries_again_with_a_shorter_title(account, box, clerk):
    publication = push(account, title="很" * 33)
    actions.retry(publication, by=clerk, on=ON, article=article(title="短题"))
    deliver_all()
    assert now_state(publication) == State.SUBMITTED and publication.title == "短题"
    assert "retried" in kinds(publication)


def test_trying_again_uses_the_draft_that_is_there(account, box, clerk):
    box.disturb("freepublish/submit", "errcode", 53503)
    publication = push(account)
    deliver_all()
    actions.retry(publication, by=clerk, on=ON, article=article(digest="改过的摘要"))
    deliver_all()
    assert now_state(publication) == State.SUBMITTED
    assert (box.calls("draft/add"), box.calls("draft/update"), len(box.world.drafts)) == (1, 1, 1)


@pytest.mark.parametrize("status", [2, 3, 4])
def test_a_job_that_fails(submitted, box, status):
    box.world.publish_status = status
    box.finish(submitted.publish_id)
    deliver(timedelta(minutes=4))
    assert now_state(submitted) == State.FAILED and "后台" in submitted.todo


@pytest.mark.parametrize(("status", "problem"), [(5, ""), (6, "文章发布后被微信平台封禁")])
def test_an_article_that_is_gone_again(submitted, box, status, problem):
    box.world.publish_status = status
    box.finish(submitted.publish_id)
    deliver(timedelta(minutes=4))
    assert (now_state(submitted), submitted.problem) == (State.WITHDRAWN, problem)


def test_a_job_is_asked_for_until_it_ends(submitted, box):
    deliver(timedelta(minutes=4))
    assert now_state(submitted) == State.SUBMITTED and submitted.problem == "微信还在发布"
    for days in range(1, outbox.MAX_ATTEMPTS + 1):
        deliver(timedelta(days=days))
    assert now_state(submitted) == State.UNKNOWN
    box.finish(submitted.publish_id)
    actions.retry(submitted, by=None, on=ON)
    deliver_all()
    assert now_state(submitted) == State.PUBLISHED and box.calls("freepublish/submit") == 1


@pytest.mark.parametrize("kind", ["cut_after", "slow_after"])
def test_an_answer_that_is_lost_is_asked_for_and_nothing_is_sent_twice(account, box, kind):
    box.disturb("freepublish/submit", kind, 2.5)
    publication = push(account)
    deliver_all()
    assert now_state(publication) == State.UNKNOWN
    (job,) = box.world.jobs
    box.finish(job)
    deliver(timedelta(minutes=6))
    assert now_state(publication) == State.PUBLISHED and publication.url
    assert box.calls("freepublish/submit") == 1


def test_special_characters_do_not_hide_an_article(account, box):
    box.disturb("freepublish/submit", "cut_after")
    publication = push(account, title="A & B  “x”", source_url="https://www.example.cn/?a=1&b=2")
    deliver_all()
    box.finish(next(iter(box.world.jobs)))
    (out,) = box.world.articles.values()
    out.article = {
        **out.article,
        "title": "A &amp; B “x”",
        "content_source_url": "https://www.example.cn/?a=1&amp;b=2",
    }
    deliver(timedelta(minutes=6))
    assert now_state(publication) == State.PUBLISHED


def test_a_source_that_is_no_web_address_is_left_out(account):
    assert push(account, source_url="javascript:alert(1)").source_url == ""


def later(publication, hours=1.0):
    """Let the submission have been some time ago."""
    publication.refresh_from_db()
    publication.submitted_at -= timedelta(hours=hours)
    publication.asked_at = None
    publication.save()


@pytest.mark.parametrize(("kind", "value"), [("cut", 0), ("errcode", -1), ("http", 502)])
def test_a_submission_that_did_not_arrive_goes_out_after_asking(account, box, kind, value):
    box.disturb("freepublish/submit", kind, value)
    publication = push(account)
    deliver_all()
    assert now_state(publication) == State.UNKNOWN
    deliver(timedelta(minutes=6))
    assert now_state(publication) == State.UNKNOWN and box.calls("freepublish/submit") == 0
    later(publication)
    deliver(HOUR)
    assert now_state(publication) == State.DRAFTED
    deliver(2 * HOUR)
    assert now_state(publication) == State.SUBMITTED and box.calls("freepublish/submit") == 1


def test_neither_published_nor_in_the_box_stays_unknown(account, box):
    box.disturb("freepublish/submit", "cut")
    publication = push(account)
    deliver_all()
    box.world.drafts.clear()
    later(publication)
    for hours in range(1, 5):
        deliver(hours * HOUR)
    assert now_state(publication) == State.UNKNOWN and box.calls("freepublish/submit") == 0


def test_asking_becomes_rarer(account, box):
    box.disturb("freepublish/submit", "cut")
    publication = push(account)
    deliver_all()
    box.world.drafts.clear()
    later(publication, hours=8)
    for minutes in range(6, 60, 6):
        deliver(timedelta(minutes=minutes))
    assert box.calls("batchget") == 1


def test_another_article_of_the_same_name_is_not_taken_for_it(published, account, box):
    box.disturb("freepublish/submit", "cut")
    second = push(account, "k2")
    deliver_all()
    later(second)
    deliver(timedelta(minutes=6))
    assert now_state(second) == State.DRAFTED and second.article_id == ""


def test_a_person_may_not_send_again_what_is_still_being_asked_about(account, box, clerk):
    box.disturb("freepublish/submit", "cut")
    publication = push(account)
    deliver_all()
    with pytest.raises(Refused, match="过几分钟再试"):
        actions.retry(publication, by=clerk, on=ON)
    with pytest.raises(Refused, match="可能已经发布"):
        actions.retry(publication, by=clerk, on=ON, article=article())


def test_a_person_sends_again_and_the_program_looks_first(account, box, clerk):
    box.disturb("freepublish/submit", "cut_after")
    publication = push(account)
    deliver_all()
    box.finish(next(iter(box.world.jobs)))
    OutboxMessage.objects.filter(topic="wechat.submit").update(lease_until=timezone.now())
    actions.retry(publication, by=clerk, on=ON)
    deliver_all()
    assert now_state(publication) == State.PUBLISHED and box.calls("freepublish/submit") == 1


def test_withdrawing_what_is_public(published, box, clerk):
    actions.withdraw(published, by=clerk, on=ON)
    assert now_state(published) == State.WITHDRAWING
    deliver_all()
    assert now_state(published) == State.WITHDRAWN and box.world.articles == {}


def test_withdrawing_what_somebody_has_deleted_there(published, box, clerk):
    box.world.articles.clear()
    actions.withdraw(published, by=clerk, on=ON)
    deliver_all()
    assert now_state(published) == State.WITHDRAWN


def test_withdrawing_that_is_refused_leaves_it_public(published, box, clerk):
    box.disturb("freepublish/delete", "errcode", 48001)
    actions.withdraw(published, by=clerk, on=ON)
    deliver_all()
    assert now_state(published) == State.PUBLISHED and published.problem.startswith("没有撤下")
    actions.withdraw(published, by=clerk, on=ON)
    deliver_all()
    assert now_state(published) == State.WITHDRAWN


def test_withdrawing_from_the_queue_and_from_the_draft_box(account, box, clerk):
    queued = push(account)
    actions.withdraw(queued, by=clerk, on=ON)
    deliver_all()
    assert now_state(queued) == State.WITHDRAWN and box.world.calls == []
    drafted = push(account, "k2")
    deliver()
    assert now_state(drafted) == State.DRAFTED and len(box.world.drafts) == 1
    actions.withdraw(drafted, by=clerk, on=ON)
    deliver_all()
    assert now_state(drafted) == State.WITHDRAWN and box.world.drafts == {}
    assert box.calls("freepublish/submit") == 0


def test_withdrawing_has_to_wait_for_the_result(submitted, clerk):
    with pytest.raises(Refused, match="等有了结果再撤下"):
        actions.withdraw(submitted, by=clerk, on=ON)


def test_what_is_neither_failed_nor_unknown_is_not_sent_again(submitted, published, clerk):
    with pytest.raises(Refused):
        actions.retry(published, by=clerk, on=ON)


def test_people_of_other_organs_and_auditors_stay_out(published, account, home):
    for person in (make_staff("clerk", organ=make_organ(is_home=False)), make_staff("auditor", organ=home)):
        with pytest.raises(Refused):
            actions.withdraw(published, by=person, on=ON)
        with pytest.raises(Refused):
            actions.push_article(account, article(), key="x", by=person, on=ON)
    assert now_state(published) == State.PUBLISHED


def test_steps_cannot_be_rewritten(published):
    with pytest.raises(DatabaseError):
        PublicationAct.objects.filter(publication=published).update(kind="queued")


def test_a_message_that_was_given_up_is_told(account, box):
    publication = push(account)
    OutboxMessage.objects.update(state="failed")
    assert "1 篇停住" in jobs.tidy(now=timezone.now(), since=None)
    assert now_state(publication) == State.FAILED
    assert "0 篇停住" in jobs.tidy(now=timezone.now(), since=None)


def test_stored_files_are_taken_as_they_are(account, box):
    from mingtang.kit.uploads import store_bytes

    cover = store_bytes(picture("PNG", (900, 383)), "cover.png", "image/png")
    inside = store_bytes(picture(), "a.png", "image/png")
    publication = push(account, cover=cover, images={"/media/a.png": inside})
    deliver_all()
    assert now_state(publication) == State.SUBMITTED and publication.cover == cover
    assert set(Hosted.objects.values_list("use", flat=True)) == {"body", "cover"}
