"""Public pages of the house itself."""

from django.urls import path

from mingtang.web.views import public

app_name = "web"
urlpatterns = [
    path("", public.home, name="home"),
    path("sitemap/", public.sitemap, name="sitemap"),
    path("accessibility/", public.accessibility, name="accessibility"),
    path("reading/elder/", public.elder, name="elder"),
    path("reading/size/", public.size, name="size"),
]
