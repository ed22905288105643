from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "mingtang.search"
    label = "search"
