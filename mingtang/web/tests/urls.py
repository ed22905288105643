"""This room's addresses alone, so that its tests need no room above it."""

from django.http import HttpResponse
from django.urls import include, path


def _stub(request):
    return HttpResponse("门")


door = ([path(f"office/{name}/", _stub, name=name) for name in ("login", "logout", "account")], "organs")

urlpatterns = [
    path("", include("mingtang.web.urls")),
    path("office/", include("mingtang.web.office_urls")),
    path("", include(door)),
]

handler403 = "mingtang.web.views.errors.forbidden"
handler404 = "mingtang.web.views.errors.not_found"
