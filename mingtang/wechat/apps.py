import logging

from django.apps import AppConfig


class WechatConfig(AppConfig):
    name = "mingtang.wechat"
    label = "wechat"
    verbose_name = "公众号"

    def ready(self) -> None:
        from mingtang.organs.act_words import register_act_words
        from mingtang.web.workbench import register_nav
        from mingtang.wechat import events, navigation
        from mingtang.wechat.actions import outcome
        from mingtang.wechat.handlers import register_event

        # Their notes of a call name its address, and the address of a call to WeChat holds the token.
        for name in ("httpx", "httpcore"):
            logging.getLogger(name).setLevel(logging.WARNING)
        register_event(outcome.FINISHED, events.publish_job_finished)
        register_act_words(navigation.ACT_WORDS)
        register_nav(*navigation.items())
