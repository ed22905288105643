from django.apps import AppConfig


class ReportConfig(AppConfig):
    name = "mingtang.report"
    label = "report"
