"""证据包：一案的全部材料，编号、目录、摘要对得上；只有该取的人取得出，取了有记录。"""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import date
from hashlib import sha256

import pytest

from mingtang.disclosure.actions import close, consult, handling, intake, letters
from mingtang.disclosure.evidence import bundle
from mingtang.disclosure.models import Attachment, AttachmentRole, Case
from mingtang.disclosure.refusal import NotPermitted
from mingtang.disclosure.tests.factories import (
    SEARCH,
    TUESDAY,
    Office,
    assigned,
    decided,
    filed,
    make_office,
    registered,
)
from mingtang.kit.models import AuditEntry
from mingtang.kit.uploads import store_bytes
from mingtang.kit.uploads.storage import read_stored

pytestmark = pytest.mark.django_db
DAY = date(2022, 10, 20)


@pytest.fixture
def office() -> Office:
    return make_office()


def opened(data: bytes) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert archive.testzip() is None
    return archive


def text_of(pdf: bytes) -> str:
    pdfium = pytest.importorskip("pypdfium2")
    return "".join(page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(pdf))


def whole_case(office: Office) -> Case:
    case = assigned(office)
    handling.record_search(case, by=office.section_staff, on=TUESDAY, search=SEARCH)
    consult.send(case, by=office.clerk, on=TUESDAY, party="third_party", name="江北恒通物流有限公司", subject="附表三")
    consult.answer(case, by=office.clerk, on=date(2022, 9, 15), ref="c1", answer="consent")
    letter = decided(office, case, date(2022, 9, 20))
    letters.send(case, letter, by=office.clerk, on=date(2022, 9, 20), method="mail", tracking="EMS0001")
    letters.serve(case, letter, by=office.clerk, on=date(2022, 9, 23), how="本人签收")
    for role, name in ((AttachmentRole.DISCLOSED, "许可证"), (AttachmentRole.DELIVERY, "../邮件回执:1")):
        stored = store_bytes(f"%PDF {name}".encode(), f"{name}.pdf", "application/pdf")
        Attachment.objects.create(case=case, file=stored, role=role, label=name, added_by=office.clerk)
    return case


def test_everything_is_in_the_bundle_in_order(office):
    case = whole_case(office)
    archive = opened(bundle(case, by=office.clerk, on=DAY))
    names = archive.namelist()
    assert names[0] == "00 证据目录.pdf" and names[-1] == "SHA256.txt"
    assert [name[:2] for name in names[1:-1]] == [f"{n:02d}" for n in range(1, len(names) - 1)]
    told = " ".join(names)
    for part in ("办理经过", "答复期限计算表", "检索记录", "送达情况", "许可证", "邮件回执"):
        assert part in told, part
    for letter in case.letters.all():
        name = next(name for name in names if letter.number in name)
        assert archive.read(name) == read_stored(letter.pdf)


def test_the_digests_fit_the_files(office):
    archive = opened(bundle(whole_case(office), by=office.supervisor, on=DAY))
    lines = archive.read("SHA256.txt").decode().splitlines()
    assert [line.partition("  ")[2] for line in lines] == archive.namelist()[:-1]
    for line in lines:
        digest, _, name = line.partition("  ")
        assert digest == sha256(archive.read(name)).hexdigest()


def test_the_list_of_digests_is_one_that_the_usual_tool_checks(office, tmp_path):
    tool = shutil.which("sha256sum")
    if tool is None:
        pytest.skip("no sha256sum here")
    opened(bundle(whole_case(office), by=office.clerk, on=DAY)).extractall(tmp_path)
    done = subprocess.run([tool, "-c", "SHA256.txt"], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("channel", ["web", "oral"])
def test_an_application_without_paper_is_in_the_bundle_masked_for_who_sees_it_masked(office, channel):
    case = registered(office, channel=channel)
    read = {}
    for who in (office.clerk, office.leader):
        archive = opened(bundle(case, by=who, on=DAY))
        read[who.role] = "".join(text_of(archive.read(next(name for name in archive.namelist() if "申请表" in name))).split())
    assert case.description in read["clerk"] and case.description in read["leader"]
    assert case.applicant.identity_number in read["clerk"]
    assert case.applicant.identity_number not in read["leader"] and case.applicant.name not in read["leader"]
    assert not [name for name in opened(bundle(registered(office), by=office.clerk, on=DAY)).namelist() if "申请表" in name]


def test_the_timeline_tells_why_the_public_interest_outweighed(office):
    case = assigned(office)
    consult.send(case, by=office.clerk, on=TUESDAY, party="third_party", name="江北恒通物流有限公司", subject="附表三")
    consult.answer(case, by=office.clerk, on=date(2022, 9, 15), ref="c1", answer="refuse")
    consult.weigh(case, by=office.clerk, on=date(2022, 9, 16), ref="c1", reasons="涉及消防安全，公开的利益更大")
    archive = opened(bundle(case, by=office.clerk, on=DAY))
    told = text_of(archive.read(next(name for name in archive.namelist() if "办理经过" in name)))
    assert "涉及消防安全" in "".join(told.split())


def test_names_inside_never_leave_the_folder(office):
    archive = opened(bundle(whole_case(office), by=office.clerk, on=DAY))
    assert not [name for name in archive.namelist() if "/" in name or "\\" in name or ":" in name or name.startswith(".")]


def test_the_timeline_tells_every_act_struck_out_ones_too(office):
    case = registered(office)
    handling.assign(case, office.section, by=office.clerk, on=TUESDAY)
    close.void(case, case.acts.get(kind="assigned"), by=office.clerk, on=TUESDAY, reason="分错")
    archive = opened(bundle(case, by=office.clerk, on=DAY))
    told = text_of(archive.read(next(name for name in archive.namelist() if "办理经过" in name)))
    for words in ("登记并出具回执", "分送科室（已更正）", "更正此前的登记", "2022-09-06", office.clerk.name):
        assert words in told, told


def test_the_proofs_of_receipt_and_delivery_are_told_in_words(office):
    case = filed(office, channel="web")
    intake.confirm_receipt(case, by=office.clerk, on=TUESDAY, how="10时20分电话确认")
    intake.register(case, by=office.clerk, on=TUESDAY)
    letter = decided(office, case, TUESDAY, "petition")
    letters.send(case, letter, by=office.clerk, on=TUESDAY, method="mail", tracking="EMS0001")
    letters.returned(case, letter, by=office.clerk, on=date(2022, 9, 15), cause="applicant", why="查无此人")
    letters.send(case, letter, by=office.clerk, on=date(2022, 9, 20), method="counter")
    archive = opened(bundle(case, by=office.clerk, on=DAY))
    read = {part: "".join(text_of(archive.read(name)).split()) for part in ("办理经过", "送达情况")
            for name in archive.namelist() if part in name}  # fmt: skip
    assert "10时20分电话确认" in read["办理经过"]
    assert "邮寄送达EMS00012022-09-062022-09-15退回" in read["送达情况"]
    assert "当面送达无2022-09-20未登记" in read["送达情况"] and "按第一次交邮之日2022年9月6日计算时限" in read["送达情况"]


def test_the_index_lists_the_files(office):
    case = whole_case(office)
    archive = opened(bundle(case, by=office.clerk, on=DAY))
    told = text_of(archive.read("00 证据目录.pdf"))
    assert case.number in told and "2022年10月20日" in told
    assert case.letters.get(code="D1").number in told


def test_an_unconfirmed_request_has_a_bundle_without_an_account(office):
    case = filed(office, channel="web")
    names = opened(bundle(case, by=office.clerk, on=DAY)).namelist()
    assert "办理经过" in names[1] and not [name for name in names if "期限" in name]


def test_the_same_file_gives_the_same_bytes(office):
    case = whole_case(office)
    once, again = (sha256(bundle(case, by=office.clerk, on=DAY)).hexdigest() for _ in range(2))
    assert once == again


def test_who_may_take_it_and_that_it_is_on_record(office):
    case = whole_case(office)
    for who in (office.section_staff, office.auditor, office.administrator, office.stranger, office.other_section):
        with pytest.raises(NotPermitted):
            bundle(case, by=who, on=DAY)
    assert not AuditEntry.objects.filter(act="disclosure.evidence").exists()
    bundle(case, by=office.vice_leader, on=DAY)
    entry = AuditEntry.objects.get(act="disclosure.evidence")
    assert (entry.by_id, entry.subject_id) == (office.vice_leader.pk, str(case.pk))
