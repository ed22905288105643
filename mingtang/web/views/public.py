"""Home page, site map and the reading preference. Anyone may enter."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from mingtang.web.reading import ELDER, SIZES, Reading, reading, remember
from mingtang.web.site import home_sections


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page: doors to what a citizen comes for, then the sections other rooms have registered."""
    sections = [
        render_to_string(template, dict(context), request) for template, context in home_sections(request)
    ]
    return render(request, "web/home.html", {"sections": sections})


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every entry of the navigation, the strip and the footer on one page."""
    return render(request, "web/sitemap.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How the pages are read with larger letters, with the keyboard, by a screen reader."""
    return render(request, "web/accessibility.html")


# The two preferences take no token: their forms stand on pages that are rendered once for everybody, and a token
# would belong to one visitor. All that a foreign site could do is to change the size of somebody's letters, and a
# browser that tells where a form comes from lets us refuse even that.
@csrf_exempt
@require_POST
def elder(request: HttpRequest) -> HttpResponseBase:
    """Switch the large, high-contrast look on (``elder=1``) or off, and go back."""
    choice = ELDER if request.POST.get("elder") == "1" else Reading()
    return _back_with(request, choice)


@csrf_exempt
@require_POST
def size(request: HttpRequest) -> HttpResponseBase:
    """Set the size of letters (``size`` small, medium or large), keep the contrast, and go back."""
    wanted = request.POST.get("size", "")
    return _back_with(request, Reading(wanted if wanted in SIZES else "medium", reading(request).contrast))


def _back_with(request: HttpRequest, choice: Reading) -> HttpResponseBase:
    response = redirect(_back(request))
    if request.headers.get("Sec-Fetch-Site") != "cross-site":
        remember(response, choice, secure=request.is_secure())
    return response


def _back(request: HttpRequest) -> str:
    """The page the visitor came from, if it is one of ours."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return wanted
    return reverse("web:home")
