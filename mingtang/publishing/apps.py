from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "mingtang.publishing"
    label = "publishing"

    def ready(self) -> None:
        from mingtang.publishing import review_hooks

        review_hooks.connect()
        from mingtang.publishing import store
        from mingtang.publishing.store import jobs as store_jobs  # noqa: F401 - registers itself

        store.connect()
        from django.db.models.signals import post_migrate

        from mingtang.publishing.models import shelves

        post_migrate.connect(shelves.make, sender=self, dispatch_uid="publishing.shelves")
        from mingtang.publishing import public_hooks

        public_hooks.connect()
        from mingtang.publishing.checks import office as checks_office

        checks_office.connect(self)
        from mingtang.publishing import desk_hooks

        desk_hooks.connect()
        from mingtang.publishing.stock import office as stock_office

        stock_office.connect()
        from mingtang.publishing.editor import connecting

        connecting.connect()
        from mingtang.publishing.official_account import following

        following.connect()
