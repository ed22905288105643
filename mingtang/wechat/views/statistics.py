"""公众号统计页和导出。本机关的人都能看，只看本机关的；只有数字，没有谁读了。"""

from __future__ import annotations

from datetime import date, timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from mingtang.kit.tables import write_csv, write_xlsx
from mingtang.organs.access import requires
from mingtang.organs.views.common import my_organ
from mingtang.web import clock
from mingtang.wechat import figures, plots
from mingtang.wechat.figures import Period
from mingtang.wechat.forms import PeriodForm
from mingtang.wechat.models import Account
from mingtang.wechat.permissions import may_manage_account, may_read_statistics

PER_PAGE = 30
SPANS = {"30": "近 30 天", "90": "近 90 天", "365": "近一年"}
XLSX, CSV = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv; charset=utf-8"


@require_safe
@requires(may_read_statistics)
def first(request: HttpRequest) -> HttpResponse:
    """To the first account of the organ; without one, what to do."""
    account = Account.objects.filter(organ=my_organ(request)).order_by("-enabled", "pk").first()
    if account is not None:
        return redirect("wechat:statistics", pk=account.pk)
    return render(request, "wechat/statistics.html", {"may_manage": may_manage_account(request.user)})


@require_safe
@requires(may_read_statistics)
def statistics(request: HttpRequest, pk: int) -> HttpResponse:
    """Charts, tables and articles of a period."""
    account = _mine(request, pk)
    newest = figures.newest_day(account)
    if newest is None:
        context = {"account": account, "may_manage": may_manage_account(request.user)}
        return render(request, "wechat/statistics.html", context)
    form, span, period = _asked(request, newest)
    daily = figures.rows(account, period)
    grouped = figures.together(daily, period.step)
    by_readers = request.GET.get("sort") == "reads"
    context = {
        "account": account,
        "accounts": Account.objects.filter(organ=account.organ_id),
        "newest": newest,
        "period": period,
        "form": form,
        "spans": [
            {"label": label, "url": f"?span={days}", "count": "", "current": "true" if days == span else ""}
            for days, label in SPANS.items()
        ],
        "query": _query(request, span, period),
        "gaps": figures.gaps(account, period),
        "headline": plots.headline(
            figures.whole(daily), figures.whole(figures.rows(account, period.before)), period
        ),
        "charts": plots.charts(grouped, period.step),
        "headers": plots.DAY_HEADERS,
        "rows": plots.day_rows(grouped[::-1], period.step),
        "by_readers": by_readers,
        "page": Paginator(figures.articles(account, period, by_readers), PER_PAGE).get_page(
            request.GET.get("page")
        ),
        "may_manage": may_manage_account(request.user),
    }
    return render(request, "wechat/statistics.html", context)


@require_safe
@requires(may_read_statistics)
def export(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """The figures of the period: all of them as a workbook, days or articles as CSV. Always day by day."""
    account = _mine(request, pk)
    newest = figures.newest_day(account) or clock.today(request)
    period = _asked(request, newest)[2]
    daily = figures.rows(account, period)
    totals = figures.articles(account, period)
    name = f"{account.name}统计{period.first:%Y%m%d}-{period.last:%Y%m%d}"
    if what == "days":
        return _download(write_csv(plots.DAY_HEADERS, plots.day_rows(daily, "日")), f"{name}.csv", CSV)
    if what == "articles":
        content = write_csv(plots.ARTICLE_HEADERS, plots.article_rows(totals))
        return _download(content, f"{name}-文章.csv", CSV)
    return _download(write_xlsx(plots.sheets(daily, totals)), f"{name}.xlsx", XLSX)


def _mine(request: HttpRequest, pk: int) -> Account:
    return get_object_or_404(Account, pk=pk, organ=my_organ(request))


def _asked(request: HttpRequest, newest: date) -> tuple[PeriodForm, str, Period]:
    """The form, the span chosen ('' for own dates) and the period; what makes no sense becomes the last 30 days."""
    own = bool(request.GET.get("since") or request.GET.get("until"))
    form = PeriodForm(request.GET)
    if own and form.is_valid():
        until = min(form.cleaned_data["until"] or newest, newest + timedelta(days=1))
        since = form.cleaned_data["since"] or until - timedelta(days=29)
        if since <= until:
            return form, "", Period(max(since, until - timedelta(days=figures.LONGEST - 1)), until)
    span = request.GET.get("span", "30")
    span = span if span in SPANS else "30"
    period = figures.last_days(newest, int(span))
    if own:
        return form, "", period
    return PeriodForm(initial={"since": period.first, "until": period.last}), span, period


def _query(request: HttpRequest, span: str, period: Period) -> str:
    return f"span={span}" if span else f"since={period.first}&until={period.last}"


def _download(content: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
