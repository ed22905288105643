from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class KitConfig(AppConfig):
    name = "mingtang.kit"
    label = "kit"
    verbose_name = "公用部件"

    def ready(self) -> None:
        from mingtang.kit import appendonly

        post_migrate.connect(appendonly.restore, sender=self, dispatch_uid="kit-append-only")
        autodiscover_modules("jobs", "deliveries")
