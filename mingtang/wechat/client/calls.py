"""The calls, by name. Sources: 微信公众平台开发者文档, one page for each path."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mingtang.kit.db import writing
from mingtang.web import clock
from mingtang.wechat.client import tokens, transport
from mingtang.wechat.client.errors import (
    STALE_TOKEN,
    InvalidCredential,
    NoAnswer,
    NotThere,
    WechatError,
    error_of,
)
from mingtang.wechat.models import Account, Call

PAGE = 20  # the most that WeChat lists at once
Answer = dict[str, Any]


@dataclass(frozen=True)
class Draft:
    """An article as WeChat takes it: cleaned HTML with pictures it hosts, the cover as material."""

    title: str
    author: str
    digest: str
    content: str
    source_url: str
    cover_id: str

    def as_json(self) -> Answer:
        return {
            "article_type": "news",
            "title": self.title,
            "author": self.author,
            "digest": self.digest,
            "content": self.content,
            "content_source_url": self.source_url,
            "thumb_media_id": self.cover_id,
            "need_open_comment": 0,
            "only_fans_can_comment": 0,
        }


class Client:
    """Calls for one account. Use it outside of transactions; it writes its own notes of what it asked."""

    def __init__(
        self,
        account: Account,
        *,
        limits: transport.Limits | None = None,
        now: Callable[[], datetime] = clock.now,
    ) -> None:
        self.account = account
        self.limits = limits or transport.LIMITS
        self.now = now

    def call(
        self, path: str, body: Any = None, *, files: transport.Files | None = None, **params: str
    ) -> Answer:
        """Ask with the current token, once more with a new one when WeChat finds it stale; never a third time."""
        if not self.account.can_call:
            raise InvalidCredential("公众号没有启用或者没有填写 AppSecret", "请系统管理员在“公众号”里填写")
        token = tokens.current(self.account, self._fetch_token, self.now)
        answer = self._ask(path, body, files, {"access_token": token, **params})
        if answer.get("errcode") in STALE_TOKEN:
            token = tokens.renewed(self.account, token, self._fetch_token, self.now)
            answer = self._ask(path, body, files, {"access_token": token, **params})
        return self._checked(answer)

    def test(self) -> None:
        """Ask for something harmless; an error says what is wrong with the settings."""
        self.call("/cgi-bin/draft/count")

    def upload_picture(self, data: bytes, name: str, content_type: str) -> str:
        """Host a picture of a body (JPG, PNG, below 1 MB); its address on WeChat."""
        answer = self.call("/cgi-bin/media/uploadimg", files={"media": (name, data, content_type)})
        return _text(answer, "url")

    def add_cover(self, data: bytes, name: str, content_type: str) -> str:
        """Keep a cover as permanent material; its media_id.

        As ``image``, not ``thumb``: a draft takes both, and 64 KB are too little for 900 by 383 pixels.
        """
        files = {"media": (name, data, content_type)}
        return _text(self.call("/cgi-bin/material/add_material", files=files, type="image"), "media_id")

    def add_draft(self, draft: Draft) -> str:
        """Put an article into the draft box; its media_id."""
        return _text(self.call("/cgi-bin/draft/add", {"articles": [draft.as_json()]}), "media_id")

    def update_draft(self, media_id: str, draft: Draft) -> None:
        """Replace the article of a draft."""
        self.call("/cgi-bin/draft/update", {"media_id": media_id, "index": 0, "articles": draft.as_json()})

    def has_draft(self, media_id: str) -> bool:
        """Whether the draft is still in the box: publishing takes it out."""
        try:
            self.call("/cgi-bin/draft/get", {"media_id": media_id})
        except NotThere:
            return False
        return True

    def delete_draft(self, media_id: str) -> None:
        """Throw a draft away."""
        self.call("/cgi-bin/draft/delete", {"media_id": media_id})

    def submit(self, media_id: str) -> tuple[str, str]:
        """Ask to publish a draft; publish_id and msg_data_id. Accepted only: the result comes as an event."""
        answer = self.call("/cgi-bin/freepublish/submit", {"media_id": media_id})
        return _text(answer, "publish_id"), str(answer.get("msg_data_id", ""))

    def publish_status(self, publish_id: str) -> Answer:
        """How a job stands: ``publish_status``, and once published ``article_id`` and ``article_detail``."""
        return self.call("/cgi-bin/freepublish/get", {"publish_id": publish_id})

    def published(self, offset: int = 0) -> Answer:
        """One page of what is published, without the texts."""
        return self.call("/cgi-bin/freepublish/batchget", {"offset": offset, "count": PAGE, "no_content": 1})

    def delete_published(self, article_id: str) -> None:
        """Take an article down; WeChat cannot bring it back."""
        self.call("/cgi-bin/freepublish/delete", {"article_id": article_id, "index": 0})

    def user_summary(self, first: date, last: date) -> Answer:
        """Users gained and lost by source and day, at most 7 days, yesterday at the latest."""
        return self._figures("getusersummary", first, last)

    def user_cumulate(self, first: date, last: date) -> Answer:
        """Users in all by day, at most 7 days, yesterday at the latest."""
        return self._figures("getusercumulate", first, last)

    def article_read(self, day: date) -> Answer:
        """Readers of one day by article."""
        return self._figures("getarticleread", day, day)

    def article_share(self, day: date) -> Answer:
        """Sharers of one day by article."""
        return self._figures("getarticleshare", day, day)

    def account_summary(self, day: date) -> Answer:
        """The figures of one day of all articles together."""
        return self._figures("getbizsummary", day, day)

    def article_totals(self, day: date) -> Answer:
        """The articles published on a day with their sums since, up to 30 days."""
        return self._figures("getarticletotaldetail", day, day)

    def _figures(self, name: str, first: date, last: date) -> Answer:
        return self.call(f"/datacube/{name}", {"begin_date": first.isoformat(), "end_date": last.isoformat()})

    def _fetch_token(self, force: bool) -> Answer:
        body = {
            "grant_type": "client_credential",
            "appid": self.account.appid,
            "secret": self.account.secret,
            "force_refresh": force,
        }
        return self._checked(self._ask("/cgi-bin/stable_token", body, None, {}))

    def _ask(self, path: str, body: Any, files: transport.Files | None, params: dict[str, str]) -> Answer:
        started, at = time.monotonic(), self.now()
        outcome: WechatError | None = None
        try:
            answer = transport.post(
                self.account.api_base, path, params=params, body=body, files=files, limits=self.limits
            )
            outcome = _error_in(answer)
        except WechatError as error:
            outcome = error
            raise
        finally:
            self._note(path, outcome, at, int((time.monotonic() - started) * 1000))
        return answer

    def _note(self, path: str, outcome: WechatError | None, at: datetime, milliseconds: int) -> None:
        code = (outcome.code or -2) if outcome else 0
        with writing(durable=True):
            Call.objects.create(
                account=self.account,
                at=at,
                path=path[:80],
                code=code,
                sentence=str(outcome)[:300] if outcome else "",
                milliseconds=milliseconds,
            )

    @staticmethod
    def _checked(answer: Answer) -> Answer:
        error = _error_in(answer)
        if error is not None:
            raise error
        return answer


def _error_in(answer: Answer) -> WechatError | None:
    code = answer.get("errcode", 0)
    if code == 0:
        return None
    return error_of(code if isinstance(code, int) else -2, str(answer.get("errmsg", "")))


def _text(answer: Answer, name: str) -> str:
    value = answer.get(name)
    if not isinstance(value, str | int) or not str(value):
        raise NoAnswer("微信的回答不完整", "程序过几分钟再试")
    return str(value)
