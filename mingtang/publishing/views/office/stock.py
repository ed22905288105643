"""迁入旧站：系统管理员上传，先试运行看结果，再迁入。"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from mingtang.organs.access import requires
from mingtang.organs.models import Staff
from mingtang.organs.refusal import Refused
from mingtang.publishing.actions.taking_in import opened_on, take_in
from mingtang.publishing.forms.office.stock import ENDINGS, HowForm, StockForm
from mingtang.publishing.permissions import may_take_in
from mingtang.publishing.stock.reading import open_stock
from mingtang.publishing.stock.results import Taken
from mingtang.publishing.views.office.doors import staff_of
from mingtang.web import clock

MOST_LINES = 200  # of one kind on the page; the rest is counted


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_take_in)
def index(request: HttpRequest) -> HttpResponse:
    """The form; with a file, what taking it in would do. Nothing is taken in yet."""
    form = StockForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "opened_on": opened_on()}
    if request.method == "POST" and form.is_valid():
        _keep(staff_of(request), form.cleaned_data["file"])
        try:
            context |= _shown(_run(request, form, dry=True))
        except Refused as refused:
            form.add_error("file", str(refused))
    return render(request, "publishing/office/stock.html", context)


@require_POST
@requires(may_take_in)
def take(request: HttpRequest) -> HttpResponse:
    """Take in what was tried before."""
    form = HowForm(request.POST)
    if not form.is_valid() or _kept(staff_of(request)) is None:
        messages.error(request, "没有试运行过的文件：重新上传，看过结果再迁入。")
        return redirect("site:stock")
    try:
        taken = _run(request, form, dry=False)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("site:stock")
    _forget(staff_of(request))
    context = {"form": StockForm(), "opened_on": opened_on(), **_shown(taken)}
    return render(request, "publishing/office/stock.html", context)


def _run(request: HttpRequest, form: HowForm, *, dry: bool) -> Taken:
    path = _kept(staff_of(request))
    if path is None:
        raise Refused("没有收到文件：重新选择文件再上传。")
    how = form.cleaned_data
    return take_in(
        open_stock(path), by=staff_of(request), on=clock.today(request), columns=how["columns"],
        update=how["update"], dry=dry,
    )  # fmt: skip


def _shown(taken: Taken) -> dict[str, Any]:
    groups = [(label, lines[:MOST_LINES], len(lines) - MOST_LINES) for label, lines in taken.lines()]
    return {"taken": taken, "groups": groups}


def _shelf() -> Path:
    return Path(settings.DATA) / "stock"


def _keep(person: Staff, uploaded: Any) -> None:
    """The file waits between the trial and the taking in; a new one takes its place."""
    _forget(person)
    _shelf().mkdir(mode=0o700, parents=True, exist_ok=True)
    ending = PurePosixPath(uploaded.name).suffix.lower()
    with (_shelf() / f"{person.pk}{ending}").open("wb") as file:
        for chunk in uploaded.chunks():
            file.write(chunk)


def _kept(person: Staff) -> Path | None:
    paths = (_shelf() / f"{person.pk}{ending}" for ending in ENDINGS)
    return next((path for path in paths if path.is_file()), None)


def _forget(person: Staff) -> None:
    for ending in ENDINGS:
        (_shelf() / f"{person.pk}{ending}").unlink(missing_ok=True)
