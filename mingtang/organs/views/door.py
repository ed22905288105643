"""登录、退出、我的账号。"""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login as start_session
from django.contrib.auth import logout as end_session
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from mingtang.organs.access import client_address, requires
from mingtang.organs.actions import change_own_password
from mingtang.organs.actions.sign_in import sign_in
from mingtang.organs.forms import OwnPasswordForm, SignInForm
from mingtang.organs.models import Staff
from mingtang.organs.permissions import is_staff
from mingtang.organs.refusal import Refused
from mingtang.organs.site import DEMO_PASSWORD, demo_mode
from mingtang.organs.views.common import me
from mingtang.web import clock

BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """The door. Anyone may knock; five wrong passwords from one address close the account to it for half an hour."""
    if request.method == "POST":
        return _knock(request)
    if request.user.is_authenticated:
        return redirect(_after(request))
    return _door(request, SignInForm(initial=_demo_choice(request)))


def _knock(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _door(request, form)
    values = form.cleaned_data
    try:
        person = sign_in(**values, address=client_address(request), at=clock.now())
    except Refused as refusal:
        again = SignInForm(initial={"username": values["username"]})
        return _door(request, again, refusal=str(refusal))
    start_session(request, person, backend=BACKEND)
    return redirect(_after(request))


def _door(request: HttpRequest, form: SignInForm, refusal: str = "") -> HttpResponse:
    demo = (
        Staff.objects.filter(demo=True, is_active=True, organ__is_home=True)
        if demo_mode()
        else Staff.objects.none()
    )
    context = {"form": form, "refusal": refusal, "demo": demo, "next": request.GET.get("next", "")}
    return render(request, "organs/login.html", context, status=403 if refusal else 200)


def _demo_choice(request: HttpRequest) -> dict[str, str]:
    """The account picked from the list of demonstration accounts, with its password; nothing outside demo mode."""
    chosen = request.GET.get("as", "")
    if chosen and demo_mode() and Staff.objects.filter(username=chosen, demo=True).exists():
        return {"username": chosen, "password": DEMO_PASSWORD}
    return {}


def _after(request: HttpRequest) -> str:
    """Where to go after the door: the page asked for if it is one of ours, else today's work."""
    wanted = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and ours else resolve_url("workbench:today")


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Leave. Only by POST, so that no picture on a foreign page signs anyone out."""
    end_session(request)
    return redirect("organs:login")


@never_cache
@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "POST"])
@requires(is_staff)
def account(request: HttpRequest) -> HttpResponse:
    """One's own account: who one is here, and the password."""
    form = OwnPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = Staff.objects.get(pk=me(request).pk)
        old, new = form.cleaned_data["old"], form.cleaned_data["new"]
        try:
            changed = change_own_password(person, by=person, on=clock.today(request), old=old, new=new)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            update_session_auth_hash(request, changed)
            messages.success(request, "密码已修改。")
            return redirect("workbench:today")
    return render(request, "organs/account.html", {"form": form})
