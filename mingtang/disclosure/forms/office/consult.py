"""征求意见的表单。"""

from __future__ import annotations

from typing import Any

from mingtang.disclosure.actions import consult
from mingtang.disclosure.forms.office.base import (
    AboutConsultation,
    ActForm,
    choice_field,
    day_field,
    line_field,
    words_field,
)
from mingtang.disclosure.story import Consultation

PARTIES = (("third_party", "第三方"), ("co_maker", "共同制作机关"), ("other_organ", "其他机关"))


class Consult(ActForm):
    kind = "consultation_sent"
    issues = True
    advice = "发出当日计入期限，次日起暂停；对方收到之日起15个工作日内答复。"
    consequence = "征求意见书发出后暂停计时，并告知申请人。"

    party = choice_field("征求谁的意见", PARTIES, "选定征求哪一方的意见", initial="third_party")
    name = line_field("名称或者姓名", "填写对方的名称或者姓名", help_text="加密存放，页面上只显示遮盖后的名称")
    contact = line_field("地址、电话", longest=200, help_text="寄送征求意见书用，加密存放")
    subject = words_field("所涉信息", "写明要征求意见的是哪些信息，不写申请人是谁")
    deadline = day_field("请对方答复的日期", required=False, help_text="请其他机关协办的必填")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("party") == "other_organ" and not given.get("deadline"):
            self.add_error("deadline", "请其他机关协办的，填写请对方答复的日期")
        return given

    def do(self) -> Any:
        names = ("party", "name", "contact", "subject", "deadline")
        return consult.send(self.scene.case, **{name: self.cleaned_data[name] for name in names}, **self.common)


class ServeConsultation(AboutConsultation):
    kind = "consultation_served"

    def concerns(self, item: Consultation) -> bool:
        return item.open and item.party_received_on is None

    def do(self) -> Any:
        return consult.serve(self.scene.case, ref=self.cleaned_data["ref"], **self.common)


class AnswerConsultation(AboutConsultation):
    kind = "consultation_answered"
    advice = "日期填收到答复的那一天，当日仍扣除，次日起恢复计时。"

    answer = choice_field("对方的意见", tuple(consult.ANSWERS.items()), "选定对方的意见")
    reasons = words_field("对方的理由", longest=2000)

    def do(self) -> Any:
        names = ("ref", "answer", "reasons")
        return consult.answer(self.scene.case, **{name: self.cleaned_data[name] for name in names}, **self.common)


class LapseConsultation(AboutConsultation):
    kind = "consultation_lapsed"
    advice = "第三方逾期不答复的，由本机关依照条例决定是否公开；共同制作机关逾期不答复的，视为同意公开。"

    def do(self) -> Any:
        return consult.lapse(self.scene.case, ref=self.cleaned_data["ref"], **self.common)


class Weigh(AboutConsultation):
    kind = "interest_weighed"

    reasons = words_field("衡量的理由", "写明不公开会不会对公共利益造成重大影响", rows=4, longest=2000)

    def concerns(self, item: Consultation) -> bool:
        return item.party == "third_party" and not item.open

    def do(self) -> Any:
        given = self.cleaned_data
        return consult.weigh(self.scene.case, ref=given["ref"], reasons=given["reasons"], **self.common)


class Tell(AboutConsultation):
    kind = "third_party_told"
    issues = True
    advice = "第三方不同意公开、本机关决定公开的，将公开的内容和理由书面告知第三方；第三方可以申请复议或者起诉。"
    consequence = "告知书随即签发并取号，送出后另行登记。"

    content = words_field("决定公开的内容", "写明决定公开哪些内容，不写申请人是谁", longest=2000)
    reason = words_field("理由", "写明不公开对公共利益有什么重大影响", rows=4, longest=2000)

    def concerns(self, item: Consultation) -> bool:
        return item in self.scene.story.overruled

    def do(self) -> Any:
        names = ("ref", "content", "reason")
        return consult.tell(self.scene.case, **{name: self.cleaned_data[name] for name in names}, **self.common)
