"""本室在办公室里的页面，在 /office/wechat/ 之下。"""

from django.urls import path

from mingtang.wechat.views import office, statistics

app_name = "wechat"
urlpatterns = [
    path("", office.index, name="accounts"),
    path("add/", office.add, name="add"),
    path("<int:pk>/", office.edit, name="account"),
    path("<int:pk>/test/", office.test, name="test"),
    path("statistics/", statistics.first, name="first_statistics"),
    path("statistics/<int:pk>/", statistics.statistics, name="statistics"),
    path("statistics/<int:pk>/all.xlsx", statistics.export, {"what": "all"}, name="statistics_xlsx"),
    path("statistics/<int:pk>/days.csv", statistics.export, {"what": "days"}, name="statistics_days"),
    path(
        "statistics/<int:pk>/articles.csv",
        statistics.export,
        {"what": "articles"},
        name="statistics_articles",
    ),
    path("<int:pk>/quotas/", office.quota_add, name="quota_add"),
]
