"""收尾的表单：撤回、转送告知、重复、主动公开建议、归档、更正登记、复议诉讼。"""

from __future__ import annotations

from typing import Any

from django import forms

from mingtang.disclosure.actions import close, remedies
from mingtang.disclosure.duplicates import earlier_of_same_person
from mingtang.disclosure.forms.office.base import ActForm, choice_field, day_field, line_field, words_field
from mingtang.disclosure.models import ONCE_ONLY, Act, Case, Remedy, RemedyRoute
from mingtang.law.disputes import RECONSIDERATION_RESULTS, SUIT_RESULTS


class Withdraw(ActForm):
    kind = "withdrawn"
    consequence = "登记撤回后案件办结，不能恢复办理。"

    evidence = line_field("书面材料", "写明凭哪一份书面材料", longest=200, help_text="材料原件在“附件”里上传")

    def do(self) -> Any:
        return close.withdraw(self.scene.case, evidence=self.cleaned_data["evidence"], **self.common)


class AdviseTransfer(ActForm):
    kind = "transfer_advised"

    to = line_field("负责公开的机关", "填写负责公开的机关名称")

    def do(self) -> Any:
        return close.advise_transfer(self.scene.case, to=self.cleaned_data["to"], **self.common)


class LinkRepeat(ActForm):
    kind = "repeat_linked"
    advice = "同一申请人、相同内容、此前已经答复，三项都符合的才是重复申请。"

    earlier = forms.ModelChoiceField(
        Case.objects.none(), label="此前的申请", empty_label="选择此前的申请", error_messages={"required": "选择此前的申请"}
    )

    def prepare(self) -> None:
        mine = [other.pk for other in earlier_of_same_person(self.scene.case) if close.answered_in_substance(other)]
        field = self.fields["earlier"]
        field.queryset = Case.objects.filter(pk__in=mine)  # type: ignore[attr-defined]
        field.label_from_instance = lambda case: f"{case.short_number} {case.title}"  # type: ignore[attr-defined]

    def do(self) -> Any:
        return close.link_repeat(self.scene.case, self.cleaned_data["earlier"], **self.common)


class ProposePublication(ActForm):
    kind = "publication_proposed"

    reason = words_field("理由", "写明为什么建议主动公开")

    def do(self) -> Any:
        return close.propose_publication(self.scene.case, reason=self.cleaned_data["reason"], **self.common)


class Examine(ActForm):
    kind = "examined"
    advice = "采纳的，及时在网站公开（条例第四十四条第二款）。"

    adopted = choice_field("结果", (("yes", "采纳，主动公开"), ("no", "不采纳")), "选择采纳或者不采纳")
    reason = words_field("理由", "写明采纳或者不采纳的理由")

    def do(self) -> Any:
        given = self.cleaned_data
        return close.examine(
            self.scene.case, adopted=given["adopted"] == "yes", reason=given["reason"], **self.common
        )


class Archive(ActForm):
    kind = "archived"
    asks_first = True
    consequence = "归档后案卷封存；此后只登记复议、诉讼，登记错了的可以更正。"

    volume = line_field("案卷号", longest=60)

    def do(self) -> Any:
        return close.archive(self.scene.case, volume=self.cleaned_data["volume"], **self.common)


class ActField(forms.ModelChoiceField):
    """One act of the case, shown by its day and name."""

    def label_from_instance(self, obj: Any) -> str:
        from mingtang.disclosure.words import title_of

        return f"{obj.on:%Y-%m-%d} {title_of(obj.kind)}（{obj.by_name}）"


class Void(ActForm):
    kind = "voided"
    advice = "登记错了的，撤销这一项再重新登记；原登记仍留在案卷里。"
    asks_first = True
    consequence = "所选登记不再起作用，期限和办理阶段随之重新计算。"

    act = ActField(Act.objects.none(), label="哪一项登记", error_messages={"required": "选定要更正的登记"})
    reason = words_field("为什么更正", "写明为什么更正")

    def prepare(self) -> None:
        final = close.NEVER_VOIDED | set(ONCE_ONLY)
        acts = Act.objects.filter(case=self.scene.case, corrects=None).exclude(kind__in=final).order_by("-seq")
        corrected = Act.objects.filter(case=self.scene.case, corrects__isnull=False).values("corrects")
        acts = acts.filter(kind__in=close.OF_REMEDIES) if self.scene.story.archived_on else acts
        self.fields["act"].queryset = acts.exclude(pk__in=corrected)  # type: ignore[attr-defined]

    def do(self) -> Any:
        given = self.cleaned_data
        return close.void(self.scene.case, given["act"], reason=given["reason"], **self.common)


class FileRemedy(ActForm):
    kind = "remedy_filed"
    advice = "表四按受理日期计数，受理日期填复议机关或者法院受理的那一天；登记得晚的，照实填。"

    route = choice_field("途径", RemedyRoute.choices, "选定途径")
    body = line_field("受理机关", "填写复议机关或者法院的名称", longest=80)
    filed_on = day_field("受理日期", required=False, help_text="不填的，取登记的日期")
    number = line_field("案号", longest=60)
    copy_received_on = day_field("收到副本", required=False)
    simple_procedure = forms.BooleanField(label="适用简易程序", required=False)
    prior = forms.ModelChoiceField(
        Remedy.objects.none(), label="此前的复议", required=False, empty_label="没有", help_text="复议后起诉的必填"
    )

    def prepare(self) -> None:
        earlier = Remedy.objects.filter(case=self.scene.case, route=RemedyRoute.RECONSIDERATION)
        self.fields["prior"].queryset = earlier  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("route") == RemedyRoute.SUIT_AFTER and not given.get("prior"):
            self.add_error("prior", "复议后起诉的，选定此前的复议")
        for name, what in (("copy_received_on", "收到副本"), ("filed_on", "受理")):
            if (day := given.get(name)) and day > self.scene.day:
                self.add_error(name, f"日期晚于今天（{self.scene.day:%Y-%m-%d}），填{what}的日期")
        return given

    def do(self) -> Any:
        names = ("route", "body", "number", "filed_on", "copy_received_on", "simple_procedure", "prior")
        given = {name: self.cleaned_data[name] for name in names}
        return remedies.file_remedy(self.scene.case, **given, **self.common)


class AboutRemedy(ActForm):
    """A form about one remedy."""

    kind = "remedy_filed"

    def __init__(self, *args: Any, remedy: Remedy, **kwargs: Any) -> None:
        self.remedy = remedy
        super().__init__(*args, **kwargs)


class AnswerRemedy(AboutRemedy):
    """The organ's answer and evidence, handed in."""

    title = "登记提交答复"

    answered_on = day_field("提交日期", required=False, help_text="不填的，取登记的日期")

    def do(self) -> Any:
        return remedies.answer_remedy(self.remedy, answered_on=self.cleaned_data["answered_on"], **self.common)


class DecideRemedy(AboutRemedy):
    """The end of a remedy; its column in table four follows from the disposition."""

    title = "登记审结"
    advice = "表四按审结日期计数，审结日期填决定书或者裁判文书的日期；登记得晚的，照实填。"

    decided_on = day_field("审结日期", required=False, help_text="不填的，取登记的日期")
    disposition = forms.ChoiceField(label="决定或者裁判", error_messages={"required": "选定决定或者裁判的种类"})
    redo_by = day_field("重新答复的期限", required=False, help_text="决定书、判决书责令重新答复的，填其中写明的期限")
    finding = words_field("纠正的原因")

    def prepare(self) -> None:
        known = RECONSIDERATION_RESULTS if self.remedy.route == RemedyRoute.RECONSIDERATION else SUIT_RESULTS
        choices = [("", "选择种类"), *((code, each.label) for code, each in known.items())]
        self.fields["disposition"].choices = choices  # type: ignore[attr-defined]

    def do(self) -> Any:
        given = self.cleaned_data
        return remedies.decide_remedy(
            self.remedy, disposition=given["disposition"], finding=given["finding"], decided_on=given["decided_on"],
            redo_by=given["redo_by"], **self.common,
        )
