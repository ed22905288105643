"""一篇稿件在公众号上怎样：发了没有、是不是线上这一版、出了什么问题、轮到谁。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mingtang.publishing.models import Copy, Piece
from mingtang.wechat import quotas
from mingtang.wechat.models import Account, Publication, State

DECISIONS = ("copy_sent", "copy_replaced", "copy_dropped", "copy_withdrawn")
AGAINST = ("copy_dropped", "copy_withdrawn")
BY_WECHAT = ("blocked", "removed")
UNDER_WAY = (State.QUEUED, State.DRAFTED, State.SUBMITTED, State.UNKNOWN)


def account_of_the_site() -> Account | None:
    """The account that gets what the site publishes: the first of the home organ that is switched on."""
    return Account.objects.filter(organ__is_home=True, enabled=True).order_by("pk").first()


def longest(account: Account | None, name: str, on: date) -> int:
    """How many signs WeChat takes: ``title_length``, ``author_length``, ``content_length``."""
    return quotas.value(account, name, on)


def last_copy(piece: Piece) -> Copy | None:
    """The newest copy of a piece on WeChat, whatever became of it."""
    copies = Copy.objects.filter(piece_id=piece.pk).select_related("publication", "piece")
    return copies.order_by("-pk").first()


def state_of(piece: Piece) -> str:
    """The state of the newest copy; '' when there is none. A piece that was never on show has none."""
    copy = last_copy(piece) if piece.first_published_at else None
    return copy.publication.state if copy else ""


def decided_against(piece: Piece) -> bool:
    """Whether somebody has said that it stays off WeChat, and nobody the contrary since."""
    last = piece.acts.filter(kind__in=DECISIONS).order_by("-pk").values_list("kind", flat=True).first()
    return last in AGAINST


def wanted(piece: Piece) -> bool:
    """Whether the version on show belongs on WeChat, too."""
    return bool(piece.live and piece.to_wechat) and not decided_against(piece) and not only_taken_in(piece)


def only_taken_in(piece: Piece) -> bool:
    """Whether it comes from an older site and was never published here: such a one is not news."""
    return bool(piece.imported_from) and not piece.acts.filter(kind__in=("published", "urgent")).exists()


def ended_by_wechat(publication: Publication) -> bool:
    """Whether the platform, or somebody on its own pages, took the article away: it is not sent again by itself."""
    last = publication.acts.order_by("-pk").values_list("kind", flat=True).first()
    return last in BY_WECHAT


@dataclass(frozen=True)
class Standing:
    """How a piece stands on WeChat: a word with its tone (``due`` chips), sentences, the address of the article."""

    word: str
    tone: str
    sentences: tuple[str, ...]
    account: str = ""
    url: str = ""
    at: datetime | None = None
    bad: bool = False


WORDS: dict[str, tuple[str, str, str]] = {
    State.QUEUED: ("等待发往公众号", "wait", "已经排队，程序自动办理，不用做什么。"),
    State.DRAFTED: ("已存草稿", "wait", "文章已在公众号的草稿箱，程序接着提交发布。"),
    State.SUBMITTED: ("微信发布中", "wait", "已经提交，等微信给出结果。"),
    State.UNKNOWN: ("结果不明", "soon", "已经提交，微信没有回答：程序先核实，不会重复发。"),
    State.PUBLISHED: ("公众号已发布", "done", ""),
    State.FAILED: ("没有发成", "late", ""),
    State.WITHDRAWING: ("正在从公众号撤下", "wait", "程序自动办理，不用做什么。"),
    State.WITHDRAWN: ("公众号已撤下", "", ""),
}


def standing_of(piece: Piece, version: Piece) -> Standing | None:
    """How ``piece`` stands on WeChat; ``version`` is the one under review. None when WeChat is not meant at all."""
    copy = last_copy(piece)
    if copy is not None:
        return _of_copy(piece, copy)
    if piece.live and piece.to_wechat:
        return _before(piece)
    if version.to_wechat:
        sentence = "批准发布以后自动发往公众号；公众号发不成，不影响网站。"
        return Standing("发布后发公众号", "", (sentence, *_without_account()))
    return None


def _without_account() -> tuple[str, ...]:
    return () if account_of_the_site() else ("本机关还没有启用的公众号：请系统管理员在“公众号”里添加。",)


def _before(piece: Piece) -> Standing:
    if decided_against(piece):
        return Standing("不发公众号", "", ("已经决定不发公众号。",))
    if only_taken_in(piece):
        return Standing("没有发公众号", "", ("旧站迁入的不自动发公众号；要发，按“发公众号”。",))
    missing = _without_account()
    if missing:
        return Standing("没有发公众号", "soon", missing)
    return Standing("等待发往公众号", "wait", ("程序每分钟办理一次，不用做什么；久等不动的，按“发公众号”。",))


def _of_copy(piece: Piece, copy: Copy) -> Standing:
    publication = copy.publication
    word, tone, sentence = WORDS[publication.state]
    sentences = [publication.trouble or sentence, *_notes(piece, copy)]
    shown = publication.state == State.PUBLISHED
    return Standing(
        word,
        "late" if publication.problem and publication.state in (State.PUBLISHED, State.WITHDRAWN) else tone,
        tuple(filter(None, sentences)),
        account=publication.account.name,
        url=publication.url if shown else "",
        at=publication.published_at if shown else publication.queued_at,
        bad=publication.state == State.FAILED,
    )


def _notes(piece: Piece, copy: Copy) -> list[str]:
    publication, notes = copy.publication, []
    if publication.state == State.PUBLISHED:
        if not piece.live:
            notes.append("网站上已经撤下，公众号上还在：按“撤下公众号文章”。")
        elif not piece.to_wechat:
            notes.append("线上这一版没有勾选“同时发公众号”，公众号上还是旧的一版。")
        elif copy.outdated:
            notes.append("网站上已是新的一版。微信不让改已发布的文章：可以删掉旧的，再发新的。")
    elif publication.state in UNDER_WAY and copy.outdated and piece.live:
        notes.append("网站上已是新的一版，这一份发完以后再换。")
    total = publication.article_totals.order_by("pk").last()
    if total is not None:
        notes.append(f"到 {total.until}，阅读 {total.readers:,} 人，分享 {total.sharers:,} 人。")
    if publication.lost_pictures and publication.state != State.WITHDRAWN:
        notes.append(f"有 {publication.lost_pictures} 张图片没有带上。")
    if publication.state == State.WITHDRAWN and not publication.problem:
        notes.append(_why_withdrawn(piece, publication))
    return notes


def _why_withdrawn(piece: Piece, publication: Publication) -> str:
    if ended_by_wechat(publication):
        return "文章是在微信那边删除的，程序不会自己再发。"
    if decided_against(piece):
        return "已经决定不发公众号，网站上的稿件不受影响。"
    return "" if piece.live else "随网站一起撤下。"
