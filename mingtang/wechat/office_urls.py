"""本室在办公室里的页面，在 /office/wechat/ 之下。"""

from django.urls import path

from mingtang.wechat.views import office

app_name = "wechat"
urlpatterns = [
    path("", office.index, name="accounts"),
    path("add/", office.add, name="add"),
    path("<int:pk>/", office.edit, name="account"),
    path("<int:pk>/test/", office.test, name="test"),
    path("<int:pk>/quotas/", office.quota_add, name="quota_add"),
]
