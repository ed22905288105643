"""The workbench as other rooms see it: registries they fill in ``AppConfig.ready()``.

A provider is a callable ``(staff, day)`` that yields values of one of the small types below. The workbench
calls it for the signed-in person only; what a provider yields is what this person may see.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Count = Callable[[Any, date], tuple[str, str] | None]
May = Callable[[Any], bool]


@dataclass(frozen=True, kw_only=True)
class NavItem:
    """导航的一项。

    ``count(staff, day)`` gives ``("1 今日", "today")``: words and the worst state among them, or None.
    ``key`` opens it after ``G``. ``tab`` names an icon: the item is then among the tabs of the phone.
    """

    group: str
    label: str
    url_name: str
    count: Count | None = None
    roles: frozenset[str] | None = None
    may: May | None = None
    key: str = ""
    tab: str = ""
    tab_label: str = ""
    exact: bool = False  # pages below its address do not belong to it
    order: int = 50

    def open_to(self, staff: Any) -> bool:
        if self.roles is not None and getattr(staff, "role", None) not in self.roles:
            return False
        return self.may is None or self.may(staff)


@dataclass(frozen=True, kw_only=True)
class Task:
    """一件待办：什么、何时到期、轮到谁、能做什么。

    ``due_class`` is one of ``today late soon pause wait done`` or empty. ``law`` is the article that sets the
    deadline; a task without it has a deadline of the house only.
    """

    title: str
    url: str
    due_on: date | None = None
    due_words: str = ""
    due_class: str = ""
    meta: str = ""
    law: str | None = None
    turn_name: str = ""
    turn_what: str = ""
    act_label: str = "查看"
    act_url: str = ""

    @property
    def pressing(self) -> bool:
        return self.due_class in ("today", "late")


@dataclass(frozen=True, kw_only=True)
class Blocker:
    """停在某人或某科室手里的事；``days`` are working days it has been lying there."""

    who: str
    what: str
    days: int
    url: str


@dataclass(frozen=True, kw_only=True)
class Note:
    """一条提醒；``mark`` is one word at the end (新, 今晨)."""

    title: str
    url: str
    meta: str = ""
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class Done:
    """今天办完的一件；``undo_url`` takes a POST as long as it can be taken back."""

    title: str
    url: str
    words: str = "已办"
    meta: str = ""
    turn_name: str = ""
    turn_what: str = ""
    undo_url: str = ""
    undo_label: str = "撤回"


@dataclass(frozen=True, kw_only=True)
class Hit:
    """全局查找的一条结果；``kind`` says what it is (案件, 文书)."""

    kind: str
    title: str
    url: str
    meta: str = ""


@dataclass
class _Registry:
    nav: list[NavItem] = field(default_factory=list)
    tasks: list[Callable[[Any, date], Iterable[Task]]] = field(default_factory=list)
    pressing: dict[Callable[[Any, date], Iterable[Task]], Callable[[Any, date], int]] = field(
        default_factory=dict
    )
    blockers: list[Callable[[Any, date], Iterable[Blocker]]] = field(default_factory=list)
    notes: list[Callable[[Any, date], Iterable[Note]]] = field(default_factory=list)
    done: list[Callable[[Any, date], Iterable[Done]]] = field(default_factory=list)
    search: list[Callable[[Any, str], Iterable[Hit]]] = field(default_factory=list)
    calendar: Callable[[], Any] | None = None


registry = _Registry()


def register_nav(*items: NavItem) -> None:
    """Add entries to the navigation of the workbench."""
    for item in items:
        _add(registry.nav, item)
    registry.nav.sort(key=lambda item: item.order)


def register_tasks(
    provider: Callable[[Any, date], Iterable[Task]], pressing: Callable[[Any, date], int] | None = None
) -> None:
    """Add a source of open tasks. ``pressing`` counts those due without drawing them: every page asks for the number."""
    _add(registry.tasks, provider)
    if pressing is not None:
        registry.pressing[provider] = pressing


def register_blockers(provider: Callable[[Any, date], Iterable[Blocker]]) -> None:
    """Add a source of “卡在谁手里”."""
    _add(registry.blockers, provider)


def register_notes(provider: Callable[[Any, date], Iterable[Note]]) -> None:
    """Add a source of reminders."""
    _add(registry.notes, provider)


def register_done(provider: Callable[[Any, date], Iterable[Done]]) -> None:
    """Add a source of what this person finished today."""
    _add(registry.done, provider)


def register_search(provider: Callable[[Any, str], Iterable[Hit]]) -> None:
    """Add a source of the search over everything: ``provider(staff, words)`` yields :class:`Hit`."""
    _add(registry.search, provider)


def register_calendar(source: Callable[[], Any]) -> None:
    """Say which calendar of working days the workbench counts by (default: the notices shipped with the law)."""
    registry.calendar = source


def calendar() -> Any:
    """The calendar of working days, as ``mingtang.law.calendar.Calendar``."""
    if registry.calendar is not None:
        return registry.calendar()
    from mingtang.law.calendar import standard_calendar

    return standard_calendar()


def open_tasks(staff: Any, day: date) -> list[Task]:
    """Every open task this person sees, earliest first; tasks without a day come last.

    The answer is kept with ``staff``, an object of one request: navigation and page ask only once.
    """
    kept = getattr(staff, "open_tasks", None)
    if kept is None or kept[0] != day:
        tasks = [task for provider in registry.tasks for task in provider(staff, day)]
        kept = (day, sorted(tasks, key=lambda task: (task.due_on or date.max, task.title)))
        staff.open_tasks = kept
    return kept[1]


def due_count(staff: Any, day: date) -> tuple[str, str] | None:
    """“2 件到期”, as the navigation shows it beside 今日."""
    kept = getattr(staff, "open_tasks", None)
    if kept is not None and kept[0] == day:
        pressing = sum(task.pressing for task in kept[1])
    else:
        pressing = sum(_pressing(provider, staff, day) for provider in registry.tasks)
    return (f"{pressing} 件到期", "today") if pressing else None


def _pressing(provider: Callable[[Any, date], Iterable[Task]], staff: Any, day: date) -> int:
    counter = registry.pressing.get(provider)
    return counter(staff, day) if counter else sum(task.pressing for task in provider(staff, day))


def navigation(staff: Any) -> list[NavItem]:
    """The entries open to this person; a group stands together, where its first entry does."""
    found = [item for item in registry.nav if item.open_to(staff)]
    places: dict[str, int] = {}
    for item in found:
        places.setdefault(item.group, len(places))
    return sorted(found, key=lambda item: places[item.group])


def _add(entries: list, entry: Any) -> None:
    if entry not in entries:
        entries.append(entry)
