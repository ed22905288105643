"""重新答复的表单：因为哪一件复议、诉讼，或者自行纠正；什么时候以前。"""

from __future__ import annotations

from typing import Any

from mingtang.disclosure.actions import again
from mingtang.disclosure.forms.office.base import ActForm, choice_field, day_field, words_field
from mingtang.disclosure.models import Letter, Remedy
from mingtang.disclosure.words import disposition_label

OWN = "own"


class Reopen(ActForm):
    kind = "reopened"
    advice = "新的答复和第一次一样拟稿、审核、签发、送出，写明代替哪一份。年度报告表三不因此变动，复议、诉讼计入表四。"
    consequence = "案件重新回到拟答复，原答复书留在案卷里，由新的答复书代替。"

    ground = choice_field("为什么重新答复", (), "选定复议、诉讼的结果，或者自行纠正")
    due = day_field("重新答复的期限", help_text="决定书、判决书写明期限的照填；没有写明的和自行纠正的，填本机关自定的日期")
    reason = words_field("原答复哪里有误", longest=500, help_text="自行纠正的必填，写进新的答复书")

    def prepare(self) -> None:
        lost = [each for each in self.scene.story.contests if each.result == "corrected"]
        rows = Remedy.objects.in_bulk([each.remedy for each in lost])
        self.remedies = {f"r{pk}": row for pk, row in rows.items()}
        named = [(key, _named(row)) for key, row in self.remedies.items()]
        self.fields["ground"].choices = [*named, (OWN, "自行纠正")]  # type: ignore[attr-defined]
        self.initial.setdefault("ground", named[-1][0] if named else OWN)
        if lost and lost[-1].redo_by:
            self.initial.setdefault("due", lost[-1].redo_by)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("ground") == OWN and not given.get("reason"):
            self.add_error("reason", "自行纠正的，写明原答复哪里有误")
        return given

    def foretold(self) -> Any:
        decision = self.scene.story.decision
        old = Letter.objects.filter(pk=decision.letter).first() if decision else None
        if old:
            yield "被代替的答复书", f"{old.title} {old.number}"

    def do(self) -> Any:
        given = self.cleaned_data
        remedy = self.remedies.get(given["ground"])
        return again.reopen(self.scene.case, remedy=remedy, due=given["due"], reason=given["reason"], **self.common)


def _named(remedy: Remedy) -> str:
    return f"{remedy.body}{remedy.decided_on:%Y-%m-%d}{disposition_label(remedy.disposition)}"
