from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "mingtang.registers"
    label = "registers"

    def ready(self) -> None:
        from mingtang.organs.act_words import register_act_words
        from mingtang.registers import jobs  # noqa: F401 - jobs register themselves
        from mingtang.registers import workbench as ours
        from mingtang.web.workbench import register_nav, register_search

        register_act_words(ours.ACT_WORDS)
        register_nav(ours.NAV)
        register_search(ours.search)
