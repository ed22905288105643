"""收件确认、登记、分送、检索、科室意见、补正、说明理由、延期、收费的表单。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms

from mingtang.disclosure.actions import handling, intake
from mingtang.disclosure.duplicates import count_this_month
from mingtang.disclosure.elements import to_offer
from mingtang.disclosure.forms.office.base import (
    ActForm,
    choice_field,
    day_field,
    line_field,
    outcome_choices,
    words_field,
)
from mingtang.kit.db import writing
from mingtang.law.clock import EXTENSION_WORKDAYS, SUPPLEMENT_WORKDAYS, Event
from mingtang.law.since import in_force
from mingtang.organs.models import Section


class ConfirmReceipt(ActForm):
    kind = "receipt_confirmed"
    advice = "双方确认之日就是收到申请之日，期限从次日起算。日期填实际确认的那一天。"

    how = line_field("怎样确认的", "写明确认的时间、方式和对方", help_text="如：10时20分电话确认，申请人本人接听")

    def do(self) -> Any:
        return intake.confirm_receipt(self.scene.case, how=self.cleaned_data["how"], **self.common)


class Register(ActForm):
    kind = "registered"
    issues = True

    note = line_field("备注", longest=200)

    def do(self) -> Any:
        return intake.register(self.scene.case, note=self.cleaned_data["note"], **self.common)


class Assign(ActForm):
    kind = "assigned"
    advice = "可以先后分送几个科室，最后一个为承办科室。"

    section = forms.ModelChoiceField(
        Section.objects.none(), label="科室", empty_label="选择科室", error_messages={"required": "选择科室"}
    )
    note = line_field("交办意见", longest=200)

    def prepare(self) -> None:
        field = self.fields["section"]
        field.queryset = Section.objects.filter(organ_id=self.scene.case.organ_id)  # type: ignore[attr-defined]

    def do(self) -> Any:
        given = self.cleaned_data
        return handling.assign(self.scene.case, given["section"], note=given["note"], **self.common)


class RecordSearch(ActForm):
    kind = "searched"
    advice = "答复“不存在”要靠检索记录证明：在哪里、用什么词、查了哪一段时间。"

    units = line_field("检索单位", "写明由哪个单位检索")
    systems = line_field("系统和档案", "写明检索了哪些系统、哪处档案")
    keywords = line_field("关键词", "写明用了哪些关键词")
    period = line_field("时间范围")
    found = words_field("结果", "写明检索到什么，没有的写“没有”")
    pages = forms.IntegerField(label="页数", required=False, min_value=0, max_value=99999)

    def do(self) -> Any:
        names = ("units", "systems", "keywords", "period", "found")
        search = {name: self.cleaned_data[name] for name in names} | {"pages": self.cleaned_data["pages"] or 0}
        return handling.record_search(self.scene.case, search=search, **self.common)


class GiveOpinion(ActForm):
    kind = "opinion"
    advice = "写明公开、部分公开或者不公开，逐项说明理由和条款。"

    outcome = forms.ChoiceField(label="意见", error_messages={"required": "选择处理意见"})
    reason = words_field("理由", "写明理由和依据的条款", rows=4, longest=2000)

    def prepare(self) -> None:
        self.fields["outcome"].choices = [("", "选择处理意见"), *outcome_choices(self.scene.case, self.scene.story)]  # type: ignore[attr-defined]

    def do(self) -> Any:
        given = self.cleaned_data
        return handling.give_opinion(self.scene.case, outcome=given["outcome"], reason=given["reason"], **self.common)


class AddSupplementPoint(ActForm):
    kind = "supplement_point"
    advice = "补正只能要求一次，各审查人的要点收齐后一并告知。"

    item = line_field("要补什么", "写明需要补正的事项", longest=200)
    guidance = words_field("怎样补", "写明怎样补正，给申请人指导和释明")

    def prepare(self) -> None:
        for first in to_offer(self.scene.case, self.scene.story)[:1]:
            self.initial.setdefault("item", first.item)
            self.initial.setdefault("guidance", first.guidance)

    def do(self) -> Any:
        given = self.cleaned_data
        return handling.add_supplement_point(
            self.scene.case, item=given["item"], guidance=given["guidance"], **self.common
        )


class AskSupplement(ActForm):
    kind = "supplement_asked"
    issues = True
    consequence = "补正告知书发出后停止计时，不能再次要求补正。"

    also = forms.MultipleChoiceField(
        label="申请缺的要素，一并列入", required=False, widget=forms.CheckboxSelectMultiple, help_text="条例第二十九条第二款；不需要的取消勾选"
    )
    deadline = day_field("补正期限", help_text="给申请人合理的时间")

    def prepare(self) -> None:
        self.offered = {each.key: each for each in to_offer(self.scene.case, self.scene.story)}
        self.fields["also"].choices = [(key, f"{each.item}：{each.guidance}") for key, each in self.offered.items()]  # type: ignore[attr-defined]
        self.initial.setdefault("also", list(self.offered))
        if not self.offered:
            del self.fields["also"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        scene = kwargs["scene"]
        days = in_force(SUPPLEMENT_WORKDAYS, scene.day).value
        kwargs["initial"] = {"deadline": scene.calendar.add_workdays(scene.day, days)}
        super().__init__(*args, **kwargs)

    def foretold(self) -> Iterator[tuple[str, str]]:
        for number, point in enumerate(self.scene.story.points, start=1):
            yield f"要点{number}", f"{point['item']}：{point['guidance']}"

    def told(self) -> Iterator[tuple[str, str]]:
        yield from ((label, value) for label, value in super().told() if label != self.fields.get("also", forms.Field()).label)
        for key in self.cleaned_data.get("also", ()):
            yield "一并列入", f"{self.offered[key].item}：{self.offered[key].guidance}"

    def do(self) -> Any:
        common, chosen = self.common, self.cleaned_data.get("also", ())
        with writing():
            for each in (self.offered[key] for key in chosen):
                handling.add_supplement_point(
                    self.scene.case, by=common["by"], on=common["on"], item=each.item, guidance=each.guidance, seen=common["seen"]
                )
                common["seen"] += 1
            return handling.ask_supplement(self.scene.case, deadline=self.cleaned_data["deadline"], **common)


class ReceiveSupplement(ActForm):
    kind = "supplement_received"
    advice = "答复期限从收到补正之日的次日重新起算。"

    how = line_field("怎样收到的", "写明收到补正的方式", help_text="如：当面提交、EMS 签收、与申请人电话确认")
    text = words_field("补正的内容", rows=5, longest=2000, help_text="照原文录入，答复书随申请内容一并引用；网上提交的已在案卷里，不用再录")

    def prepare(self) -> None:
        asked = self.scene.story.supplement
        if asked and asked.submitted_on:
            del self.fields["text"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "text" in self.fields and not given.get("text"):
            self.add_error("text", "照原文录入补正的内容；只交了证件、材料的，写明交了什么")
        return given

    def do(self) -> Any:
        given = self.cleaned_data
        return handling.receive_supplement(self.scene.case, how=given["how"], text=given.get("text", ""), **self.common)


class AskReasons(ActForm):
    kind = "reasons_asked"
    issues = True
    consequence = "要求说明理由期间照常计时；申请人不说明或者理由不合理的，可以不予处理。"

    deadline = day_field("说明的期限")
    facts = words_field("数量、频次", "写明申请的数量、频次，写出数字")

    def do(self) -> Any:
        given = self.cleaned_data
        return handling.ask_reasons(self.scene.case, deadline=given["deadline"], facts=given["facts"], **self.common)


class ReceiveReasons(ActForm):
    kind = "reasons_given"

    text = words_field("申请人的说明", "写明申请人说明的理由", rows=5, longest=2000)

    def do(self) -> Any:
        return handling.receive_reasons(self.scene.case, text=self.cleaned_data["text"], **self.common)


class Delay(ActForm):
    kind = "delayed"
    issues = True
    consequence = "延迟答复告知书发出后，按另定的日期答复。"

    until = day_field("答复日期")
    reason = words_field("理由", "写明为什么认为申请理由合理、需要延迟")

    def do(self) -> Any:
        given = self.cleaned_data
        return handling.delay(self.scene.case, until=given["until"], reason=given["reason"], **self.common)


def due_after(form: ActForm, workdays: int, on: date) -> date | None:
    """The due day if the reply were extended by ``workdays``, told on ``on``."""
    story = form.scene.story
    events = (*story.events, Event("extended", on, data={"workdays": workdays}))
    clock = replace(story, events=events).clock(form.scene.calendar, account=False)
    return clock.due if clock else None


class ProposeExtension(ActForm):
    kind = "extension_proposed"
    advice = "经工作机构负责人同意后，延期告知书要在期限届满前送出。"
    asks_first = True
    consequence = "报负责人同意；告知申请人以前，到期日不变。"

    workdays = forms.IntegerField(
        label="延长几个工作日", min_value=1, initial=20, error_messages={"required": "填写延长的工作日数"}
    )
    reason = words_field("理由（写入告知书）", "写明延期的理由")

    def foretold(self) -> Iterator[tuple[str, str]]:
        due = due_after(self, self.cleaned_data["workdays"], self.cleaned_data["on"])
        if due:
            yield "延长后的到期日", f"{due:%Y-%m-%d}"

    def clean_workdays(self) -> int:
        workdays: int = self.cleaned_data["workdays"]
        limit = in_force(EXTENSION_WORKDAYS, self.scene.story.received_on or self.scene.day).value
        if workdays > limit:
            raise forms.ValidationError(f"延期最多{limit}个工作日（条例第三十三条第二款）")
        return workdays

    def do(self) -> Any:
        given = self.cleaned_data
        return handling.propose_extension(
            self.scene.case, workdays=given["workdays"], reason=given["reason"], **self.common
        )


class ApproveExtension(ActForm):
    kind = "extension_approved"
    asks_first = True
    consequence = "同意后由经办人在期限届满前告知申请人。"

    opinion = line_field("意见", longest=200)

    def foretold(self) -> Iterator[tuple[str, str]]:
        asked = self.scene.story.extension
        if asked:
            yield "提请延长", f"{asked.workdays}个工作日"
            yield "提请的理由", asked.reason
            due = due_after(self, asked.workdays, self.cleaned_data["on"])
            yield "延长后的到期日", f"{due:%Y-%m-%d}" if due else ""

    def do(self) -> Any:
        return handling.approve_extension(self.scene.case, opinion=self.cleaned_data["opinion"], **self.common)


class RefuseExtension(ActForm):
    kind = "extension_refused"
    advice = "到期日不变；需要的可以另提一次。"

    opinion = line_field("意见", "写明为什么不同意延期", longest=200)

    def do(self) -> Any:
        return handling.refuse_extension(self.scene.case, opinion=self.cleaned_data["opinion"], **self.common)


class NotifyExtension(ActForm):
    kind = "extended"
    issues = True
    consequence = "延期告知书送出后，到期日随之改变，不能再次延期。"

    def foretold(self) -> Iterator[tuple[str, str]]:
        extension = self.scene.story.extension
        if extension:
            yield "延长", f"{extension.workdays}个工作日"
            due = due_after(self, extension.workdays, self.cleaned_data["on"])
            yield "新的到期日", f"{due:%Y-%m-%d}" if due else ""

    def do(self) -> Any:
        return handling.notify_extension(self.scene.case, **self.common)


class Charge(ActForm):
    kind = "fee_notice"
    issues = True
    advice = "一件申请选按件或者按量中的一种，不得同时使用。"
    consequence = "收费通知发出后停止计时，缴费次日重新起算；逾期不缴的不再处理。"

    mode = choice_field("计费方式", (("items", "按件"), ("pages", "按量（页）")), "选择计费方式", initial="items")
    count = forms.IntegerField(
        label="件数或者页数", min_value=1, max_value=99999, error_messages={"required": "填写件数或者页数"}
    )
    previous = forms.IntegerField(
        label="本月此前的件数", min_value=0, required=False, help_text="按件计费时，同一申请人本自然月内此前的申请件数"
    )

    facts = words_field("数量、频次超过合理范围的事实", "写明数量、频次怎样超过合理范围")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"previous": count_this_month(kwargs["scene"].case)}
        super().__init__(*args, **kwargs)

    def _previous(self) -> int:
        return self.cleaned_data["previous"] or 0 if self.cleaned_data["mode"] == "items" else 0

    def foretold(self) -> Iterator[tuple[str, str]]:
        amount = handling.fee_for(self.cleaned_data["mode"], self.cleaned_data["count"], self._previous())
        yield "应收", f"{amount}元"

    def do(self) -> Any:
        given = {name: self.cleaned_data[name] for name in ("mode", "count", "facts")}
        return handling.charge(self.scene.case, previous=self._previous(), **given, **self.common)


class Pay(ActForm):
    kind = "paid"
    advice = "答复期限从缴费完成的次日重新起算。"

    receipt = line_field("票据号", longest=60)

    def do(self) -> Any:
        return handling.pay(self.scene.case, receipt=self.cleaned_data["receipt"], **self.common)


class Urge(ActForm):
    kind = "urged"
    advice = "催办记入案卷；催科室的，同时出现在该科室的今日页面。"

    whom = choice_field("催办谁", (), "选定催办谁")
    reason = words_field("催什么、为什么急", "写明催什么、为什么急", rows=2, longest=200)

    def prepare(self) -> None:
        story = self.scene.story
        sections = [(f"s{pk}", name) for pk, name in dict.fromkeys(story.sections)]
        waiting = [(item.ref, f"{item.name}，{item.sent_on:%Y-%m-%d}征求意见") for item in story.open_consultations]
        self.fields["whom"].choices = [*sections, *waiting]  # type: ignore[attr-defined]
        if story.section:
            self.initial.setdefault("whom", f"s{story.section[0]}")

    def do(self) -> Any:
        whom = self.cleaned_data["whom"]
        known = {f"s{pk}" for pk, _ in self.scene.story.sections}
        section = Section.objects.get(pk=int(whom[1:])) if whom in known else None
        return handling.urge(
            self.scene.case, reason=self.cleaned_data["reason"], section=section, ref="" if section else whom, **self.common
        )


class TellDue(ActForm):
    kind = "due_told"
    advice = "放假安排变动、已发文书写的期限随之不准的，把现在的答复期限告知申请人，在这里登记。"

    how = line_field("怎样告知的", "写明怎样告知的", help_text="如：10时20分电话告知，申请人本人接听；另发书面告知")

    def do(self) -> Any:
        return handling.tell_due(self.scene.case, how=self.cleaned_data["how"], **self.common)
