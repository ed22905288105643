"""The frame of the pages: navigation, what the site carries, where one is."""

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from mingtang.web import site, workbench
from mingtang.web.site import Branch, PublicNav
from mingtang.web.templatetags.mingtang.library import register
from mingtang.web.templatetags.mingtang.parts import draw, skin_of


class Entry(NamedTuple):
    """An entry of a navigation as drawn; ``current`` is ``page``, ``true`` (a page below it) or empty."""

    item: Any
    url: str
    current: str
    words: str = ""
    worst: str = ""


def _address(url_name: str) -> str:
    """The address of a page, or nothing if its room is not part of this installation."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def _entries(request: HttpRequest, items: list[Any]) -> list[Entry]:
    """The items with their addresses; the longest address that begins the path is the current one."""
    placed = [(item, url) for item in items if (url := _address(item.url_name))]
    above = [url for item, url in placed if _covers(item, url, request.path)]
    here = max(above, key=len, default="")
    return [Entry(item, url, _current(request.path, url, here)) for item, url in placed]


def _covers(item: Any, url: str, path: str) -> bool:
    return path == url or (path.startswith(url) and not getattr(item, "exact", False))


def _current(path: str, url: str, here: str) -> str:
    if url != here:
        return ""
    return "page" if path == url else "true"


@register.simple_tag(takes_context=True)
def public_nav(context: Context) -> list[Entry]:
    """The main navigation of the public pages, home first: the columns of the site, else what rooms registered."""
    request = context["request"]
    home = PublicNav(label="首页", url_name="web:home", order=0, exact=True)
    columns = [branch for branch in site.branches(request) if not branch.foot]
    if not columns:
        return _entries(request, [home, *site.registry.nav])
    here = site.chain(columns, request.path)[:1]
    drawn = [
        Entry(each, each.url, _current(request.path, each.url, here[0].url) if here == [each] else "")
        for each in columns
    ]
    return [*_entries(request, [home]), *drawn]


@register.simple_tag(takes_context=True)
def branches(context: Context) -> tuple[Branch, ...]:
    """The whole tree of columns."""
    return site.branches(context["request"])


@register.simple_tag(takes_context=True)
def foot_branches(context: Context) -> list[Branch]:
    """The pages of the tree that are linked from the footer."""
    return [
        leaf
        for branch in site.branches(context["request"])
        if branch.foot
        for leaf in branch.children or (branch,)
    ]


@register.simple_tag(takes_context=True)
def strip_links(context: Context) -> list[Entry]:
    """The links of the service strip."""
    return _entries(context["request"], site.registry.strip)


@register.simple_tag(takes_context=True)
def footer_links(context: Context) -> list[Entry]:
    """The links of the footer to pages of our own."""
    return _entries(context["request"], site.registry.footer)


@register.simple_tag
def public_search_url() -> str:
    """Where the search box of the public pages sends its words; empty when there is no search."""
    return _address(site.registry.search_url_name) if site.registry.search_url_name else ""


@register.simple_tag
def public_suggest_url() -> str:
    """Where the search box asks for suggestions; empty when nothing suggests."""
    return _address(site.registry.suggest_url_name) if site.registry.suggest_url_name else ""


@register.simple_tag(takes_context=True)
def office_nav(context: Context) -> list[Entry]:
    """The workbench's navigation for the signed-in person, with the counts of this person's scope."""
    request = context["request"]
    entries = _entries(request, workbench.navigation(request.user))
    return [_counted(entry, request.user, context["today"]) for entry in entries]


def _counted(entry: Entry, staff: Any, day: Any) -> Entry:
    found = entry.item.count(staff, day) if entry.item.count else None
    return entry._replace(words=found[0], worst=found[1]) if found else entry


@register.filter
def tabs(entries: list[Entry]) -> list[Entry]:
    """The first four entries that have a place on the phone."""
    return [entry for entry in entries if entry.item.tab][:4]


@register.filter
def inside(entries: list[Entry]) -> bool:
    """Whether the open page belongs to one of these entries."""
    return any(entry.current for entry in entries)


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """The query string of this page with some parts changed; None takes a part out."""
    kept = context["request"].GET.copy()
    for name, value in changes.items():
        kept.pop(name, None)
        if value is not None:
            kept[name] = value
    return f"?{kept.urlencode()}"


@register.simple_tag(takes_context=True)
def crumb(context: Context, *trail: str) -> SafeString:
    """Where one is: label, address, label, address, …, label of this page. Public pages begin with 首页 by themselves."""
    labels, urls = list(trail[::2]), [*trail[1::2], ""]
    places = list(zip(labels, urls, strict=False))
    if skin_of(context) == "public":
        request = context["request"]
        above = site.chain(site.branches(request), request.path)[:-1]
        places = [("首页", reverse("web:home")), *((each.label, each.url) for each in above), *places]
    return draw(context, "crumb", {"trail": places})


@register.simple_tag(takes_context=True)
def home_doors(context: Context) -> list[Entry]:
    """The doors of the home page whose rooms are part of this installation."""
    return _entries(context["request"], site.registry.doors)
