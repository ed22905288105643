"""词典和复查，在 /office/words/ 之下。"""

from django.urls import path

from mingtang.publishing.views.office import mending, rechecks, words

app_name = "words"
urlpatterns = [
    path("", words.index, name="index"),
    path("mend/<int:run>/<int:finding>/<int:choice>/", mending.mend, name="mend"),
    path("try/", words.try_out, name="try"),
    path("recheck/", rechecks.recheck, name="recheck"),
    path("recheck/<int:pk>/settle/", rechecks.settle, name="settle"),
    path("<slug:kind>/", words.entries, name="list"),
    path("<slug:kind>/add/", words.edit, name="add"),
    path("<slug:kind>/import/", words.take_in, name="import"),
    path("<slug:kind>/export.xlsx", words.export, name="export"),
    path("<slug:kind>/<int:pk>/", words.edit, name="edit"),
    path("<slug:kind>/<int:pk>/stop/", words.stop, name="stop"),
]
