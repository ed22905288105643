from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "mingtang.disclosure"
    label = "disclosure"

    def ready(self) -> None:
        from mingtang.disclosure import jobs, recalculate, workbench  # noqa: F401 - jobs register themselves
        from mingtang.disclosure.words import AUDIT_WORDS
        from mingtang.organs.act_words import register_act_words
        from mingtang.organs.impact import register_impact, register_recompute
        from mingtang.web import site
        from mingtang.web import workbench as desk

        desk.register_nav(workbench.nav())
        desk.register_tasks(workbench.tasks, workbench.pressing)
        desk.register_blockers(workbench.blockers)
        desk.register_notes(workbench.notes)
        desk.register_done(workbench.done)
        desk.register_search(workbench.search)
        register_act_words(AUDIT_WORDS)
        register_impact(recalculate.foretell)
        register_recompute(recalculate.recompute)
        site.register_public_nav(label="依申请公开", url_name="disclosure:entry", order=20)
        site.register_strip_link(label="我的申请", url_name="disclosure:track", order=10)
        site.register_door(
            label="查询办理情况", url_name="disclosure:track", note="凭登记编号和查询码", order=20
        )
        site.register_door(
            label="依申请公开", url_name="disclosure:entry", note="没有主动公开的政府信息，可以书面申请", order=10
        )
