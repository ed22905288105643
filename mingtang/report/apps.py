from django.apps import AppConfig


class ReportConfig(AppConfig):
    name = "mingtang.report"
    label = "report"

    def ready(self) -> None:
        from mingtang.organs.act_words import register_act_words
        from mingtang.report import workbench
        from mingtang.report.words import AUDIT_WORDS
        from mingtang.web import site
        from mingtang.web import workbench as desk

        desk.register_nav(workbench.nav())
        desk.register_tasks(workbench.tasks)
        register_act_words(AUDIT_WORDS)
        site.register_public_nav(label="政府信息公开年报", url_name="annual:years", order=30)
        site.register_door(
            label="政府信息公开年报",
            url_name="annual:years",
            note="历年报告，可下载 PDF、DOCX、XLSX、JSON",
            order=30,
        )
        from mingtang.publishing.opendata import register_datasets
        from mingtang.report import findable, opendata

        findable.connect()
        site.register_home_section("report/home.html", opendata.figures, order=40)
        register_datasets("annual", opendata.datasets)
