"""重演一件申请：从收件到归档，每一步都是平常的行为。"""

from __future__ import annotations

from datetime import date

from mingtang.demo.cast import Cast
from mingtang.demo.requests_2022 import Pause, Script
from mingtang.disclosure.actions import close, consult, handling, intake, letters
from mingtang.disclosure.models import Attachment, AttachmentRole, Case
from mingtang.kit.documents import render_pdf
from mingtang.kit.uploads import store_bytes
from mingtang.law.calendar import Calendar
from mingtang.law.outcomes import OUTCOMES
from mingtang.organs.models import Role

METHOD = {"post": "mail", "counter": "counter", "online": "online", "email": "online"}


class Play:
    """Acts out scripts with the people of the cast."""

    def __init__(self, cast: Cast, calendar: Calendar) -> None:
        self.cast, self.calendar = cast, calendar
        self.clerk, self.vice, self.leader = (
            cast.one(role) for role in (Role.CLERK, Role.VICE_LEADER, Role.LEADER)
        )

    def whole(self, script: Script) -> Case:
        """One request from receipt to the end."""
        case = self.intake(script)
        self.examine(case, script)
        day = self.handle(case, script)
        self.reply(case, script, script.decided or day)
        return case

    def intake(self, script: Script) -> Case:
        """File it by its channel, confirm where the law asks for it, register."""
        kind, name, number = script.applicant
        person = intake.ApplicantData(
            kind,
            name,
            "credit_code" if kind == "enterprise" else "id_card",
            number,
            phone=f"1380700{2200 + len(name)}",
            address="楚江市江城区解放路100号",
            postcode="429000",
            email="a@example.cn",
            assistance="书写有困难，由工作人员代填" if script.channel == "oral" else "",
        )
        received = script.signed or script.confirmed or script.submitted
        case = intake.file_case(
            organ=self.cast.organ,
            applicant=person,
            wish=intake.Wish(
                script.title,
                script.description,
                "",
                "paper" if script.delivery == "post" else "electronic",
                script.delivery,
            ),
            arrival=intake.Arrival(
                script.channel,
                script.submitted,
                script.signed,
                tracking="DEMO0000001CN" if script.signed else "",
                written_by=self.clerk.name if script.channel == "oral" else "",
            ),
            by=None if script.channel == "web" else self.clerk,
            on=received,
            demo=True,
        )
        if script.confirmed:
            intake.confirm_receipt(
                case, by=self.clerk, on=script.confirmed, how="电话联系申请人，双方确认收到"
            )
        intake.register(case, by=self.clerk, on=received)
        return case

    def examine(self, case: Case, script: Script) -> None:
        """Assign; one complete supplement request where the content is unclear."""
        received = case.received_on or script.submitted
        handling.assign(
            case,
            self.cast.sections[script.section],
            by=self.clerk,
            on=self.calendar.add_workdays(received, 1),
        )
        if script.supplement is None:
            return
        asked, deadline, answered = script.supplement
        staff = self.cast.of_section(script.section)
        for (item, guidance), who in zip(script.supplement_items, (self.clerk, staff), strict=False):
            handling.add_supplement_point(case, by=who, on=asked, item=item, guidance=guidance)
        handling.ask_supplement(case, by=self.clerk, on=asked, deadline=deadline)
        handling.receive_supplement(case, by=self.clerk, on=answered, how="申请人到窗口补正，当面确认")

    def handle(self, case: Case, script: Script) -> date:
        """Search, consult, opinion, extension; return the day of the decision at the ordinary pace."""
        start = self._start(case)
        staff = self.cast.of_section(script.section)
        units, systems, keywords, found = script.search
        handling.record_search(
            case,
            by=staff,
            on=self.calendar.add_workdays(start, 2),
            search={
                "units": units or script.section,
                "systems": systems,
                "keywords": keywords or script.title,
                "period": "2019年1月至今",
                "found": found or f"检索到{sum(p for _, p in script.attachments) or 1}页",
                "pages": sum(p for _, p in script.attachments),
            },
        )
        if script.pause:
            self._consult(case, script.pause)
        day = self.calendar.add_workdays(max(start, self._last(case)), 2)
        handling.give_opinion(
            case,
            by=staff,
            on=min(day, script.decided or day),
            outcome=script.outcome,
            reason="经检索和审查，依照条例办理。",
        )
        if script.extension:
            self._extend(case, script.extension)
        return self.calendar.add_workdays(start, script.pace)

    def _start(self, case: Case) -> date:
        return max(case.received_on or case.submitted_on, self._last(case))

    def _last(self, case: Case) -> date:
        return max(case.acts.values_list("on", flat=True))

    def _consult(self, case: Case, pause: Pause) -> None:
        consult.send(
            case, by=self.clerk, on=pause.sent, party=pause.party, name=pause.name, subject=pause.subject
        )
        consult.serve(case, by=self.clerk, on=pause.served, ref="c1")
        consult.answer(
            case, by=self.clerk, on=pause.answered, ref="c1", answer=pause.answer, reasons=pause.reasons
        )

    def _extend(self, case: Case, extension: tuple[date, date, date, int]) -> None:
        proposed, approved, told, workdays = extension
        handling.propose_extension(
            case,
            by=self.clerk,
            on=proposed,
            workdays=workdays,
            reason="合同附件较多，区分处理和保密审查需要时间。",
        )
        handling.approve_extension(case, by=self.vice, on=approved, opinion="同意延期。")
        handling.notify_extension(case, by=self.clerk, on=told)

    def reply(self, case: Case, script: Script, decided: date) -> None:
        """Draft, three reviews by three people, decision, sending, service, archive."""
        self._attach(case, script)
        drafted = max(self._last(case), self._back(decided, 3))
        fields = dict(script.fields)
        if script.attachments and OUTCOMES[script.outcome].letter in ("D1", "D3"):
            fields["attachments"] = [{"name": name, "pages": pages} for name, pages in script.attachments]
        code = OUTCOMES[script.outcome].letter
        letter = letters.save_draft(
            case, by=self.clerk, code=code, fields=fields, outcome=script.outcome, dated_on=decided
        )
        letters.submit(case, letter, by=self.clerk, on=drafted)
        letters.review(
            case,
            by=self.cast.of_section(script.section),
            on=max(drafted, self._back(decided, 2)),
            opinion="内容属实。",
        )
        letters.review(case, by=self.vice, on=max(drafted, self._back(decided, 1)), opinion="同意。")
        letters.decide(case, by=self.leader, on=decided)
        letter.refresh_from_db()
        method = METHOD[script.delivery]
        letters.send(
            case,
            letter,
            by=self.clerk,
            on=decided,
            method=method,
            tracking=f"DEMO{case.serial:07d}CN" if method == "mail" else "",
        )
        if method != "online":
            letters.serve(
                case,
                letter,
                by=self.clerk,
                on=self.calendar.add_workdays(decided, 2 if method == "mail" else 0),
                how="申请人签收",
            )

    def _back(self, day: date, workdays: int) -> date:
        for _ in range(workdays):
            day = self.calendar.last_workday_before(day)
        return day

    def _attach(self, case: Case, script: Script) -> None:
        for name, pages in script.attachments:
            blocks = [
                {"kind": "p", "text": f"{name}（演示材料，内容虚构）"},
                *([{"kind": "break"}, {"kind": "p", "text": "演示页"}] * (pages - 1)),
            ]
            stored = store_bytes(
                render_pdf("sheet", {"title": name, "blocks": blocks}), f"{name}.pdf", "application/pdf"
            )
            Attachment.objects.create(
                case=case,
                file=stored,
                role=AttachmentRole.DISCLOSED,
                label=name,
                pages=pages,
                added_by=self.clerk,
            )

    def archive(self, case: Case, day: date) -> None:
        """Put a finished file away."""
        close.archive(case, by=self.clerk, on=day, volume=f"{case.year}-公开-{case.serial}")
