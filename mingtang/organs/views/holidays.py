"""放假通知：名单和年历对工作人员开放，载入只对主办机关的经办人和系统管理员开放。"""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingtang.law.calendar import HolidayNotice as Notice
from mingtang.law.calendar import OutOfCalendar
from mingtang.organs import actions
from mingtang.organs.access import requires
from mingtang.organs.calendars import Foretold, current_calendar, foretell
from mingtang.organs.forms import HolidayNoticeForm, NoticeFileForm
from mingtang.organs.models import HolidayNotice
from mingtang.organs.permissions import is_staff, may_load_holidays
from mingtang.organs.refusal import Refused
from mingtang.organs.shipped import not_loaded
from mingtang.organs.views.common import me
from mingtang.organs.year_view import workdays_in, year_of
from mingtang.web import clock


@require_safe
@requires(is_staff)
def index(request: HttpRequest) -> HttpResponse:
    """The notices, newest first, each with the working days of its year; which year's is still missing."""
    calendar, today = current_calendar(), clock.today(request)
    rows = [
        (row, workdays_in(calendar, row.year)) for row in HolidayNotice.objects.select_related("loaded_by")
    ]
    context = {
        "rows": rows,
        "missing": [year for year in (today.year, today.year + 1) if not calendar.known(year)],
        "waiting": not_loaded(),
        "may_load": may_load_holidays(request.user),
        "file_form": NoticeFileForm(),
    }
    return render(request, "organs/holidays.html", context)


@require_safe
@requires(is_staff)
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The calendar of one year as it stands."""
    calendar = current_calendar()
    try:
        context = {"year": year, "months": year_of(calendar, year), "workdays": workdays_in(calendar, year)}
    except (OutOfCalendar, ValueError, OverflowError) as error:
        raise Http404 from error
    notices = HolidayNotice.objects.filter(year=year)
    context |= {
        "known": calendar.known(year),
        "notices": notices,
        "may_load": may_load_holidays(request.user),
    }
    return render(request, "organs/holiday_year.html", context)


@require_http_methods(["GET", "POST"])
@requires(may_load_holidays)
def holiday_load(request: HttpRequest) -> HttpResponse:
    """Type a notice, see what it moves, then load it. Nothing is loaded that was not shown in this very form before."""
    if request.method != "POST":
        return render(
            request, "organs/holiday_load.html", {"form": HolidayNoticeForm(initial=_known(request))}
        )
    form = HolidayNoticeForm(request.POST)
    if "again" in request.POST or not form.is_valid():
        return render(request, "organs/holiday_load.html", {"form": form})
    return _show_or_load(request, form)


def _known(request: HttpRequest) -> dict:
    """A loaded or shipped notice named by ``?number=``, spelled out in the form."""
    number = request.GET.get("number", "")
    row = HolidayNotice.objects.filter(number=number).first()
    if row is not None:
        return HolidayNoticeForm.written(row.as_notice())
    return next((HolidayNoticeForm.written(notice) for notice in not_loaded() if notice.number == number), {})


def _show_or_load(request: HttpRequest, form: HolidayNoticeForm) -> HttpResponse:
    foretold = foretell(form.notice)
    seen = request.POST.get("seen", "")
    if seen and seen == _mark(form.notice, foretold):
        return _load(request, form)
    return _preview(request, form, foretold, stale=bool(seen))


def _preview(
    request: HttpRequest, form: HolidayNoticeForm, foretold: Foretold, *, stale: bool
) -> HttpResponse:
    notice = form.notice
    context = {
        "form": form,
        "notice": notice,
        "foretold": foretold,
        "stale": stale,
        "seen": _mark(notice, foretold),
        "corrects": HolidayNotice.objects.filter(number=notice.number).exists(),
        "months": year_of(foretold.new, notice.year, before=foretold.old),
        "workdays": workdays_in(foretold.new, notice.year),
        "workdays_before": workdays_in(foretold.old, notice.year),
        "elsewhere": changed_outside(notice, foretold),
    }
    return render(request, "organs/holiday_preview.html", context)


def changed_outside(notice: Notice, foretold: Foretold) -> list[date]:
    """Days of the neighbouring years that the notice changes too (a New Year's holiday that begins in December)."""
    named = sorted(notice.days_off | set(notice.worked))
    return [
        day
        for day in named
        if day.year != notice.year and foretold.old.is_workday(day) != foretold.new.is_workday(day)
    ]


def _mark(notice: Notice, foretold: Foretold) -> str:
    """Changes when the notice, the calendar or anything that moves changes: what was seen is what will happen."""
    return sha256(repr((notice, foretold.old.version, foretold.impacts)).encode()).hexdigest()[:20]


def _load(request: HttpRequest, form: HolidayNoticeForm) -> HttpResponse:
    try:
        loaded = actions.load_holiday_notice(by=me(request), on=clock.today(request), notice=form.notice)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render(request, "organs/holiday_load.html", {"form": form})
    messages.success(request, f"已载入{loaded.notice.number}，重算了 {loaded.recomputed} 件的期限。")
    return redirect("organs:holiday_year", year=loaded.notice.year)


@require_POST
@requires(may_load_holidays)
def from_file(request: HttpRequest) -> HttpResponse:
    """Read a TOML file and show what it moves."""
    upload = NoticeFileForm(request.POST, request.FILES)
    if not upload.is_valid():
        for sentence in upload.errors.get("file", []):
            messages.error(request, str(sentence))
        return redirect("organs:holidays")
    form = HolidayNoticeForm(HolidayNoticeForm.written(upload.notice))
    if not form.is_valid():
        return render(request, "organs/holiday_load.html", {"form": form})
    return _show_or_load(request, form)
