"""证据包：一件案子的全部材料装进一个 ZIP，编好目录，写明每个文件的摘要，供复议、诉讼提交。"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from mingtang.disclosure.account import account_of, account_pdf
from mingtang.disclosure.derive import story_of
from mingtang.disclosure.letters.facts import Party
from mingtang.disclosure.models import Act, AttachmentRole, Case, LetterState
from mingtang.disclosure.permissions import may_take_evidence, may_unmask
from mingtang.disclosure.printed import printed, sheet
from mingtang.disclosure.privacy import hides_code, masked, may_download
from mingtang.disclosure.procedure import RULES
from mingtang.disclosure.refusal import NotPermitted
from mingtang.disclosure.story import Dispatch, Story
from mingtang.disclosure.words import quote_of, returned_note, text_of
from mingtang.kit import audit
from mingtang.kit.documents import render_pdf
from mingtang.kit.uploads.storage import read_stored
from mingtang.law.days import long_day
from mingtang.law.delivery import METHODS, RETURN_CAUSES
from mingtang.organs.calendars import current_calendar
from mingtang.organs.models import Staff

WITHOUT_PAPER = ("web", "oral")  # nothing in the applicant's own hand lies in the file
FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the same file gives the same bytes


@dataclass(frozen=True)
class Paper:
    """One file of the bundle."""

    group: str
    name: str
    on: date | None
    data: bytes
    suffix: str = "pdf"
    pages: int | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the content."""
        return sha256(self.data).hexdigest()


def bundle(case: Case, *, by: Staff, on: date) -> bytes:
    """The whole file as a ZIP with an index; taking it is logged. Raises NotPermitted."""
    if not may_take_evidence(by, case):
        raise NotPermitted("证据包由经办人、领导和监督人员取出。")
    audit.record("disclosure.evidence", by=by, subject=case)
    return packed(case, list(papers(case, by, on)), on)


def papers(case: Case, by: Staff, on: date) -> Iterator[Paper]:
    """Timeline, clock account, search records, letters, application, delivery proof, disclosed files, in this order.

    Nothing that ``by`` may not take one by one: papers of identity, the receipt with the query code.
    """
    story = story_of(case)
    yield Paper("经过和期限", "办理经过", on, timeline(case, on))
    if account := account_of(story, current_calendar(), on):
        yield Paper("经过和期限", "答复期限计算表", on, account_pdf(case, account, on))
    if case.channel in WITHOUT_PAPER:
        yield Paper("申请材料", "申请表", case.submitted_on, application(case, by, on))
    if story.searches:
        yield Paper("检索记录", "检索记录", story.searches[-1].on, searches(case, story))
    for letter in case.letters.filter(state=LetterState.ISSUED).order_by("issued_at", "id"):
        if letter.pdf and not hides_code(letter, by):
            yield Paper("文书", f"{letter.number} {letter.title}", letter.dated_on, read_stored(letter.pdf))
    if story.dispatches:
        yield Paper("送达", "送达情况", story.dispatches[-1].sent_on, deliveries(case, story))
    for attached in case.attachments.filter(taken_back=None).select_related("file", "case"):
        if not may_download(by, attached):
            continue
        group = AttachmentRole(attached.role).label
        suffix = attached.file.name.rpartition(".")[2] or "bin"
        yield Paper(
            group,
            attached.label.removesuffix(f".{suffix}"),
            None,
            read_stored(attached.file),
            suffix,
            attached.pages,
        )


def application(case: Case, by: Staff, on: date) -> bytes:
    """The application that came without paper, as the file holds it; who may not see full data takes it masked."""
    if may_unmask(by, case):
        return printed(sheet(case, "A1", on), "pdf")
    person = masked(case.applicant)
    hidden = Party(person.name, case.applicant.kind, person.identity, person.phone, person.address, person.agent)
    return printed(sheet(case, "A1", on, shown_as=hidden), "pdf")


def _sheet(
    case: Case, title: str, head: list[str], rows: list[list[str]], widths: list[int], note: str = ""
) -> bytes:
    table = {"kind": "table", "rows": [head, *rows], "head": 1, "widths": widths, "small": True}
    return render_pdf(
        "sheet", {"title": title, "subtitle": f"{case.number}　{case.title}", "blocks": [table, *([{"kind": "p", "text": note}] if note else [])]}
    )


def label_of(act: Act) -> str:
    """What an act is called."""
    names = {
        "filed": "收到申请",
        "supplement_submitted": "申请人提交补正",
        "withdrawal_asked": "申请人提出撤回",
        "note_added": "申请人补充说明",
        "remedy_answered": "提交复议、诉讼答复",
        "remedy_decided": "复议、诉讼审结",
    }
    return names.get(act.kind) or (RULES[act.kind].label if act.kind in RULES else act.kind)


def timeline(case: Case, on: date) -> bytes:
    """Every act in order with what it says in short, corrected ones too."""
    acts = list(case.acts.all())
    corrected = {act.corrects_id for act in acts if act.corrects_id}
    rows = [
        [
            str(act.seq),
            act.on.isoformat(),
            label_of(act) + ("（已更正）" if act.pk in corrected else ""),
            text_of(act.kind, act.data) or quote_of(act.kind, act.data) or "—",
            act.by_name,
        ]
        for act in acts
    ]
    return _sheet(case, "办理经过", ["序", "日期", "行为", "内容", "作出人"], rows, [1, 3, 4, 6, 3])


def searches(case: Case, story: Story) -> bytes:
    """Who searched where for what, and what was found."""
    rows = [
        [s.on.isoformat(), s.by, s.units, s.systems, f"{s.keywords}；{s.period}", s.found]
        for s in story.searches
    ]
    return _sheet(
        case, "检索记录", ["日期", "检索人", "单位", "系统", "关键词、期间", "结果"], rows, [3, 2, 3, 3, 4, 4]
    )


def deliveries(case: Case, story: Story) -> bytes:
    """How and when each letter left the house and arrived."""
    numbers = dict(case.letters.values_list("pk", "number"))
    rows = [
        [
            numbers.get(d.letter, ""),
            METHODS[d.method].label,
            d.tracking or "无",
            d.sent_on.isoformat(),
            _arrival(d),
        ]
        for d in story.dispatches
    ]
    head = ["文号", "方式", "邮件号码", "送出", "签收"]
    return _sheet(case, "送达情况", head, rows, [4, 2, 4, 3, 3], returned_note(story))


def _arrival(sent: Dispatch) -> str:
    if sent.returned_on:
        cause = RETURN_CAUSES.get(sent.cause, "")
        return f"{sent.returned_on.isoformat()}退回" + (f"，{cause}" if cause else "")
    return sent.served_on.isoformat() if sent.served_on else "未登记"


def index(case: Case, contents: list[Paper], on: date) -> bytes:
    """The printed index with the digest of every file."""
    groups: dict[str, list[dict[str, str]]] = {}
    for number, paper in enumerate(contents, start=1):
        groups.setdefault(paper.group, []).append(
            {
                "no": str(number),
                "name": paper.name,
                "note": "",
                "date": paper.on.isoformat() if paper.on else "",
                "pages": str(paper.pages or ""),
                "digest": paper.digest[:16],
            }
        )
    return render_pdf(
        "bundle_index",
        {
            "title": "证据目录",
            "organ": case.organ.name,
            "facts": [
                {"label": "登记编号", "value": case.number},
                {"label": "事项", "value": case.title},
                {"label": "取出日期", "value": long_day(on)},
            ],
            "groups": [{"heading": heading, "items": items} for heading, items in groups.items()],
        },
    )


def packed(case: Case, contents: list[Paper], on: date) -> bytes:
    """The ZIP: index first, numbered files, a list of full digests as ``sha256sum -c`` reads it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        first = Paper("", "证据目录", on, index(case, contents, on))
        digests = []
        for number, paper in enumerate([first, *contents]):
            name = f"{number:02d} {_plain(paper.name)}.{paper.suffix}"
            digests.append((name, paper.digest))
            _add(archive, name, paper.data)
        _add(archive, "SHA256.txt", "".join(f"{digest}  {name}\n" for name, digest in digests).encode())
    return out.getvalue()


def _plain(name: str) -> str:
    return "".join(
        "_" if character in '/\\:*?"<>|' or ord(character) < 32 else character for character in name
    )[:80]


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, FIXED_TIME), data, zipfile.ZIP_DEFLATED)
