"""The workbench at /office/."""

from django.urls import path

from mingtang.web.views import office

app_name = "workbench"
urlpatterns = [
    path("", office.today, name="today"),
    path("search/", office.search, name="search"),
    path("parts/", office.parts, name="parts"),
]
