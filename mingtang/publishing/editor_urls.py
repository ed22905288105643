"""The editor of the site, reached from the office: for those who draft, and for nobody else."""

from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import JavaScriptCatalog
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from mingtang.organs.views import door
from mingtang.publishing.editor.door import guarded

urlpatterns = decorate_urlpatterns(
    [
        # The name and password of a person are kept in the office, not twice.
        path("account/", RedirectView.as_view(pattern_name="organs:account"), name="wagtailadmin_account"),
        path("logout/", door.logout, name="wagtailadmin_logout"),
        path(
            "login/",
            RedirectView.as_view(pattern_name="organs:login", query_string=True),
            name="wagtailadmin_login",
        ),
        # Wagtail's own view reads only its own catalogue.
        path(
            "jsi18n/",
            JavaScriptCatalog.as_view(packages=["wagtail.admin", "mingtang.publishing"]),
            name="wagtailadmin_javascript_catalog",
        ),
        path("", include(wagtailadmin_urls)),
    ],
    guarded,
)
