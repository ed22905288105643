"""From the site to WeChat: a real sandbox server answers, fails, hangs; the site never waits for it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from mingtang.kit import outbox
from mingtang.kit.models import OutboxMessage
from mingtang.organs.models import Organ, Staff
from mingtang.organs.refusal import Refused
from mingtang.publishing import actions
from mingtang.publishing.checks import check_piece
from mingtang.publishing.models import Attachment, Column, Copy, File, Picture, Piece
from mingtang.publishing.official_account import desk
from mingtang.publishing.official_account.article import article_of, written
from mingtang.publishing.official_account.standing import standing_of
from mingtang.publishing.tests.conftest import DAY
from mingtang.publishing.tests.reviewing import (
    TEXT,
    People,
    approved,
    article,
    document,
    fresh,
    kinds,
    seen,
    submitted,
)
from mingtang.publishing.tests.samples import TABLE
from mingtang.wechat import actions as wechat
from mingtang.wechat.client import transport
from mingtang.wechat.models import Account, ArticleTotal, State
from mingtang.wechat.sandbox import Sandbox

SECRET = "5ec2e7" * 5 + "00"


@pytest.fixture(autouse=True)
def apart(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder for files; nobody waits long for a server on the same machine."""
    settings.FILES_ROOT, settings.MEDIA_ROOT = tmp_path / "files", str(tmp_path / "media")
    caches[
        "renditions" if "renditions" in settings.CACHES else "default"
    ].clear()  # ids begin anew in each test
    monkeypatch.setattr(transport, "LIMITS", transport.Limits(connect=1, read=0.5, write=1, whole=1))


@pytest.fixture
def box() -> Iterator[Sandbox]:
    """A sandbox that finishes a job when it is told to."""
    with Sandbox(secret=SECRET, delay=3600) as box:
        yield box


@pytest.fixture
def account(organ: Organ, box: Sandbox) -> Account:
    organ.site_domain = "xzsp.chujiang.example.cn"
    organ.save()
    return wechat.add_account(
        organ, by=None, on=DAY, key="main", name="楚江审批", appid=box.world.appid, api_base=box.url,
        api_source="本机沙箱", secrets={"secret": SECRET},
    )  # fmt: skip


def picture(title: str = "并联审批窗口", colour: str = "teal") -> Picture:
    out = io.BytesIO()
    Image.new("RGB", (1200, 600), colour).save(out, "JPEG")
    return Picture.objects.create(title=title, alt=title, file=ContentFile(out.getvalue(), "a.jpg"))


def draft(column: Column, by: Staff, **more: Any) -> Piece:
    given: dict[str, Any] = {"to_wechat": True, "cover": picture(), **more}
    return article(column, by, **given)


def shown(piece: Piece, staff: People) -> Piece:
    return approved(piece, staff["周涛"], staff["刘敏"], staff["陈国栋"])


def deliver(minutes: float = 0.1) -> None:
    """Rounds of the outbox some minutes from now, until nothing that is due is left."""
    for _ in range(6):
        if not outbox.deliver(timezone.now() + timedelta(minutes=minutes)):
            return


def state(piece: Piece) -> str:
    return Copy.objects.filter(piece_id=piece.pk).latest("pk").publication.state


def standing(piece: Piece) -> Any:
    return standing_of(fresh(piece), fresh(piece))


def published(piece: Piece, staff: People, box: Sandbox) -> Piece:
    """On the site and on WeChat."""
    if not fresh(piece).live:
        shown(piece, staff)
    deliver()
    finish(box)
    assert state(piece) == State.PUBLISHED
    return piece


def finish(box: Sandbox) -> None:
    for job in list(box.world.jobs):
        box.finish(job)
    deliver(4)


def out(box: Sandbox) -> dict[str, Any]:
    (only,) = box.world.articles.values()
    return only.article


# One article, two places


def test_written_once_it_is_on_the_site_and_on_wechat(
    news: Column, staff: People, account: Account, box: Sandbox
) -> None:
    body = [*TEXT, ("picture", picture("流程图", "white")), ("table", TABLE), ("quote", "一件事一次办")]
    piece = draft(news, staff["周涛"], summary="五个环节并成一个")
    file = File(title="清单")
    file.file.save("list.txt", ContentFile(b"one"))
    file._set_document_file_metadata()
    file.save()
    version = fresh(piece).get_latest_revision_as_object()
    version.body = body
    version.attachments.add(Attachment(title="改革事项清单", file=file))
    version.save_revision(user=staff["周涛"])
    shown(piece, staff)
    assert fresh(piece).live and box.world.calls == [] and not Copy.objects.exists()
    assert standing(piece).word == "等待发往公众号"
    published(piece, staff, box)
    sent = out(box)
    assert (sent["title"], sent["author"], sent["digest"]) == (
        "樊江区推行并联审批",
        "楚江市行政审批局",
        "五个环节并成一个",
    )
    assert sent["content_source_url"].startswith("https://xzsp.chujiang.example.cn/")
    assert sent["thumb_media_id"] in box.world.materials
    html = sent["content"]
    assert (
        f'src="{box.url}/mmbiz/' in html and 'style="margin:0 0 1em;line-height:1.8;text-indent:2em"' in html
    )
    assert "border-collapse:collapse" in html and "1个工作日" in html and "一件事一次办" in html
    assert "附件1：改革事项清单　https://xzsp.chujiang.example.cn/files/" in html
    assert standing(piece).url and standing(piece).word == "公众号已发布"


def test_what_is_not_meant_for_wechat_or_was_imported_stays_away(
    news: Column, staff: People, account: Account, box: Sandbox
) -> None:
    plain = shown(article(news, staff["周涛"]), staff)
    assert standing(plain) is None and not OutboxMessage.objects.exists()
    from mingtang.publishing.acting import acting
    from mingtang.publishing.actions.acts import locked
    from mingtang.publishing.actions.showing import put_on_show

    old = draft(news, staff["周涛"], title="旧站的一篇")
    with acting():
        put_on_show(locked(old), by=None, on=DAY, kind="imported")
    Piece.objects.filter(pk=old.pk).update(imported_from="https://old.example.cn/1.html")
    assert not OutboxMessage.objects.exists() and "旧站迁入" in standing(old).sentences[0]


# The site never waits


FAULTS = [("slow", 2), ("cut", 0), ("http", 502), ("errcode", 45009), ("errcode", -1), ("garbage", 0)]


def test_a_slow_or_failing_wechat_is_tried_again_and_never_holds_up_the_site(
    news: Column, staff: People, account: Account, box: Sandbox
) -> None:
    piece = shown(draft(news, staff["周涛"]), staff)
    assert fresh(piece).live and box.world.calls == []
    for number, (kind, value) in enumerate(FAULTS):
        box.disturb("/cgi-bin/draft/add", kind, value)
        deliver(3**number)
        assert state(piece) == State.QUEUED and box.world.faults[-1].times == 0, kind
        assert len(standing(piece).sentences[0]) > 8 and standing(piece).sentences[0].endswith("。")
    deliver(3 ** len(FAULTS))
    assert state(piece) == State.SUBMITTED and box.calls("freepublish/submit") == 1


def test_publishing_asks_nobody_even_when_the_server_hangs(
    news: Column, staff: People, account: Account, box: Sandbox
) -> None:
    box.disturb("/", "slow", 30, times=99)
    piece = submitted(draft(news, staff["周涛"]), staff["周涛"])
    actions.pass_up(piece, by=staff["刘敏"], on=DAY, opinion="同意", seen=seen(piece))
    actions.approve(piece, by=staff["陈国栋"], on=DAY, opinion="", seen=seen(piece))
    assert fresh(piece).live and box.world.calls == []
    actions.withdraw(piece, by=staff["刘敏"], on=DAY, reason="有误")
    assert not fresh(piece).live and box.world.calls == []
    box.world.faults.clear()


def test_a_picture_that_is_gone_stops_nothing(
    news: Column, staff: People, account: Account, box: Sandbox
) -> None:
    lost = picture("丢失的图", "red")
    piece = draft(news, staff["周涛"])
    actions.revise(piece, {"body": [*TEXT, ("picture", lost)]}, by=staff["周涛"], on=DAY)
    shown(piece, staff)
    lost.file.storage.delete(lost.file.name)
    deliver()
    assert state(piece) == State.SUBMITTED
    assert any("1 张图片没有带上" in each for each in standing(piece).sentences)


def test_without_an_account_the_site_publishes_and_the_page_says_so(
    news: Column, staff: People, organ: Organ
) -> None:
    piece = shown(draft(news, staff["周涛"]), staff)
    deliver()
    assert fresh(piece).live and "请系统管理员" in standing(piece).sentences[0]
    with pytest.raises(Refused, match="系统管理员"):
        actions.send_copy(piece, by=staff["周涛"], on=DAY)


# Corrections, removals, and what people decide


def test_what_failed_is_corrected_on_the_site_and_goes_out_by_itself(
    news: Column, staff: People, account: Account, box: Sandbox
) -> None:
    piece = shown(draft(news, staff["周涛"], cover=None), staff)
    deliver()
    assert state(piece) == State.FAILED and "没有封面" in standing(piece).sentences[0]
    assert [task.title for task in desk.tasks(staff["王静文"], DAY)] == ["樊江区推行并联审批"]
    assert not list(desk.tasks(staff["许蕾"], DAY)) and not list(desk.tasks(staff["方圆"], DAY))
    actions.retry_copy(piece, by=staff["周涛"], on=DAY)
    assert state(piece) == State.FAILED
    actions.revise(piece, {"cover": picture()}, by=staff["周涛"], on=DAY)
    published(shown(piece, staff), staff, box)
    assert not list(desk.tasks(staff["王静文"], DAY)) and Copy.objects.count() == 1


def test_a_correction_is_offered_and_deletes_before_it_sends(
    news: Column, staff: People, account: Account, box: Sandbox
) -> None:
    piece = published(draft(news, staff["周涛"]), staff, box)
    with pytest.raises(Refused, match="不用换"):
        actions.replace_copy(piece, by=staff["周涛"], on=DAY)
    actions.revise(piece, {"title": "樊江区推行并联审批（更正）"}, by=staff["周涛"], on=DAY)
    shown(piece, staff)
    deliver()
    assert out(box)["title"] == "樊江区推行并联审批" and any(
        "不让改" in each for each in standing(piece).sentences
    )
    actions.replace_copy(piece, by=staff["周涛"], on=DAY)
    assert box.world.articles
    for minutes in (1, 5, 15):
        deliver(minutes)
    finish(box)
    assert (
        out(box)["title"] == "樊江区推行并联审批（更正）" and not fresh(piece).account_copies.last().outdated
    )
    assert kinds(piece)[-1] == "copy_replaced"


def test_taken_down_here_it_is_taken_down_there_and_back_with_it(
    news: Column, staff: People, account: Account, box: Sandbox
) -> None:
    piece = published(draft(news, staff["周涛"]), staff, box)
    box.disturb("freepublish/delete", "cut", times=1)
    actions.withdraw(piece, by=staff["刘敏"], on=DAY, reason="数字有误")
    deliver()
    assert state(piece) == State.WITHDRAWING
    deliver(10)
    assert state(piece) == State.WITHDRAWN and not box.world.articles
    assert "随网站一起撤下。" in standing(piece).sentences
    actions.restore(piece, by=staff["陈国栋"], on=DAY, reason="核对无误")
    deliver(10)
    finish(box)
    assert out(box)["title"] == "樊江区推行并联审批"


def test_published_in_a_hurry_and_disapproved_while_wechat_is_still_at_it(
    news: Column, staff: People, account: Account, box: Sandbox
) -> None:
    piece = submitted(draft(news, staff["周涛"]), staff["周涛"])
    actions.publish_urgently(
        piece, by=staff["刘敏"], on=DAY, now=timezone.now(), reason="停电", basis="预案", seen=seen(piece)
    )
    deliver()
    assert state(piece) == State.SUBMITTED
    actions.review_after(piece, by=staff["陈国栋"], on=DAY, opinion="数字有误", agree=False)
    deliver()
    assert not fresh(piece).live and state(piece) == State.SUBMITTED
    finish(box)
    for minutes in (10, 20):
        deliver(minutes)
    assert state(piece) == State.WITHDRAWN and not box.world.articles


def test_who_decides_against_it_is_obeyed_until_somebody_sends_it(
    news: Column, staff: People, account: Account, box: Sandbox
) -> None:
    piece = shown(draft(news, staff["周涛"]), staff)
    actions.drop_copy(piece, by=staff["王静文"], on=DAY, reason="内部培训，不推")
    deliver()
    assert not Copy.objects.exists() and standing(piece).word == "不发公众号"
    actions.revise(piece, {"summary": "又改过"}, by=staff["周涛"], on=DAY)
    shown(piece, staff)
    deliver()
    assert not Copy.objects.exists()
    actions.send_copy(piece, by=staff["周涛"], on=DAY)
    published(piece, staff, box)
    actions.withdraw_copy(piece, by=staff["刘敏"], on=DAY, reason="不宜推送")
    deliver(1)
    assert fresh(piece).live and not box.world.articles and "copy_withdrawn" in kinds(piece)


def test_what_the_platform_took_away_is_not_sent_again_by_itself(
    news: Column, staff: People, account: Account, box: Sandbox
) -> None:
    piece = shown(draft(news, staff["周涛"]), staff)
    deliver()
    box.world.publish_status = 6
    finish(box)
    assert state(piece) == State.WITHDRAWN and "封禁" in standing(piece).sentences[0]
    actions.revise(piece, {"summary": "又改过"}, by=staff["周涛"], on=DAY)
    shown(piece, staff)
    deliver()
    assert Copy.objects.count() == 1


# What the machine says before


def test_the_machine_says_before_what_wechat_will_not_take(
    news: Column, staff: People, account: Account
) -> None:
    def found(**more: Any) -> dict[str, str]:
        run = check_piece(draft(news, staff["周涛"], **more))
        return {each["anchor"]: each["level"] for each in run.findings if each["rule"] == "account"}

    assert found() == {}
    assert found(cover=None) == {"cover": "block"}
    assert found(cover=None, to_wechat=False) == {}
    assert found(title="很" * 33) == {"wechat_title": "block"}
    assert found(title="很" * 33, wechat_title="并联审批") == {}
    Account.objects.update(enabled=False)
    assert found() == {"to_wechat": "warn"}
    piece = draft(news, staff["周涛"], cover=None)
    assert not [each for each in check_piece(piece, nightly=True).findings if each["rule"] == "account"]


def test_what_has_no_room_is_left_to_the_page_and_said_so(
    news: Column, staff: People, account: Account
) -> None:
    piece = draft(news, staff["周涛"])
    actions.revise(piece, {"body": [("text", f"<p>{'字' * 300}</p>" * 80)]}, by=staff["周涛"], on=DAY)
    version = fresh(piece).get_latest_revision_as_object()
    made = written(version, 20000)
    assert made.cut and "阅读原文" in made.html
    sent = wechat.push_article(account, article_of(version, account, DAY), key="x")
    assert sent.state == State.QUEUED and 15000 < len(sent.html) < 20000


def test_a_document_says_its_number_and_hostile_words_stay_words(staff: People, account: Account) -> None:
    body = [("quote", '<img src=x onerror="alert(1)">'), ("table", {"data": [["<script>", "b"]]})]
    piece = document(staff["王静文"], to_wechat=True, signed_on=DAY)
    actions.revise(piece, {"body": body}, by=staff["王静文"], on=DAY)
    html = written(fresh(piece).get_latest_revision_as_object(), 20000).html
    assert "文号：楚审发〔2022〕3号" in html and "成文日期：2022年3月1日" in html
    assert "&lt;script&gt;" in html and "<img" not in html


# Who may do what, on the page


def page(person: Staff, piece: Piece) -> str:
    client = Client()
    client.force_login(person)
    return client.get(reverse("review:piece", args=[piece.pk])).content.decode()


def test_the_page_shows_where_it_stands_and_offers_what_the_person_may_do(
    news: Column, staff: People, account: Account, box: Sandbox
) -> None:
    piece = draft(news, staff["周涛"], wechat_title="并联审批来了")
    before = page(staff["刘敏"], piece)
    assert (
        "并联审批来了" in before and "批准发布以后自动发往公众号" in before and "withdraw_copy" not in before
    )
    published(piece, staff, box)
    sent = fresh(piece).account_copies.get().publication
    ArticleTotal.objects.create(
        account=account, publication=sent, msgid="1_1", published_on=DAY, until=DAY, readers=1234, sharers=56
    )
    for name, sees in (("周涛", False), ("王静文", False), ("刘敏", True), ("陈国栋", True), ("方圆", False)):
        text = page(staff[name], piece)
        assert "公众号已发布" in text and "看公众号文章" in text and "阅读 1,234 人，分享 56 人" in text, name
        assert ("withdraw_copy" in text) is sees, name
    clerk = Client()
    clerk.force_login(staff["周涛"])
    address = reverse("review:act", args=[piece.pk, "withdraw_copy"])
    assert clerk.post(address, {"reason": "x", "confirmed": "1"}).status_code == 403
    leader = Client()
    leader.force_login(staff["刘敏"])
    asked = leader.post(address, {"reason": "不宜推送"})
    assert (
        asked.status_code == 200 and "不能恢复" in asked.content.decode() and state(piece) == State.PUBLISHED
    )
    assert leader.post(address, {"reason": "不宜推送", "confirmed": "1"}).status_code == 302
    assert state(piece) == State.WITHDRAWING
