"""网站的日常：栏目、公众意见、网站体检、图片和附件，在 /office/ 之下。"""

from django.urls import path

from mingtang.publishing.views.office import columns, health, media, opinions, stock

app_name = "site"
urlpatterns = [
    path("columns/", columns.index, name="columns"),
    path("columns/export.xlsx", columns.export, name="columns_export"),
    path("columns/add/", columns.add, name="column_add"),
    path("columns/<int:pk>/", columns.column, name="column"),
    path("columns/<int:pk>/edit/", columns.edit, name="column_edit"),
    path("columns/<int:pk>/move/", columns.move, name="column_move"),
    path("columns/<int:pk>/archive/", columns.archive, name="column_archive"),
    path("columns/<int:pk>/reopen/", columns.reopen, name="column_reopen"),
    path("opinions/", opinions.index, name="consultations"),
    path("opinions/<int:pk>/", opinions.opinions, name="opinions"),
    path("opinions/<int:pk>/export.xlsx", opinions.export, name="opinions_export"),
    path("opinions/<int:pk>/enter/", opinions.enter, name="opinion_enter"),
    path("opinions/<int:pk>/result/", opinions.result, name="result"),
    path("health/", health.index, name="health"),
    path("health/check/", health.check, name="health_check"),
    path("health/export.xlsx", health.export, name="health_export"),
    path("old-site/", stock.index, name="stock"),
    path("old-site/take/", stock.take, name="stock_take"),
    path("media/", media.index, {"kind": "pictures"}, name="media_home"),
    path("media/<slug:kind>/", media.index, name="media"),
    path("media/<slug:kind>/<int:pk>/", media.look, name="media_look"),
    path("media/<slug:kind>/<int:pk>/remove/", media.remove, name="media_remove"),
    path("opinions/one/<int:pk>/", opinions.opinion, name="opinion"),
]
