"""批准之前还要看的规定：政策和解读同时发布；意见征集不少于三十日；结果在截止以后公布。"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from mingtang.law.cite import Cite
from mingtang.law.since import NotInForce, Since, in_force
from mingtang.organs.refusal import require
from mingtang.publishing.models import Article, ColumnKind, Consultation, Document, Piece, Stage

CONSULTATION_DAYS = (
    Since(
        date(2019, 9, 1),
        30,
        Cite(
            "重大行政决策程序暂行条例",
            "第十五条",
            "向社会公开征求意见一般不少于三十日，紧急需要缩短的说明情况",
            verified=False,
            note="按大意转述，第几款未核",
        ),
    ),
)
INTERPRETED_WITH = Cite(
    "国务院办公厅印发〈关于全面推进政务公开工作的意见〉实施细则的通知",
    "国办发〔2016〕80号",
    "政策文件和它的解读同步公布",
    "规范性文件",
    verified=False,
    note="按大意转述",
)


def required_for(version: Piece, shown_on: date) -> dict[str, Any]:
    """Raise ``Refused`` when a rule keeps this version from being shown on that day; else what to write down about it."""
    if isinstance(version, Consultation):
        return _consultation(version, shown_on)
    if isinstance(version, Document):
        return _document(version)
    return {}


def _consultation(version: Consultation, shown_on: date) -> dict[str, Any]:
    if version.first_published_at is not None:
        require(
            not version.result or version.closes_on < shown_on,
            f"征集到{version.closes_on:%Y-%m-%d}截止，截止以后再公布采纳情况。",
        )
        return {}
    least = least_days(version.opens_on)
    counted_from = max(version.opens_on, shown_on)
    days = max((version.closes_on - counted_from + timedelta(days=1)).days, 0)
    if days >= least:
        return {}
    require(
        bool(version.short_reason.strip()),
        f"从{counted_from:%Y-%m-%d}起征集{days}天，一般不少于{least}日（{_said(in_force(CONSULTATION_DAYS, version.opens_on).cite)}）："
        "退回科室延长，或者写明缩短的理由再送审。",
    )
    return {"days": days, "short_reason": version.short_reason}


def _said(cite: Cite) -> str:
    """A source as a refusal names it, with what nobody has read in the original."""
    return f"{cite.short}，原文待核对" if not cite.verified else cite.short


def least_days(on: date) -> int:
    """How many days a consultation runs at least; 0 before the rule was in force."""
    try:
        return in_force(CONSULTATION_DAYS, on).value
    except NotInForce:
        return 0


def _document(version: Document) -> dict[str, Any]:
    column = version.column
    if (
        not (column.kind == ColumnKind.DOCUMENTS and column.numbered)
        or version.first_published_at is not None
    ):
        return {}
    if version.no_interpretation.strip():
        return {"no_interpretation": version.no_interpretation}
    ready = approved_interpretations(version)
    waiting = [] if ready else [each for each in interpretations_at_work(version) if each not in ready]
    require(
        bool(ready) or version.explained_by.filter(live=True).exists(),
        f"解读《{waiting[0].draft_title or waiting[0].title}》还没有批准：先批准解读，再批准公文，两篇一起发布。"
        if waiting
        else f"政策文件和解读同时发布（{INTERPRETED_WITH.article}，原文待核对）：退回科室送审一篇解读，或者写明不配解读的理由。",
    )
    return {"interpretations": [each.pk for each in ready]}


def waits_for(version: Piece) -> list[Document]:
    """The documents an interpretation explains that are not on show yet: it is shown together with them."""
    if not isinstance(version, Article):
        return []
    explained = [each.pk for each in version.explains.all()]
    if not explained or Document.objects.filter(pk__in=explained, live=True).exists():
        return []
    return list(Document.objects.filter(pk__in=explained))


def approved_interpretations(document: Piece) -> list[Article]:
    """Approved interpretations that wait for this document to be shown."""
    held = Article.objects.filter(stage=Stage.SCHEDULED, show_at__isnull=True).order_by("pk")
    return [each for each in held if document.pk in _explained(each)]


def interpretations_at_work(document: Piece) -> list[Article]:
    """Drafts that explain this document and are not approved yet."""
    drafts = (
        Article.objects.filter(live=False)
        .exclude(stage__in=(Stage.SCHEDULED, Stage.WITHDRAWN))
        .order_by("pk")
    )
    return [each for each in drafts.exclude(latest_revision=None) if document.pk in _explained(each)]


def _explained(article: Article) -> set[int]:
    revision = article.latest_revision
    return set(revision.content.get("explains") or []) if revision else set()
