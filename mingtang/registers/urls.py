"""本室的页面，在 /office/registers/ 之下。"""

from django.urls import path

from mingtang.registers.views import entries, imports, lists

app_name = "registers"
urlpatterns = [
    path("", lists.overview, name="overview"),
    path("import/", imports.start, name="import_start"),
    path("import/template/<slug:kind>.xlsx", imports.template_file, name="template"),
    path("import/<int:pk>/", imports.batch, name="import"),
    path("import/<int:pk>/apply/", imports.apply, name="import_apply"),
    path("import/<int:pk>/discard/", imports.discard, name="import_discard"),
    path("import/<int:pk>/rejected.xlsx", imports.rejected, name="import_rejected"),
    path("documents/", lists.index, {"place": "documents"}, name="documents"),
    path("decisions/", lists.index, {"place": "decisions"}, name="decisions"),
    path("charges/", lists.index, {"place": "charges"}, name="charges"),
    path("decisions/<int:pk>/name/", entries.reveal, name="reveal"),
    path("<slug:place>/export.xlsx", lists.export, name="export"),
    path("<slug:place>/add/", entries.add, name="add"),
    path("<slug:place>/<int:pk>/", entries.detail, name="entry"),
    path("<slug:place>/<int:pk>/correct/", entries.correct, name="correct"),
    path("<slug:place>/<int:pk>/annul/", entries.annul, name="annul"),
    path("<slug:place>/<int:pk>/reinstate/", entries.reinstate, name="reinstate"),
]
