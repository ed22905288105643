"""每件事一张表单：写什么、做完会怎样；``do`` 调用行为。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms

from mingtang.organs.models import Staff
from mingtang.publishing import actions
from mingtang.publishing.actions.review import SECRECY
from mingtang.publishing.models import CheckRun, Column, ColumnKind, Document, Piece
from mingtang.publishing.models.pieces import Validity
from mingtang.publishing.rules import RULES, Rule


@dataclass(frozen=True)
class Scene:
    """What a form needs to know: the piece, who acts, the day and the moment, the last check of this version."""

    piece: Piece
    staff: Staff
    day: date
    now: datetime
    run: CheckRun | None = None

    @property
    def blocked(self) -> bool:
        """Whether the machine blocks this version."""
        return bool(self.run and self.run.verdict == "block")


def words(
    label: str, required: str = "", *, rows: int = 3, longest: int = 1000, **options: Any
) -> forms.CharField:
    """A piece of text; ``required`` is the sentence when it is missing, empty for an optional one."""
    return forms.CharField(
        label=label, required=bool(required), max_length=longest, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required}, **options,
    )  # fmt: skip


def moment(label: str, required: str = "", **options: Any) -> forms.DateTimeField:
    """A day and a time of day, in the time of the office."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(
        label=label, required=bool(required), widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={"required": required, "invalid": f"{label}写成 2022-10-26 09:00 的样子"}, **options,
    )  # fmt: skip


class ActForm(forms.Form):
    """一件事的表单。"""

    act = ""
    done = ""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, scene: Scene, **kwargs: Any) -> None:
        self.scene = scene
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.prepare()

    def prepare(self) -> None:
        """Fit the fields to the piece."""

    @property
    def rule(self) -> Rule:
        """The rule of this act."""
        return RULES[self.act]

    @property
    def title(self) -> str:
        """The name of the act, on its page and on its button."""
        return self.rule.label

    @property
    def grave(self) -> str:
        """What follows, when it is asked once more before the act is done."""
        return self.rule.grave

    def given(self, *names: str) -> dict[str, Any]:
        """Who, on which day, and these answers."""
        return {
            "by": self.scene.staff,
            "on": self.scene.day,
            **{name: self.cleaned_data[name] for name in names},
        }

    def told(self) -> list[tuple[str, str]]:
        """(label, value) of what was typed, for the second look."""
        return [
            (str(field.label), self._said(name, field))
            for name, field in self.fields.items()
            if name != "seen" and self.cleaned_data.get(name) not in (None, "", False)
        ]

    def _said(self, name: str, field: forms.Field) -> str:
        value = self.cleaned_data[name]
        if isinstance(value, datetime):
            return f"{value:%Y-%m-%d %H:%M}"
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            return str(dict(list(field.choices)).get(str(value), value))  # type: ignore[arg-type]
        return str(value)

    def do(self) -> Any:
        """Do the act. Raises Refused with one sentence."""
        raise NotImplementedError


class SubmitForm(ActForm):
    act, done = "submit", "已送审。"
    secrecy = forms.ChoiceField(
        label="保密审查意见", choices=list(SECRECY.items()), widget=forms.RadioSelect,
        error_messages={"required": "选定保密审查意见"}, help_text="谁公开谁审查（政府信息公开条例第十七条）",
    )  # fmt: skip
    words_of_secrecy = words("补充说明", rows=2, longest=300)
    explanation = words(
        "机器检查有阻断项，认为无误的说明",
        rows=3,
        longest=500,
        help_text="没有阻断项就不填；放行与否由主要领导决定",
    )

    def do(self) -> CheckRun:
        more = self.cleaned_data["words_of_secrecy"].strip()
        secrecy = SECRECY[self.cleaned_data["secrecy"]] + (f"。{more}" if more else "")
        return actions.submit(self.scene.piece, secrecy=secrecy, **self.given("explanation"))


class RecallForm(ActForm):
    act, done = "recall", "已撤回，可以修改。"
    reason = words("撤回的原因", "写明撤回的原因")

    def do(self) -> Any:
        return actions.recall(self.scene.piece, **self.given("reason"))


class PassForm(ActForm):
    act, done = "pass_up", "已通过，报主要领导审批。"
    opinion = words("审核意见", help_text="可以不写；机器检查有阻断项时必写")

    def do(self) -> Any:
        return actions.pass_up(self.scene.piece, **self.given("opinion", "seen"))


class ReturnForm(ActForm):
    act, done = "send_back", "已退回科室。"
    opinion = words("退回的原因和要改的地方", "写明退回的原因和要改的地方")

    def do(self) -> Any:
        return actions.send_back(self.scene.piece, **self.given("opinion", "seen"))


class ApproveForm(ActForm):
    act, done = "approve", "已批准。"
    opinion = words("审批意见", help_text="可以不写")
    at = moment("定时发布", help_text="不填就现在发布")
    until = moment("到时撤下", help_text="不填就一直留在线上")
    override = words("放行的理由", rows=2, longest=500, help_text="机器检查有阻断项，批准就要写明")

    def prepare(self) -> None:
        if not self.scene.blocked:
            del self.fields["override"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        start, end = given.get("at"), given.get("until")
        if start and start <= self.scene.now:
            self.add_error("at", "定时发布的时间已经过了，另定一个时间，或者不填")
        if end and end <= (start or self.scene.now):
            self.add_error("until", "撤下的时间要在发布以后")
        return given

    def do(self) -> Any:
        override = self.cleaned_data.get("override", "")
        return actions.approve(
            self.scene.piece, override=override, **self.given("opinion", "seen", "at", "until")
        )


class UrgentForm(ActForm):
    act, done = "publish_urgently", "已紧急发布，等没有签意见的领导补审。"
    reason = words("为什么要紧急发布", "写明为什么要紧急发布")
    basis = words("依据", "写明依据：应急预案、文件、领导批示", rows=2, longest=300)
    override = words("放行的理由", rows=2, longest=500, help_text="机器检查有阻断项时，只有主要领导能放行")

    def prepare(self) -> None:
        if not self.scene.blocked:
            del self.fields["override"]

    def do(self) -> Any:
        override = self.cleaned_data.get("override", "")
        return actions.publish_urgently(
            self.scene.piece, now=self.scene.now, override=override, **self.given("reason", "basis", "seen")
        )


class AfterForm(ActForm):
    act, done = "review_after", "已补审。"
    agree = forms.TypedChoiceField(
        label="意见", choices=[("yes", "同意发布"), ("no", "不同意，随即撤下")], widget=forms.RadioSelect,
        coerce=lambda value: value == "yes", error_messages={"required": "选定意见"},
    )  # fmt: skip
    opinion = words("说明", help_text="不同意的必写")

    def do(self) -> Any:
        return actions.review_after(self.scene.piece, **self.given("opinion", "agree"))


class AskRemovalForm(ActForm):
    act, done = "ask_removal", "已申请撤下，等领导决定。"
    reason = words("申请撤下的理由", "写明申请撤下的理由")
    replacement = forms.CharField(
        label="代替它的页面", required=False, max_length=200, help_text="网址，没有就不填"
    )

    def do(self) -> Any:
        return actions.ask_removal(self.scene.piece, **self.given("reason", "replacement"))


class RefuseRemovalForm(ActForm):
    act, done = "refuse_removal", "已答复科室，稿件留在线上。"
    reason = words("不同意撤下的理由", "写明不同意撤下的理由")

    def do(self) -> Any:
        return actions.refuse_removal(self.scene.piece, **self.given("reason"))


class WithdrawForm(AskRemovalForm):
    act, done = "withdraw", "已撤下。"
    reason = words("撤下的理由", "写明撤下的理由")

    def do(self) -> Any:
        return actions.withdraw(self.scene.piece, **self.given("reason", "replacement"))


class PlanRemovalForm(AskRemovalForm):
    act, done = "plan_removal", "已定时撤下。"
    reason = words("定时撤下的理由", "写明定时撤下的理由")
    at = moment("撤下的时间", "填写撤下的时间")

    def do(self) -> Any:
        return actions.plan_removal(self.scene.piece, **self.given("at", "reason", "replacement"))


class UnplanRemovalForm(ActForm):
    act, done = "unplan_removal", "已取消定时撤下。"
    reason = words("原因", rows=2)

    def do(self) -> Any:
        return actions.unplan_removal(self.scene.piece, **self.given("reason"))


class RestoreForm(ActForm):
    act, done = "restore", "已恢复。"
    reason = words("恢复的理由", "写明恢复的理由")

    def do(self) -> Any:
        return actions.restore(self.scene.piece, **self.given("reason"))


class ColumnChoice(forms.ModelChoiceField):
    """栏目，按树的次序，写出上级。"""

    def label_from_instance(self, obj: Any) -> str:
        return f"{'　' * max(obj.depth - 3, 0)}{obj.title}"


class MoveForm(ActForm):
    act, done = "move", "已调整栏目，原网址转到新网址。"
    column = ColumnChoice(
        label="调整到", queryset=Column.objects.none(), error_messages={"required": "选定栏目"}
    )
    reason = words("调整的理由", "写明调整栏目的理由", rows=2)

    def prepare(self) -> None:
        places = Column.objects.exclude(kind=ColumnKind.GROUP).filter(target="").order_by("path")
        self.fields["column"].queryset = places  # type: ignore[attr-defined]

    def do(self) -> Any:
        given = self.given("reason")
        return actions.move(self.scene.piece, self.cleaned_data["column"], **given)


class RepealForm(ActForm):
    act, done = "repeal", "已标明效力。"
    validity = forms.ChoiceField(
        label="效力状态",
        choices=Validity.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "选定效力状态"},
    )
    note = forms.CharField(
        label="效力说明", max_length=200, help_text="如“自2022年3月1日起废止”",
        error_messages={"required": "写明依据，如“自2022年3月1日起废止”"},
    )  # fmt: skip
    number = forms.CharField(label="由哪份公文", required=False, max_length=60, help_text="文号；没有就不填")

    def clean_number(self) -> Document | None:
        number = self.cleaned_data["number"].strip()
        if not number:
            return None
        found = Document.objects.filter(live=True, number=number).exclude(pk=self.scene.piece.pk).first()
        if found is None:
            raise forms.ValidationError("线上没有这个文号的公文，核对文号，或者先发布那份公文")
        return found

    def do(self) -> Any:
        document = self.scene.piece
        assert isinstance(document, Document)  # noqa: S101 - the rule lets nothing else come here
        replaced_by = self.cleaned_data["number"]
        return actions.repeal(document, replaced_by=replaced_by, **self.given("validity", "note"))


FORMS: dict[str, type[ActForm]] = {
    form.act: form
    for form in (
        SubmitForm, RecallForm, PassForm, ReturnForm, ApproveForm, UrgentForm, AfterForm, AskRemovalForm,
        RefuseRemovalForm, WithdrawForm, PlanRemovalForm, UnplanRemovalForm, RestoreForm, MoveForm, RepealForm,
    )
}  # fmt: skip
