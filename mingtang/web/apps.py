from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "mingtang.web"
    label = "web"

    def ready(self) -> None:
        """Put our own pages into the frame they belong to."""
        from mingtang.web import site, workbench

        site.register_strip_link(label="无障碍说明", url_name="web:accessibility", order=10)
        site.register_footer_link(label="无障碍说明", url_name="web:accessibility", order=90)
        workbench.register_nav(
            workbench.NavItem(
                group="",
                label="今日",
                url_name="workbench:today",
                count=workbench.due_count,
                key="T",
                tab="today",
                exact=True,
                order=0,
            ),
            workbench.NavItem(
                group="系统",
                label="零件目录",
                url_name="workbench:parts",
                roles=frozenset({"administrator"}),
                order=99,
            ),
        )
