from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "mingtang.web"
    label = "web"
