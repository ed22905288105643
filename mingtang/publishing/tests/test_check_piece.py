"""A whole version checked, and what the program mends on one click."""

import json
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from mingtang.organs.models import Staff
from mingtang.organs.refusal import Refused
from mingtang.publishing import actions
from mingtang.publishing.actions.mending import mend, preview
from mingtang.publishing.checks import attachment_text, check_piece
from mingtang.publishing.checks.links import mark
from mingtang.publishing.models import (
    Article,
    Attachment,
    CheckRun,
    Column,
    Document,
    File,
    LinkState,
    Piece,
    WrongWord,
)
from mingtang.publishing.tests.conftest import DAY
from mingtang.publishing.tests.hostile import workbook
from mingtang.publishing.tests.test_check_rules import PERSON

People = dict[str, Staff]
Make = Callable[..., Piece]


@pytest.fixture
def words(db: None) -> None:
    WrongWord.objects.update_or_create(
        wrong="截止目前", defaults={"right": "截至目前", "basis": "常见错误", "since": DAY}
    )


@pytest.fixture
def make(news: Column, staff: People, words: None) -> Make:
    def begin(title: str = "樊江区推行并联审批", body: object = (), **fields: object) -> Piece:
        file = fields.pop("file", None)
        article = Article(title=title, body=list(body), **fields)  # type: ignore[call-overload]
        if file:
            stored = File(title="名单")
            stored.file.save("list.xlsx", ContentFile(file), save=True)
            article.attachments = [Attachment(title="首批企业名单", file=stored)]
        return actions.begin(news, article, by=staff["周涛"], on=DAY)

    return begin


def draft(piece: Piece) -> Piece:
    return Piece.objects.get(pk=piece.pk).specific.get_latest_revision_as_object()


def rules(run: CheckRun) -> set[str]:
    return {each["rule"] for each in run.findings}


def index(run: CheckRun, rule: str) -> int:
    return next(i for i, each in enumerate(run.findings) if each["rule"] == rule)


def test_a_clean_piece_passes(make: Make) -> None:
    run = check_piece(make(body=[("text", "<p>五个环节并成一个。</p>")]))
    assert run.verdict == "pass" and run.findings == []


def test_every_part_of_a_version_is_checked(make: Make) -> None:
    table = {"data": [["姓名", "电话"], ["甲", "13800138000"]]}
    body = [("text", f"<h2>截止目前</h2><p>证件<b>{PERSON[:5]}</b>{PERSON[5:]}</p>"), ("table", table)]
    run = check_piece(make(title="截止目前", summary="机密★", body=body))
    said = {(each["rule"], each["level"], each["where"]) for each in run.findings}
    assert {
        ("wrong_word", "warn", "标题"),
        ("wrong_word", "warn", "正文第1段"),
        ("identity_number", "block", "正文第2段"),
        ("mobile_phone", "block", "正文第2块表格 第2行第2列"),
        ("table", "warn", "正文第2块表格"),
        ("secrecy", "block", "内容概述"),
    } <= said
    assert run.verdict == "block" and PERSON not in json.dumps(run.findings)


def test_links_are_judged_without_leaving_the_house(make: Make, home: object) -> None:
    LinkState.objects.create(
        url="https://a.gov.cn/x",
        digest=mark("https://a.gov.cn/x"),
        seen_at="2022-03-01T00:00Z",
        status=404,
    )
    html = (
        '<p><a href="/nowhere/">甲</a><a href="https://a.gov.cn/x">乙</a><a href="http://example.com/">丙</a>'
        '<a href="https://1.2.3.4/">丁</a><a href="https://evil.example.com/">www.chujiang.gov.cn</a>'
        '<a linktype="page" id="99999">戊</a><a href="/disclosure/">己</a><a href="https://t.cn/x">庚</a></p>'
    )
    run = check_piece(make(body=[("text", html)]))
    said = " ".join(each["sentence"] for each in run.findings)
    for words in ("“甲”指向的站内页面不在了", "“乙”打不开（404）", "“丙”没有加密", "“丙”指向非政府网站", "“丁”用的是 IP 地址",
                  "实际打开的“evil.example.com”不同", "“戊”指向的站内", "“庚”是短网址"):  # fmt: skip
        assert words in said
    assert "“己”" not in said
    assert LinkState.objects.filter(url="https://t.cn/x", checked_at=None).exists()


def test_what_a_document_lacks(home: object, staff: People) -> None:
    column = Column.objects.filter(kind="documents").first()
    assert column
    document = Document(title="关于甲的通知", body=[("text", "<p>甲</p>")])
    run = check_piece(actions.begin(column, document, by=staff["王静文"], on=DAY))
    said = " ".join(each["sentence"] for each in run.findings)
    assert "没有内容概述" in said and "缺文号、发文机关、成文日期、主题分类" in said and "没有解读" in said


def test_a_wrong_word_is_replaced_inside_its_tags(make: Make, staff: People) -> None:
    piece = make(body=[("text", "<p>甲&amp;乙，<b>截止</b>目前，<i>丙</i>。截止目前</p>")])
    run = check_piece(piece)
    at = index(run, "wrong_word")
    assert preview(piece, run, at)[0].after == "截至目前"
    mend(piece, run, at, by=staff["周涛"], on=DAY)
    assert draft(piece).body[0].value.source == "<p>甲&amp;乙，<b>截至目前</b>，<i>丙</i>。截至目前</p>"
    assert check_piece(piece).verdict == "pass"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", f"证件{PERSON}"),
        ("summary", PERSON),
        ("body", [("table", {"data": [["号", PERSON]], "first_row_is_table_header": True})]),
    ],
)
def test_numbers_are_masked_where_they_stand(make: Make, staff: People, field: str, value: object) -> None:
    piece = make(**{field: value})
    run = check_piece(piece)
    mend(piece, run, index(run, "identity_number"), by=staff["周涛"], on=DAY)
    assert check_piece(piece).verdict == "pass"
    assert f"{PERSON[:6]}********{PERSON[-4:]}" in json.dumps(draft(piece).serializable_data(), default=str)


def test_mending_voids_an_approval_and_is_refused_on_an_old_run(make: Make, staff: People) -> None:
    piece = make(summary="截止目前")
    run = check_piece(piece)
    mend(piece, run, index(run, "wrong_word"), by=staff["周涛"], on=DAY)
    with pytest.raises(Refused, match="过时"):
        mend(piece, run, index(run, "wrong_word"), by=staff["周涛"], on=DAY)
    with pytest.raises(Refused, match="别的科室"):
        mend(piece, run, 0, by=staff["许蕾"], on=DAY)
    with pytest.raises(Refused, match="不能代改"):
        preview(piece, check_piece(piece), 99)


def test_a_hidden_sheet_is_removed_into_a_new_file(make: Make, staff: People) -> None:
    piece = make(file=workbook([["姓名", "证件"], ["甲", PERSON]], hidden="veryHidden"))
    run = check_piece(piece)
    finding = run.findings[index(run, "identity_number")]
    assert finding["where"] == "附件1《首批企业名单》工作表“源数据” B2" and "深度隐藏" in finding["sentence"]
    assert [each["kind"] for each in finding["fixes"]] == ["drop_sheet", "mask"]
    old = draft(piece).attachments.first().file
    mend(piece, run, index(run, "identity_number"), by=staff["周涛"], on=DAY)
    new = draft(piece).attachments.first().file
    assert new.pk != old.pk and new.file_hash and File.objects.filter(pk=old.pk).exists()
    assert check_piece(piece).verdict == "pass"
    assert "姓名" in attachment_text(new) and PERSON not in attachment_text(old)


def test_a_nightly_run_that_finds_the_same_adds_no_row(make: Make) -> None:
    piece = make(summary="截止目前")
    first, second = check_piece(piece, nightly=True), check_piece(piece, nightly=True)
    assert first.pk == second.pk and CheckRun.objects.filter(piece=piece).count() == 1


def test_files_linked_in_the_text_are_checked_too(make: Make) -> None:
    stored = File(title="名单")
    stored.file.save("linked.xlsx", ContentFile(workbook([["姓名"], [PERSON]])), save=True)
    run = check_piece(make(body=[("text", f'<p><a linktype="document" id="{stored.pk}">名单</a></p>')]))
    finding = run.findings[index(run, "identity_number")]
    assert finding["where"] == "正文链接的文件《名单》工作表“名单” A2" and finding["fixes"] == []


def test_a_number_in_a_name_is_not_stored_either(make: Make) -> None:
    book = workbook([["甲"], ["乙"]], hidden="hidden")
    piece = make(
        title=f"{PERSON}",
        body=[("text", f'<p><a href="http://x.example.com/{PERSON}">{PERSON}</a></p>')],
        file=book,
    )
    attachment = draft(piece).attachments.first()
    attachment.title = f"名单{PERSON}"
    actions.revise(piece, {"attachments": [attachment]}, by=piece.owner, on=DAY)
    run = check_piece(piece)
    assert {"identity_number", "link", "attachment"} <= rules(run)
    assert PERSON not in json.dumps(run.findings, ensure_ascii=False)


def test_the_page_of_mending_shows_first_and_changes_then(make: Make, staff: People) -> None:
    piece = make(summary="截止目前")
    run = check_piece(piece)
    address = f"/office/words/mend/{run.pk}/{index(run, 'wrong_word')}/0/"
    theirs, others = Client(), Client()
    theirs.force_login(staff["周涛"])
    others.force_login(staff["许蕾"])
    assert address in theirs.get(f"/office/review/{piece.pk}/").content.decode()
    assert address not in others.get(f"/office/review/{piece.pk}/").content.decode()
    assert "截至目前" in theirs.get(address).content.decode() and draft(piece).summary == "截止目前"
    assert others.post(address).status_code == 403
    assert theirs.post(address).status_code == 302 and draft(piece).summary == "截至目前"
    assert theirs.post(address).status_code == 302 and draft(piece).revisions.count() == 2
