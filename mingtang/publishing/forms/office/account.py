"""公众号上的一份，每件事一张表单。"""

from __future__ import annotations

from typing import Any

from mingtang.publishing import actions
from mingtang.publishing.forms.office.acts import ActForm, words


class SendCopyForm(ActForm):
    act, done = "send_copy", "已排队发往公众号。"
    reason = words("说明", rows=2, help_text="可以不写")

    def do(self) -> Any:
        return actions.send_copy(self.scene.piece, **self.given("reason"))


class RetryCopyForm(ActForm):
    act, done = "retry_copy", "已排队重发；结果不明的先向微信核实。"
    reason = words("说明", rows=2, help_text="可以不写；用的是线上这一版")

    def do(self) -> Any:
        return actions.retry_copy(self.scene.piece, **self.given("reason"))


class DropCopyForm(ActForm):
    act, done = "drop_copy", "不发公众号了，网站上的稿件不受影响。"
    reason = words("原因", rows=2, help_text="可以不写；以后还能再发")

    def do(self) -> Any:
        return actions.drop_copy(self.scene.piece, **self.given("reason"))


class ReplaceCopyForm(ActForm):
    act, done = "replace_copy", "正在删除旧的一版，删除以后自动发新的。"
    reason = words("说明", rows=2, help_text="可以不写")

    def do(self) -> Any:
        return actions.replace_copy(self.scene.piece, **self.given("reason"))


class WithdrawCopyForm(ActForm):
    act, done = "withdraw_copy", "正在从公众号撤下。"
    reason = words("撤下公众号文章的理由", "写明撤下公众号文章的理由")

    def do(self) -> Any:
        return actions.withdraw_copy(self.scene.piece, **self.given("reason"))


COPY_FORMS: dict[str, type[ActForm]] = {
    form.act: form for form in (SendCopyForm, RetryCopyForm, DropCopyForm, ReplaceCopyForm, WithdrawCopyForm)
}
