from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "mingtang.disclosure"
    label = "disclosure"
