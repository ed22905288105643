"""公众号设置。只对系统管理员开放，只看本机关的。"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingtang.organs.access import requires
from mingtang.organs.refusal import Refused
from mingtang.organs.views.common import me, my_organ
from mingtang.web import clock
from mingtang.wechat import actions, quotas
from mingtang.wechat.client import IMPATIENT, Client, WechatError
from mingtang.wechat.forms import AccountForm, NewAccountForm, QuotaForm
from mingtang.wechat.models import Account
from mingtang.wechat.permissions import may_manage_account

LAST = 20


@require_GET
@requires(may_manage_account)
def index(request: HttpRequest) -> HttpResponse:
    """The accounts of the organ and how the last call went."""
    accounts = list(Account.objects.filter(organ=my_organ(request)))
    for account in accounts:
        account.last_call = account.calls.first()  # type: ignore[attr-defined]
    return render(request, "wechat/accounts.html", {"accounts": accounts})


@require_http_methods(["GET", "POST"])
@requires(may_manage_account)
def add(request: HttpRequest) -> HttpResponse:
    """Add an account."""
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = actions.add_account(
                my_organ(request),
                by=me(request),
                on=clock.today(request),
                key=form.cleaned_data["key"],
                secrets=form.secrets(),
                **form.settings(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已添加{account.name}。把服务器地址填到微信后台，再测试连接。")
            return redirect("wechat:account", pk=account.pk)
    return render(request, "wechat/add.html", {"form": form})


@require_http_methods(["GET", "POST"])
@requires(may_manage_account)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Settings of one account; secrets go in and never come out."""
    account = _mine(request, pk)
    form = AccountForm(request.POST or None, account=account)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_account(
                account,
                by=me(request),
                on=clock.today(request),
                changes=form.settings(),
                secrets=form.secrets(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "公众号设置已保存。")
            return redirect("wechat:account", pk=account.pk)
    return render(request, "wechat/account.html", _context(request, account, form, QuotaForm()))


@require_POST
@requires(may_manage_account)
def test(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask WeChat for something harmless and tell how it went, within seconds."""
    account = _mine(request, pk)
    try:
        Client(account, limits=IMPATIENT).test()
    except WechatError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "连接正常：微信认可 AppID、AppSecret 和本服务器的地址。")
    return redirect("wechat:account", pk=account.pk)


@require_POST
@requires(may_manage_account)
def quota_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Note a quota that WeChat has changed."""
    account = _mine(request, pk)
    form = QuotaForm(request.POST)
    if form.is_valid():
        try:
            actions.note_quota(account, by=me(request), on=clock.today(request), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "额度已登记。")
            return redirect("wechat:account", pk=account.pk)
    page = _context(request, account, AccountForm(account=account), form)
    return render(request, "wechat/account.html", page)


def _mine(request: HttpRequest, pk: int) -> Account:
    return get_object_or_404(Account, pk=pk, organ=my_organ(request))


def _context(
    request: HttpRequest, account: Account, form: AccountForm, quota_form: QuotaForm
) -> dict[str, object]:
    day = clock.today(request)
    return {
        "account": account,
        "form": form,
        "quota_form": quota_form,
        "door": request.build_absolute_uri(reverse("wechat_door:door", args=[account.key])),
        "inbound_days": quotas.value(account, quotas.INBOUND_DAYS, day),
        "calls": account.calls.all()[:LAST],
        "publications": account.publications.all()[:LAST],
        "limits": [(label, quotas.limit(account, name, day)) for name, label in quotas.LABELS.items()],
    }
