"""行为表单的共同部分：日期、看到第几个行为为止、哪一件案子、谁在做。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from mingtang.disclosure.models import Case
from mingtang.disclosure.procedure import RULES
from mingtang.disclosure.story import Consultation, Story
from mingtang.law.calendar import Calendar
from mingtang.law.outcomes import OUTCOMES
from mingtang.organs.models import Staff


@dataclass(frozen=True)
class Scene:
    """What a form needs to know: the case, its story, who acts, the day and the calendar."""

    case: Case
    story: Story
    staff: Staff
    day: date
    calendar: Calendar


def day_field(label: str, **options: Any) -> forms.DateField:
    """A date with the picker of the browser."""
    options.setdefault("error_messages", {})
    options["error_messages"] = {
        "required": f"填写{label}", "invalid": f"{label}写成 2022-10-24 的样子", **options["error_messages"]
    }  # fmt: skip
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, input_formats=["%Y-%m-%d"], **options)


def words_field(label: str, required: str = "", *, rows: int = 3, longest: int = 1000, **options: Any) -> forms.CharField:
    """A piece of text; ``required`` is the sentence when it is missing, empty for an optional one."""
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required},
        **options,
    )


def line_field(label: str, required: str = "", *, longest: int = 120, **options: Any) -> forms.CharField:
    """One line of text; ``required`` as in ``words_field``."""
    return forms.CharField(
        label=label, required=bool(required), max_length=longest, error_messages={"required": required}, **options
    )


def choice_field(label: str, choices: Any, required: str = "", **options: Any) -> forms.ChoiceField:
    """One of a few, as a list of buttons."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        required=bool(required),
        error_messages={"required": required, "invalid_choice": f"{label}不在列表里，另选一项"},
        **options,
    )


def outcome_choices(case: Case, story: Story) -> list[tuple[str, str]]:
    """The outcomes a person may propose for this kind of case, as it stands."""
    if case.kind != "request":
        from mingtang.disclosure.models.case import OTHER_OUTCOMES

        wanted = "publication" if case.kind == "suggestion" else "correct"
        return [(code, label) for code, label in OTHER_OUTCOMES.items() if code.startswith(wanted)]
    out_of_place = _out_of_place(story)
    return [(code, each.label) for code, each in OUTCOMES.items() if code not in out_of_place]


def _out_of_place(story: Story) -> set[str]:
    """A withdrawal is the applicant's own act; nothing lapses that was not asked for or has come."""
    asked, fee = story.supplement, story.fee
    lapses = {
        "supplement_lapsed": asked is not None and asked.received_on is None,
        "fee_unpaid": fee is not None and fee.paid_on is None,
    }
    return {"withdrawn", *(code for code, may in lapses.items() if not may)}


WHY_DESPITE = "核对有提醒的，写一句为什么照此签发；原因记入案卷、文书和审计"


class ActForm(forms.Form):
    """一种行为的表单。``do`` 调用行为，返回后由页面回到案件；``ask`` 在办重大行为前说明后果。"""

    kind = ""
    advice = ""
    consequence = ""
    asks_first = False
    issues = False  # whether a letter goes out with the act, about which the check may warn

    on = day_field("日期")
    seen = forms.IntegerField(widget=forms.HiddenInput)

    field_order: list[str] | None = None

    def __init__(self, *args: Any, scene: Scene, **kwargs: Any) -> None:
        initial = {"on": scene.day, "seen": scene.case.acts.count(), **kwargs.pop("initial", {})}
        self.scene = scene
        super().__init__(*args, **{**kwargs, "initial": initial, "label_suffix": ""})
        if self.issues:
            self.fields["despite"] = words_field("不改的原因", rows=2, longest=500, help_text=WHY_DESPITE)
            if not (self.warned or self.data.get("despite")):
                self.fields["despite"].widget = forms.HiddenInput()
        self.prepare()
        self.order_fields([*(name for name in self.fields if name not in ("on", "seen")), "on", "seen"])

    def prepare(self) -> None:
        """Fill choices that depend on the case."""

    @property
    def rule(self) -> Any:
        """The rule of the procedure this form is for."""
        return RULES[self.kind]

    @property
    def title(self) -> str:
        """The name of the act, on its page and on its button."""
        return str(self.rule.label)

    @property
    def confirms(self) -> bool:
        """Whether a second look is asked for before the act."""
        return bool(self.rule.grave or self.asks_first)

    @property
    def warned(self) -> bool:
        """Whether the check already warns of the letter, so that the reason is asked at once."""
        return False

    def ask_reason(self, why: str) -> None:
        """Show the place for the reason, with what was typed kept."""
        self.fields["despite"].widget = forms.Textarea(attrs={"rows": 2})
        self.add_error("despite", why.rstrip("。"))

    def clean_on(self) -> date:
        """An official act is never dated in the future."""
        on: date = self.cleaned_data["on"]
        if on > self.scene.day:
            raise forms.ValidationError(f"日期晚于今天（{self.scene.day:%Y-%m-%d}），填今天或以前的日期")
        return on

    @property
    def common(self) -> dict[str, Any]:
        """Who, on which day, having seen how much; why a letter goes out despite a warning."""
        given = {"by": self.scene.staff, "on": self.cleaned_data["on"], "seen": self.cleaned_data["seen"]}
        return given | ({"despite": self.cleaned_data.get("despite") or ""} if self.issues else {})

    def foretold(self) -> Iterator[tuple[str, str]]:
        """(label, value) of what follows from the act, shown before a grave act is done."""
        return iter(())

    def told(self) -> Iterator[tuple[str, str]]:
        """(label, value) of what was typed, for the second look."""
        for name, field in self.fields.items():
            if name == "seen" or self.cleaned_data.get(name) in (None, "", []):
                continue
            value = self.cleaned_data[name]
            if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
                value = dict(list(field.choices)).get(str(value), value)  # type: ignore[arg-type]
            yield str(field.label), f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)

    def do(self) -> Any:
        """Do the act. Raises Refused with one sentence."""
        raise NotImplementedError


class AboutConsultation(ActForm):
    """A form about one consultation of the case."""

    ref = choice_field("哪一份征求意见书", (), "选定征求意见书")

    def prepare(self) -> None:
        found = [item for item in self.scene.story.consultations if self.concerns(item)]
        self.fields["ref"].choices = [(c.ref, f"{c.name}，{c.sent_on:%Y-%m-%d}发出") for c in found]  # type: ignore[attr-defined]
        if len(found) == 1:
            self.initial.setdefault("ref", found[0].ref)

    def concerns(self, item: Consultation) -> bool:
        """Which consultations this act can be about."""
        return item.open
