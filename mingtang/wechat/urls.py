"""给微信服务器敲的门，在 /wechat/ 之下。"""

from django.urls import path

from mingtang.wechat.views import door

app_name = "wechat_door"
urlpatterns = [path("<slug:key>/", door.door, name="door")]
