"""下一步：一篇文章的每一步是一条待发消息，与写下它的行为同生同灭。"""

from __future__ import annotations

from datetime import datetime, timedelta

from mingtang.kit import outbox
from mingtang.wechat.models import Publication

DRAFT, SUBMIT, RESULT, WITHDRAW = "wechat.draft", "wechat.submit", "wechat.result", "wechat.withdraw"
FIRST_ASK = timedelta(minutes=3)  # the event comes within seconds; when it does not, the job is asked for


def locked(publication: Publication) -> Publication:
    """The publication as it stands, locked until the end of the transaction."""
    rows = Publication.objects.select_for_update(of=("self",)).select_related("account", "account__organ")
    return rows.get(pk=publication.pk)


def message_key(publication: Publication, topic: str) -> str:
    """The key of the outbox message of one topic in the present attempt."""
    return f"{topic}:{publication.pk}:{publication.attempt}"


def send(publication: Publication, topic: str, now: datetime, after: timedelta = timedelta(0)) -> None:
    """Enqueue the next step."""
    payload = {"publication": publication.pk, "attempt": publication.attempt}
    outbox.enqueue(topic, message_key(publication, topic), payload, not_before=now + after)
