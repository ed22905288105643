"""What the public pages know about the organ they belong to, and what other rooms hang into them.

The room of organs registers where the :class:`Site` comes from; rooms with public pages register their
entries of the main navigation and their sections of the home page. Nothing here knows a subject matter.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True, kw_only=True)
class Link:
    """A labelled address; ``note`` is one line below it where there is room."""

    label: str
    url: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Site:
    """网站的固定信息，页头、页脚和页面元数据都取自这里。 An empty value is left out of the page."""

    name: str = "本机关"
    short: str = ""
    domain: str = ""
    identifier: str = ""  # 网站标识码, ten digits
    icp: str = ""  # ICP备案号
    police: str = ""  # 公安备案号
    police_url: str = "https://beian.mps.gov.cn/"
    host: str = ""  # 主办单位
    undertaker: str = ""  # 承办单位
    address: str = ""
    phone: str = ""
    hours: str = ""
    emblem_url: str = ""  # 党政机关网站标识的查验地址
    mistakes_url: str = ""  # “我为政府网站找错”的地址
    upper: Link | None = None  # 上级门户
    slogan: str = "把事情办在明处"
    lead: str = "查公开信息、申请公开、看办理结果，都从这里开始。"
    notice: str = ""  # one word about the data, e.g. 演示数据
    links: tuple[Link, ...] = field(default=())

    @property
    def hosts(self) -> str:
        return self.host or self.name


@dataclass(frozen=True, kw_only=True)
class PublicNav:
    """One entry of the main navigation of the public pages."""

    label: str
    url_name: str
    order: int = 50
    exact: bool = False  # pages below its address do not belong to it


@dataclass(frozen=True, kw_only=True)
class Branch:
    """栏目树的一枝。 ``foot``: it is linked from the footer, not from the navigation."""

    label: str
    url: str
    children: tuple["Branch", ...] = ()
    foot: bool = False


@dataclass(frozen=True, kw_only=True)
class Door:
    """One of the doors on the home page: a task a citizen comes for."""

    label: str
    url_name: str
    note: str = ""
    order: int = 50


@dataclass(frozen=True, kw_only=True)
class HomeSection:
    """A section of the home page: ``build(request)`` gives the context of ``template``, or None to stay away."""

    template: str
    build: Callable[[HttpRequest], Mapping[str, Any] | None]
    order: int = 50


def _from_settings() -> Site:
    return Site(**getattr(settings, "SITE", {}))


@dataclass
class _Registry:
    source: Callable[[], Site] = _from_settings
    branches: Callable[[HttpRequest], Iterable[Branch]] = lambda request: ()
    search_url_name: str = ""
    suggest_url_name: str = ""
    nav: list[PublicNav] = field(default_factory=list)
    doors: list[Door] = field(default_factory=list)
    strip: list[PublicNav] = field(default_factory=list)
    footer: list[PublicNav] = field(default_factory=list)
    sections: list[HomeSection] = field(default_factory=list)


registry = _Registry()


def register_site(source: Callable[[], Site]) -> None:
    """Say where the site's data comes from: a callable without arguments that returns a :class:`Site`."""
    registry.source = source


def register_branches(source: Callable[[HttpRequest], Iterable[Branch]]) -> None:
    """Say where the tree of columns comes from. As long as it has branches, they are the main navigation, the site
    map and what stands before a page in its crumbs; the entries of ``register_public_nav`` then only stand in the map.
    """
    registry.branches = source


def register_public_search(url_name: str, suggest_url_name: str = "") -> None:
    """Name the page that takes ``?q=`` from the search box of every public page. Without it there is no box.

    The other page answers the same ``?q=``, while somebody types, with JSON: ``[{"text", "url" or null}]``.
    """
    registry.search_url_name, registry.suggest_url_name = url_name, suggest_url_name


def register_public_nav(*, label: str, url_name: str, order: int = 50) -> None:
    """Add an entry to the main navigation. The path below its address counts as being inside it."""
    _add(registry.nav, PublicNav(label=label, url_name=url_name, order=order))


def register_strip_link(*, label: str, url_name: str, order: int = 50) -> None:
    """Add a link to the service strip above the name (我的申请)."""
    _add(registry.strip, PublicNav(label=label, url_name=url_name, order=order))


def register_footer_link(*, label: str, url_name: str, order: int = 50) -> None:
    """Add a page of our own to the links of the footer (无障碍说明, 隐私)."""
    _add(registry.footer, PublicNav(label=label, url_name=url_name, order=order))


def register_door(*, label: str, url_name: str, note: str = "", order: int = 50) -> None:
    """Add a door to the home page."""
    _add(registry.doors, Door(label=label, url_name=url_name, note=note, order=order))


def register_home_section(
    template: str, build: Callable[[HttpRequest], Mapping[str, Any] | None], *, order: int = 50
) -> None:
    """Add a section to the home page."""
    _add(registry.sections, HomeSection(template=template, build=build, order=order))


def site() -> Site:
    """The site's data as the registered source gives them."""
    return registry.source()


def site_of(request: HttpRequest) -> Site:
    """The site's data, asked for once in a request."""
    if not hasattr(request, "_site"):
        request._site = site()  # type: ignore[attr-defined]
    return request._site  # type: ignore[attr-defined]


def branches(request: HttpRequest) -> tuple[Branch, ...]:
    """The tree of columns, asked for once in a request."""
    if not hasattr(request, "_branches"):
        request._branches = tuple(registry.branches(request))  # type: ignore[attr-defined]
    return request._branches  # type: ignore[attr-defined]


def chain(branches: Iterable[Branch], path: str) -> list[Branch]:
    """The branches from the trunk to the one whose address is the longest beginning of ``path``; empty when none is."""
    best: list[Branch] = []
    for branch in branches:
        below = chain(branch.children, path)
        here = [branch, *below] if below or path.startswith(branch.url) else []
        if here and (not best or len(here[-1].url) > len(best[-1].url)):
            best = here
    return best


def home_sections(request: HttpRequest) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """Templates and contexts of the sections that have something to show."""
    for section in registry.sections:
        context = section.build(request)
        if context is not None:
            yield section.template, context


def _add(entries: list, entry: Any) -> None:
    if entry not in entries:
        entries.append(entry)
        entries.sort(key=lambda each: each.order)
