"""公众地址：/disclosure/reports/ 之下。"""

from django.urls import path

from mingtang.report.views import public

app_name = "annual"
urlpatterns = [
    path("", public.years, name="years"),
    path("<int:year>/", public.year, name="year"),
    path("<int:year>/v<int:version>/", public.year, name="version"),
    path("<int:year>/report.<slug:kind>", public.file, name="file"),
]
