"""稿件三审在 /office/review/ 的网址。"""

from django.urls import path

from mingtang.publishing.views.office import acts, arrangements, listing, papers, piece

app_name = "review"

urlpatterns = [
    path("", listing.pieces, name="pieces"),
    path("export.xlsx", listing.export, name="export"),
    path("arrangements/", arrangements.arrangements, name="arrangements"),
    path("arrangements/charge/", arrangements.charge, name="charge"),
    path("arrangements/<int:pk>/end/", arrangements.end, name="end"),
    path("<int:pk>/", piece.piece, name="piece"),
    path("<int:pk>/form/", papers.page, name="form"),
    path("<int:pk>/form.pdf", papers.pdf, name="form_pdf"),
    path("<int:pk>/file/<int:file>/", piece.attachment, name="file"),
    path("<int:pk>/picture/<int:image>/", piece.picture, name="picture"),
    path("<int:pk>/<slug:act>/", acts.act, name="act"),
]
