from django.apps import AppConfig


class OrgansConfig(AppConfig):
    name = "mingtang.organs"
    label = "organs"
