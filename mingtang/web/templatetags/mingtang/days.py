"""Days in words, due chips, masked values."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mingtang.kit import masking
from mingtang.web.due import due_chip
from mingtang.web.templatetags.mingtang.library import register

WEEK = "一二三四五六日"
MASKS = {
    "name": masking.mask_name,
    "identity": masking.mask_id,
    "phone": masking.mask_phone,
    "email": masking.mask_email,
    "address": masking.mask_address,
    "text": masking.mask_text,
}
NEAR = {0: "今天", 1: "明天", 2: "后天", -1: "昨天"}


def _local(value: date) -> date:
    """A moment as the office sees it; a day as it is."""
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def day_filter(write: Callable[[date], str]) -> Callable[[date | None], str]:
    """A filter that writes a day as the office sees it, and nothing where there is none."""

    @register.filter
    @wraps(write)
    def written(value: date | None) -> str:
        return write(_local(value)) if value else ""

    return written


@day_filter
def weekday(value: date) -> str:
    """星期一"""
    return f"星期{WEEK[value.weekday()]}"


@day_filter
def day(value: date) -> str:
    """2022-10-24"""
    return f"{value:%Y-%m-%d}"


@day_filter
def day_short(value: date) -> str:
    """10-24"""
    return f"{value:%m-%d}"


@day_filter
def day_cn(value: date) -> str:
    """10月24日"""
    return f"{value.month}月{value.day}日"


@day_filter
def day_words(value: date) -> str:
    """10月24日 星期一"""
    return f"{day_cn(value)} {weekday(value)}"


@day_filter
def day_full(value: date) -> str:
    """2022年10月24日"""
    return f"{value.year}年{day_cn(value)}"


@day_filter
def moment(value: date) -> str:
    """10-21 16:50"""
    return f"{value:%m-%d %H:%M}"


@day_filter
def moment_full(value: date) -> str:
    """2022-10-21 16:50"""
    return f"{value:%Y-%m-%d %H:%M}"


@register.filter
def day_near(value: date | None, today: date) -> str:
    """今天, 明天, 后天; within a week 周三; else 10月24日."""
    if not value:
        return ""
    distance = (value - today).days
    if distance in NEAR:
        return NEAR[distance]
    return f"周{WEEK[value.weekday()]}" if 0 < distance < 7 else day_cn(value)


@register.filter
def day_rest(value: date, today: date) -> str:
    """What :func:`day_near` leaves unsaid: 10月25日 星期二 after 明天, 星期一 after 10月31日."""
    return weekday(value) if day_near(value, today) == day_cn(value) else day_words(value)


FORMS = {
    "iso": day, "words": day_words, "short": day_short, "cn": day_cn, "full": day_full, "moment": moment, "stamp": moment_full,
}  # fmt: skip


@register.simple_tag
def time(value: date | None, form: str = "iso") -> str:
    """A ``<time>`` element; ``form`` is iso, words, short, cn, full, moment or stamp (2022-10-21 16:50)."""
    if not value:
        return ""
    return format_html('<time datetime="{}">{}</time>', _local(value).isoformat(), FORMS[form](value))


@register.simple_tag(takes_context=True)
def due(context: Any, clock: Any = None, *, words: str = "", state: str = "", url: str = "") -> SafeString:
    """The due chip: ``{% due clock %}``, or ``{% due words="今天须送出" state="today" %}``; ``url`` leads to its account."""
    day: Any = context["today"] if clock else None
    chip_state, chip_words = due_chip(clock, day() if callable(day) else day) if clock else (state, words)
    state, words = state or chip_state, words or chip_words
    classes = f"due {state}".strip()
    if url:
        return format_html('<a class="{}" href="{}">{}</a>', classes, url, words)
    return format_html('<span class="{}">{}</span>', classes, words)


@register.filter
def masked(value: Any, kind: str = "name") -> SafeString | str:
    """A personal value as it may be shown; ``kind`` is name, identity, phone, email, address or text."""
    return format_html('<span class="masked">{}</span>', MASKS[kind](str(value))) if value else ""
