"""The editor of the site, reached from the office: for those who draft, and for nobody else."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from mingtang.organs.access import requires
from mingtang.publishing.permissions import may_draft

urlpatterns = decorate_urlpatterns(
    [
        path("login/", RedirectView.as_view(pattern_name="organs:login", query_string=True)),
        path("", include(wagtailadmin_urls)),
    ],
    requires(may_draft),
)
