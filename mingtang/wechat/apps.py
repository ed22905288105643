from django.apps import AppConfig


class WechatConfig(AppConfig):
    name = "mingtang.wechat"
    label = "wechat"
