from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OrgansConfig(AppConfig):
    name = "mingtang.organs"
    label = "organs"

    def ready(self) -> None:
        from mingtang.organs import calendars, jobs, navigation, shipped, site  # noqa: F401 - jobs register themselves
        from mingtang.web.site import register_site
        from mingtang.web.workbench import register_calendar, register_nav

        post_migrate.connect(shipped.ensure_standard_notices, sender=self)
        register_site(site.site)
        register_calendar(calendars.current_calendar)
        register_nav(*navigation.items())
