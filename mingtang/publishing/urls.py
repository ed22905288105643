"""The site: everything that no other room answers."""

from django.urls import include, path
from wagtail import urls as wagtail_urls

from mingtang.publishing.views.public import comments, files, leaving, register, search, site, tables

public = [
    path("search/", search.search, name="search"),
    path("search/suggestions/", search.suggestions, name="suggestions"),
    path("feed.xml", site.feed, name="feed"),
    path("robots.txt", site.robots, name="robots"),
    path("sitemap.xml", site.sitemap, name="sitemap"),
    path("open-data/", site.open_data, name="open_data"),
    path("open-data/catalogue.json", site.open_catalogue, {"kind": "json"}, name="catalogue_json"),
    path("open-data/catalogue.csv", site.open_catalogue, {"kind": "csv"}, name="catalogue_csv"),
    path("normative-documents/", register.register, name="register"),
    path("open-data/normative-documents.csv", register.register_table, {"kind": "csv"}, name="register_csv"),
    path("open-data/normative-documents.json", register.register_table, {"kind": "json"}, name="register_json"),
    path("leave/", leaving.leave, name="leave"),
    path("opinions/<int:pk>/", comments.give, name="comment"),
    path("opinions/<int:pk>/received/", comments.given, name="commented"),
    path("media/images/<path:name>", files.picture, name="picture"),
    path("<path:column>/documents.xlsx", tables.documents, {"kind": "xlsx"}, name="documents_xlsx"),
    path("<path:column>/documents.csv", tables.documents, {"kind": "csv"}, name="documents_csv"),
    path("<path:column>/feed.xml", site.column_feed, name="column_feed"),
]
urlpatterns = [
    path("", include((public, "publishing"))),
    # Wagtail asks for this name when a text links to a file.
    path("files/<int:document_id>/<path:document_filename>", files.attachment, name="wagtaildocs_serve"),
    path("", include(wagtail_urls)),
]
