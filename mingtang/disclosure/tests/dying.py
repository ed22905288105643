"""一个会在签发途中被杀死的进程：``python -m mingtang.disclosure.tests.dying FOLDER``。

It prepares a data folder with one organ and some requests, then registers one request after the other in child
processes. Each child is killed (SIGKILL) at another point of the issuing of its letter, or by the parent at some moment.
After each death it prints one JSON line: what is left in the database. Run by ``test_issuing``.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import Any

MONDAY = date(2022, 9, 5)
# (module, name): the process dies when it has come back from the call, or, with "before", when it is about to call.
POINTS = (
    ("mingtang.kit.numbering", "take", "after"),
    ("mingtang.disclosure.letters.render", "pdf_bytes", "before"),
    ("mingtang.disclosure.letters.render", "docx_bytes", "after"),
    ("mingtang.disclosure.issuing", "store_bytes", "after"),
    ("mingtang.disclosure.issuing", "freeze", "after"),
    ("mingtang.kit.audit", "record", "before"),
    ("mingtang.kit.audit", "record", "after"),
)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def deadly(call: Callable[..., Any], when: str) -> Callable[..., Any]:
    def called(*args: Any, **options: Any) -> Any:
        if when == "before":
            die()
        call(*args, **options)
        return die()

    return called


def in_child(work: Callable[[], None]) -> int:
    """Run ``work`` in a child with a connection of its own; the pid."""
    from django.db import connections

    connections.close_all()
    pid = os.fork()
    if pid == 0:
        try:
            work()
        finally:
            os._exit(0)
    return pid


def left() -> dict[str, Any]:
    """What a later reader of the database finds."""
    from mingtang.disclosure.models import Act, Letter
    from mingtang.kit import audit
    from mingtang.kit.models import Counter, StoredFile
    from mingtang.kit.uploads.storage import verify

    letters = Letter.objects.filter(code="P2").order_by("serial")
    counter = Counter.objects.filter(series__contains=":letter:").values_list("last", flat=True).first()
    return {
        "serials": list(letters.values_list("serial", flat=True)),
        "states": sorted(set(letters.values_list("state", flat=True))),
        "counter": counter or 0,
        "registered": Act.objects.filter(kind="registered").count(),
        "files_whole": all(verify(file) for file in StoredFile.objects.all()),
        "audit_whole": audit.verify() is None,
    }


def tell(what: str) -> None:
    from django.db import connections

    print(json.dumps({"after": what, **left()}), flush=True)
    connections.close_all()


def prepare(folder: str) -> list[int]:
    """The database with as many unregistered requests as there will be attempts."""
    os.environ.pop("DATABASE_URL", None)
    os.environ["MINGTANG_DATA"] = folder
    from mingtang.config.environment import prepare as surroundings

    surroundings()
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from mingtang.disclosure.tests.factories import filed, make_office

    office = make_office()
    return [filed(office).pk for _ in range(len(POINTS) + 8)]


def register(pk: int) -> None:
    from mingtang.disclosure.actions import intake
    from mingtang.disclosure.models import Case
    from mingtang.organs.models import Staff

    clerk = Staff.objects.get(role="clerk", organ__is_home=True)
    intake.register(Case.objects.get(pk=pk), by=clerk, on=MONDAY)


def doomed(pk: int, module: str, name: str, when: str) -> Callable[[], None]:
    def work() -> None:
        place = import_module(module)
        setattr(place, name, deadly(getattr(place, name), when))
        register(pk)

    return work


def main(folder: str) -> None:
    cases = iter(prepare(folder))
    pid = in_child(lambda: register(next(cases)))
    os.waitpid(pid, 0)
    next(cases)  # the child took it from its own copy of the list
    tell("one letter")
    for module, name, when in POINTS:
        pk = next(cases)
        _, status = os.waitpid(in_child(doomed(pk, module, name, when)), 0)
        assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL, (module, name)
        tell(f"{when} {name}")
        os.waitpid(in_child(lambda pk=pk: register(pk)), 0)  # the same request, tried again
        tell(f"again {name}")
    for n, pk in enumerate(list(cases)[:5]):
        pid = in_child(lambda pk=pk: register(pk))
        time.sleep(0.02 * (n + 1))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        tell("killed from outside")


if __name__ == "__main__":
    main(sys.argv[1])
