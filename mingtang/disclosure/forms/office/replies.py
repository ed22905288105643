"""答复书的审核、退回、签发、送出、送达、退件的表单。"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django import forms

from mingtang.disclosure.actions import letters
from mingtang.disclosure.disclosed import chosen, fixed_to
from mingtang.disclosure.forms.office.base import ActForm, choice_field, line_field, words_field
from mingtang.disclosure.issuing import as_if_signed, facts_of, findings, signing_day
from mingtang.disclosure.letters.catalogue import KINDS
from mingtang.disclosure.letters.gate import GateFinding
from mingtang.disclosure.models import Act, Letter
from mingtang.disclosure.words import outcome_label
from mingtang.law.delivery import METHODS, RETURN_CAUSES


class AboutDraft(ActForm):
    """A form about the reply under review."""

    @cached_property
    def draft(self) -> Letter | None:
        """The draft that waits."""
        found = Letter.objects.filter(case=self.scene.case, pk=self.scene.story.draft).select_related("organ").first()
        if found:  # as it would be signed today
            found.dated_on = signing_day(found.dated_on, self.scene.story, self.scene.day)
        return found

    @cached_property
    def finds(self) -> list[dict[str, Any]]:
        """What the gate says of it today."""
        return gate_of(self.draft, self.scene) if self.draft else []


def gate_of(letter: Letter, scene: Any, form: forms.Form | None = None) -> list[dict[str, Any]]:
    """The findings of the gate as the page lists them, blocking ones first; they lead to the control of ``form`` to mend.

    That the review is not over is no fault of the letter: it is the next step, and told as such.
    """
    letter = as_if_signed(letter, scene.day)
    facts = facts_of(scene.case, scene.story, outcome=letter.outcome, ref=letter.ref)
    found = [each for each in findings(letter, facts, scene.day) if not each.ok and each.code != "review"]
    return [_shown(each, form) for each in sorted(found, key=lambda each: not each.blocks)]


def _control(form: forms.Form | None, name: str) -> str:
    """The address of the control on this page, '' where it has none: the first of a list, else its own."""
    fields = form.fields if form else {}
    return next((f"#id_{each}" for each in fields if each == name or (name and each.startswith(f"{name}-"))), "")


def _shown(found: GateFinding, form: forms.Form | None) -> dict[str, Any]:
    return {
        "level": "bad" if found.blocks else "warn",
        "title": found.title,
        "left_label": "文书",
        "left": found.left,
        "right_label": "案卷",
        "right": found.right,
        "sign": found.sign,
        "text": f"{found.cite.short}。{found.sentence}" if found.cite else found.sentence,
        "url": _control(form, found.field),
        "mend": "改这一项",
    }


class Review(AboutDraft):
    kind = "reviewed"
    advice = "通过后报下一级；有不同意见的退回修改。"

    opinion = words_field("审核意见", longest=500)

    def do(self) -> Any:
        return letters.review(self.scene.case, opinion=self.cleaned_data["opinion"], **self.common)


class SendBack(AboutDraft):
    kind = "returned"
    advice = "退回拟稿人修改，期限照走。"

    opinion = words_field("怎样修改", "写明怎样修改", longest=500)

    def do(self) -> Any:
        return letters.send_back(self.scene.case, opinion=self.cleaned_data["opinion"], **self.common)


class Recall(AboutDraft):
    kind = "recalled"
    advice = "撤回自己拟的稿子，改好后重新报审；本科室没有别人审核的，撤回后由经办人报审。"

    why = line_field("为什么撤回", longest=200)

    def do(self) -> Any:
        return letters.recall(self.scene.case, why=self.cleaned_data["why"], **self.common)


class Decide(AboutDraft):
    kind = "decided"
    issues = True
    advice = "签发即作出处理决定：核对无误后取号，正文、PDF、DOCX 随即冻结。"
    consequence = "签发后文书内容和文号不再变动；有误的用“重新答复”更正。"

    def foretold(self) -> Iterator[tuple[str, str]]:
        if self.draft:
            yield "文书", self.draft.title
            yield "处理结果", outcome_label(self.draft.outcome)
            if self.draft.dated_on:
                yield "成文日期", f"{self.draft.dated_on:%Y-%m-%d}"
            if files := fixed_to(self.draft).get("files"):
                yield "随答复公开", "、".join(each.label for each in chosen(self.scene.case)) + f"（{len(files)}份）"

    @property
    def warned(self) -> bool:
        """Whether the check warns of the draft."""
        return any(each["level"] == "warn" for each in self.finds)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.warned and not given.get("despite"):
            self.add_error("despite", "核对有提醒，改好后签发，或者写一句不改的原因")
        return given

    def do(self) -> Any:
        return letters.decide(self.scene.case, **self.common)


class AboutLetter(ActForm):
    """A form about one issued letter."""

    letter = forms.ModelChoiceField(
        Letter.objects.none(), label="文书", empty_label=None, error_messages={"required": "选定文书"}
    )

    def prepare(self) -> None:
        found = Letter.objects.filter(case=self.scene.case, state="issued", pk__in=self.eligible())
        self.fields["letter"].queryset = found  # type: ignore[attr-defined]
        self.fields["letter"].label_from_instance = lambda each: f"{each.title} {each.number}"  # type: ignore[attr-defined]

    def eligible(self) -> list[int]:
        """Which letters this act can be about: those on their way."""
        waiting = self.scene.story.dispatches
        return [item.letter for item in waiting if item.served_on is None and item.returned_on is None]


class Send(AboutLetter):
    kind = "sent"
    advice = "邮寄以交邮之日、当面送达以签收之日、网上以发出之日判断是否按期（国办公开办函〔2016〕235号）。"
    consequence = "邮寄、网上送达的，送出之日为答复之日；当面、委托送达的，申请人签收之日为答复之日，签收后再登记送达。"

    method = choice_field("送达方式", [(code, each.label) for code, each in METHODS.items()], "选定送达方式", initial="mail")
    tracking = line_field("邮件号", longest=40, help_text="邮寄的必填，作为交邮的凭据")

    def eligible(self) -> list[int]:
        decision = self.scene.story.decision
        return [decision.letter] if decision else []

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("method") == "mail" and not given.get("tracking"):
            self.add_error("tracking", "邮寄的填写邮件号")
        return given

    def do(self) -> Any:
        given = self.cleaned_data
        return letters.send(
            self.scene.case, given["letter"], method=given["method"], tracking=given["tracking"], **self.common
        )


class SendNotice(Send):
    kind = "notice_sent"
    advice = "补正、延期、收费、征求意见等告知书的寄送凭据。缴费期限从申请人收到收费通知书的次日起算。"

    def eligible(self) -> list[int]:
        gone = {item.letter for item in self.scene.story.dispatches if item.returned_on is None}
        notices = [code for code, kind in KINDS.items() if kind.numbered and not kind.final]
        issued = Letter.objects.filter(case=self.scene.case, state="issued", code__in=notices)
        return [pk for pk in issued.values_list("pk", flat=True) if pk not in gone]

    def do(self) -> Any:
        given = self.cleaned_data
        return letters.send_notice(
            self.scene.case, given["letter"], method=given["method"], tracking=given["tracking"], **self.common
        )


class ReturnField(forms.ModelChoiceField):
    """One return of the case, by its day and cause."""

    def label_from_instance(self, obj: Any) -> str:
        cause = RETURN_CAUSES.get(obj.data.get("cause", ""), "没有记由谁造成")
        return f"{obj.data.get('returned_on') or obj.on.isoformat()}退件（{cause}）"


class Serve(AboutLetter):
    kind = "served"

    how = line_field("怎样送达的", help_text="如：EMS 妥投，本人签收")

    def do(self) -> Any:
        given = self.cleaned_data
        return letters.serve(self.scene.case, given["letter"], how=given["how"], **self.common)


CAUSES = (
    ("applicant", "地址、收件人与申请人提供的一致，查无此人、拒收、迁移等：申请人一侧的原因，仍按第一次交邮之日计算时限"),
    ("organ", "本机关写错、漏写地址或者收件人，邮资不足：本机关的原因，按改正后送出之日计算时限"),
)


class Returned(AboutLetter):
    kind = "returned_mail"
    advice = "先对照申请书上的通信地址，再选由谁造成。条例对退件没有规定，由国办公开办函〔2016〕235号“以交邮之日为准”推定。"

    cause = choice_field("由谁造成", CAUSES, "选定退件由谁造成")
    why = line_field("退回的原因", "写明退回的原因", help_text="见退件上的批注，如：查无此人")

    def do(self) -> Any:
        given = self.cleaned_data
        return letters.returned(
            self.scene.case, given["letter"], cause=given["cause"], why=given["why"], **self.common
        )


class JudgeReturn(ActForm):
    kind = "return_judged"
    advice = "退件由谁造成登记错了的，在这里更正；是否按期随之重新计算，原登记仍留在案卷里。"
    asks_first = True
    consequence = "是否按期按更正后的原因重新计算。"

    act = ReturnField(Act.objects.none(), label="哪一次退件", empty_label=None, error_messages={"required": "选定退件"})
    cause = choice_field("由谁造成", CAUSES, "选定退件由谁造成")
    why = line_field("为什么更正", "写明为什么更正")

    def prepare(self) -> None:
        found = self.scene.case.acts.standing().filter(kind="returned_mail").order_by("-seq")
        self.fields["act"].queryset = found  # type: ignore[attr-defined]

    def do(self) -> Any:
        given = self.cleaned_data
        return letters.judge_return(self.scene.case, given["act"], cause=given["cause"], why=given["why"], **self.common)
