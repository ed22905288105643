"""Components: one folder each below ``templates/web/components``; a tag draws one by its name."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Page as DjangoPage
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from mingtang.kit.pagination import Page
from mingtang.web.day import Bar
from mingtang.web.examples import EXAMPLES
from mingtang.web.icons import ICONS
from mingtang.web.reading import SIZES
from mingtang.web.templatetags.mingtang.library import register

HANDED_DOWN = ("request", "csrf_token", "today", "site", "reading", "skin")


def skin_of(context: Context) -> str:
    """``office`` or ``public``: which of the two looks the page has."""
    if "skin" in context:
        return context["skin"]
    request = context.get("request")
    return "office" if request is not None and request.path.startswith("/office/") else "public"


def draw(context: Context, name: str, values: dict[str, Any]) -> SafeString:
    """The html of a component. It sees its own values and the few things every page has, nothing else."""
    seen = {key: context[key] for key in HANDED_DOWN if key in context}
    seen.setdefault("skin", skin_of(context))
    template = name if name.endswith(".html") else f"web/components/{name}/{name}.html"
    return render_to_string(template, {**seen, **values})


@register.simple_tag(takes_context=True)
def component(context: Context, name: str, **values: Any) -> SafeString:
    """Draw a component: ``{% component "empty" text="尚未回访。" %}``."""
    return draw(context, name, values)


@register.simple_block_tag(takes_context=True, end_name="endwrap")
def wrap(context: Context, content: str, name: str, **values: Any) -> SafeString:
    """Draw a component around a piece of the template: ``{% wrap "notice" kind="bad" %}…{% endwrap %}``."""
    return draw(context, name, {**values, "content": mark_safe(content)})  # noqa: S308


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A small picture beside words; with ``label`` it speaks for itself, without it is hidden from readers."""
    role = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    drawing = mark_safe(ICONS[name])  # noqa: S308
    return format_html('<svg class="icon" viewBox="0 0 16 16" {}>{}</svg>', role, drawing)


@register.filter
def grouped(value: int | None) -> str:
    """A number with its thousands apart: 12,345; nothing where there is none."""
    return "" if value is None else f"{value:,}"


@register.simple_tag(takes_context=True)
def act(context: Context, label: str, url: str, **values: Any) -> SafeString:
    """A button that does one act by POST. Options: kind (primary, grave, quiet, big), key, name, value, note, target."""
    return draw(context, "act", {"label": label, "url": url, **values})


@register.simple_tag(takes_context=True)
def pager(context: Context, page: Page | DjangoPage, name: str = "page") -> SafeString:
    """Links to the pages of a list (of ``kit.pagination`` or Django's); the rest of the query string is kept."""
    kept = context["request"].GET.copy()
    kept.pop(name, None)
    prefix = f"?{kept.urlencode()}&{name}=" if kept else f"?{name}="
    numbers, label = _window(page)
    before = f"{prefix}{page.number - 1}" if _flag(page.has_previous) else ""
    after = f"{prefix}{page.number + 1}" if _flag(page.has_next) else ""
    links = [(number, f"{prefix}{number}" if number else "") for number in numbers]
    return draw(
        context,
        "pager",
        {"here": page.number, "links": links, "before": before, "after": after, "label": label},
    )


def _flag(value: bool | Callable[[], bool]) -> bool:
    return value() if callable(value) else value


def _window(page: Page | DjangoPage) -> tuple[list[int | None], str]:
    """The page numbers to offer (None is a gap), and which rows of how many are shown."""
    if isinstance(page, Page):
        return page.window(), page.label
    offered = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    label = f"第 {page.start_index()}–{page.end_index()} 条，共 {page.paginator.count} 条"
    return [
        number if isinstance(number, int) else None for number in offered
    ], label if page.paginator.count else "没有记录"


@register.simple_tag(takes_context=True)
def tools(context: Context, text: str = "", share: str = "") -> SafeString:
    """The line below a title of a public page: source and day, size of letters, print; ``share`` is the place with the
    address and its QR code."""
    return draw(context, "tools", {"text": text, "sizes": SIZES, "share": share})


@register.simple_tag(takes_context=True)
def example(context: Context, name: str) -> SafeString:
    """The example of a component, as the catalogue shows it."""
    return draw(context, f"web/components/{name}/example.html", EXAMPLES.get(name, dict)())


@register.simple_tag
def forecast_bars(bars: list[Bar]) -> list[dict[str, Any]]:
    """The bars of the forecast with their places on a drawing of 302 by 112."""
    top = max((bar.count for bar in bars), default=0) or 1
    return [_place(index, bar, round(bar.count * 65 / top) or 1) for index, bar in enumerate(bars)]


def _place(index: int, bar: Bar, height: int) -> dict[str, Any]:
    x, y = index * 31, 78 - height
    letter = "一二三四五六日"[bar.on.weekday()]
    return {
        "on": bar.on,
        "count": bar.count,
        "tone": bar.tone,
        "letter": letter,
        "x": x,
        "middle": x + 11,
        "y": y,
        "label_y": y - 5,
        "height": height,
    }
