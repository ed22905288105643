"""工作台地址：/office/report/ 之下。"""

from django.urls import path

from mingtang.report.views import cells, office

app_name = "report"
urlpatterns = [
    path("", office.index, name="index"),
    path("<int:year>/", office.year, name="year"),
    path("<int:year>/start/", office.start, name="start"),
    path("<int:year>/text/", office.text, name="text"),
    path("<int:year>/restate/", office.restate, name="restate"),
    path("<int:year>/reopen/", office.reopen, name="reopen"),
    path("<int:year>/accept/<slug:rule>/", office.accept, name="accept"),
    path("<int:year>/act/<slug:kind>/", office.act, name="act"),
    path("<int:year>/cells/<slug:table>/<slug:row>/<slug:column>/", cells.cell, name="cell"),
    path("<int:year>/rules/<slug:rule>/", cells.breaking, name="breaking"),
    path("<int:year>/report.<slug:kind>", office.file, name="file"),
]
