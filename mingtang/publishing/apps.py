from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "mingtang.publishing"
    label = "publishing"
