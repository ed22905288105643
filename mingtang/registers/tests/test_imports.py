"""导入：好的行留下，坏的行连同原因退回，同一文件再导一次什么也不变。"""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from openpyxl import load_workbook

from mingtang.kit import audit
from mingtang.kit.models import AuditEntry
from mingtang.organs.models import Role
from mingtang.organs.refusal import Refused
from mingtang.organs.tests.factories import make_organ, one_of_each
from mingtang.registers import actions
from mingtang.registers.models import AdministrativeDecision, Charge, ImportBatch, NormativeDocument
from mingtang.registers.table.workbooks import rejected_workbook
from mingtang.registers.tests.conftest import ON
from mingtang.registers.tests.factories import LICENCES, csv_file, make_decision, xlsx_file

pytestmark = pytest.mark.django_db

DOCUMENTS = [
    ["标题", "文号", "制发日期", "施行日期", "废止日期", "有效期至"],
    ["联合验收办法", "楚审规[2022]1号", "2022年3月1日", "", "", "2027/2/28"],
    ["旧的办法", "楚审规〔2018〕7号", "20180101", "2018-02-01", "2022-06-01", ""],
]
CHARGES = [
    ["票据号", "收费项目", "金额（元）", "收费日期", "收费依据"],
    ["4206220001", "城镇垃圾处理费", "1,200.00", "2022-05-16", ""],
    ["4206220002", "城镇垃圾处理费", "4700", "2022.5.17", "鄂价费〔2019〕3号"],
]


def take(kind, file, name="表.csv", *, by, **options):
    return actions.import_table(kind, file, name, by=by, on=ON, **options)


def test_licences_from_csv(clerk):
    result = take("licence", csv_file(LICENCES), by=clerk)
    assert (result.added, result.unchanged, result.corrected, result.rejected) == (3, 0, 0, ())
    person = AdministrativeDecision.objects.get(number="楚审许〔2022〕2号")
    assert (person.subject, person.subject_kind, person.subject_shown) == ("罗小满", "person", "罗**")
    assert (person.kind, person.line, person.batch, person.recorded_by) == ("licence", 3, result.batch, clerk)
    assert AdministrativeDecision.objects.get(number="楚审许〔2022〕3号").subject_kind == "organisation"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_every_usual_encoding(clerk, encoding):
    assert take("licence", csv_file(LICENCES, encoding), by=clerk).added == 3
    assert AdministrativeDecision.objects.filter(matter="食品经营许可").exists()


def test_documents_from_csv(clerk):
    assert take("normative_document", csv_file(DOCUMENTS), by=clerk).added == 2
    first = NormativeDocument.objects.get(number="楚审规〔2022〕1号")
    assert (first.issued_on, first.in_force_on, first.expires_on) == (date(2022, 3, 1),) * 2 + (
        date(2027, 2, 28),
    )
    assert NormativeDocument.objects.get(number="楚审规〔2018〕7号").repealed_on == date(2022, 6, 1)


def test_charges_from_csv(clerk):
    assert take("charge", csv_file(CHARGES), by=clerk).added == 2
    assert Charge.objects.charged_in(2022).total() == Decimal("5900.00")


def test_charges_in_wan(clerk):
    rows = [["票据号", "收费项目", "金额（万元）", "收费日期"], ["1", "土地复垦费", "0.59", "2022-05-16"]]
    take("charge", csv_file(rows), by=clerk)
    assert Charge.objects.get().amount == Decimal("5900.00")


def test_xlsx_with_real_dates_numbers_and_serials(clerk):
    rows = [
        ["决定文号", "事项", "相对人", "决定日期"],
        ["楚审许〔2022〕1号", "施工许可", "楚江恒远建设有限公司", datetime(2022, 1, 10)],
        ["楚审许〔2022〕2号", "施工许可", None, 44602],
        [20220003, "施工许可", None, "2022-03-12"],
    ]
    assert take("licence", xlsx_file(rows), "许可.xlsx", by=clerk).added == 3
    days = AdministrativeDecision.objects.order_by("line").values_list("number", "decided_on")
    assert list(days) == [
        ("楚审许〔2022〕1号", date(2022, 1, 10)), ("楚审许〔2022〕2号", date(2022, 2, 10)), ("20220003", date(2022, 3, 12)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "rows"), [("licence", LICENCES), ("normative_document", DOCUMENTS), ("charge", CHARGES)]
)
def test_the_same_file_twice_changes_nothing(clerk, kind, rows):
    take(kind, csv_file(rows), by=clerk)
    before = AuditEntry.objects.filter(act="register.correct").count()
    again = take(kind, csv_file(rows), by=clerk, correct=True)
    assert (again.added, again.unchanged, again.corrected, again.differing) == (0, len(rows) - 1, 0, ())
    assert AuditEntry.objects.filter(act="register.correct").count() == before


BAD = [
    ("licence", {"决定文号": ""}, "决定文号", "", "没有填决定文号：填上再导入。"),
    ("licence", {"决定日期": "去年"}, "决定日期", "去年", "读不出日期：写成 2022-01-05。"),
    ("licence", {"决定日期": "2022-02-30"}, "决定日期", "2022-02-30", "日历上没有这一天：核对年月日。"),
    (
        "licence",
        {"决定日期": "2022-10-25"},
        "决定日期",
        "2022-10-25",
        "决定日期晚于今天（2022-10-24）：核对日期。",
    ),
    ("licence", {"事项": "=1+1"}, "事项", "=1+1", "这一格像公式，登记簿只收文字：改成文字再导入。"),
    ("licence", {"事项": "长" * 201}, "事项", "长" * 201, "超过 200 个字：缩短到 200 个字以内。"),
    (
        "licence",
        {"相对人类型": "外星人"},
        "相对人类型",
        "外星人",
        "认不出相对人类型：写“自然人”或“法人或者其他组织”。",
    ),
    (
        "normative_document",
        {"废止日期": "2021-01-01"},
        "废止日期",
        "2021-01-01",
        "废止日期早于制发日期（2022-03-01）：核对两个日期。",
    ),
    (
        "normative_document",
        {"有效期至": "2022-02-01"},
        "有效期至",
        "2022-02-01",
        "有效期早于施行日期（2022-03-01）：核对两个日期。",
    ),
    (
        "normative_document",
        {"制发日期": "2022-10-25"},
        "制发日期",
        "2022-10-25",
        "制发日期晚于今天（2022-10-24）：核对日期。",
    ),
    ("charge", {"金额（元）": "-5"}, "金额", "-5", "金额不能是负数：退费用更正办理，不记成负数。"),
    ("charge", {"金额（元）": "免收"}, "金额", "免收", "读不出金额：写成 1234.50。"),
    ("charge", {"金额（元）": "1.005"}, "金额", "1.005", "金额精确到分：最多写两位小数。"),
    (
        "charge",
        {"收费日期": "2022-10-25"},
        "收费日期",
        "2022-10-25",
        "收费日期晚于今天（2022-10-24）：核对日期。",
    ),
]


@pytest.mark.parametrize(("kind", "change", "column", "value", "reason"), BAD)
def test_a_bad_row_is_named_and_the_good_ones_stay(clerk, kind, change, column, value, reason):
    table = {"licence": LICENCES, "normative_document": DOCUMENTS, "charge": CHARGES}[kind]
    bad = [change.get(header, cell) for header, cell in zip(table[0], table[1], strict=True)]
    result = take(kind, csv_file([table[0], bad, *table[2:]]), by=clerk)
    [row] = result.rejected
    [problem] = row.problems
    assert (row.line, problem.column, problem.value, problem.reason) == (2, column, value, reason)
    assert result.added == len(table) - 2


def test_a_row_with_several_faults_names_them_all(clerk):
    rows = [LICENCES[0], ["", "=1", "某人", "猫", "昨天"], LICENCES[2]]
    [row] = take("licence", csv_file(rows), by=clerk).rejected
    assert [problem.column for problem in row.problems] == ["决定文号", "事项", "相对人类型", "决定日期"]


def test_a_comma_without_quotes_does_not_shift_cells(clerk):
    text = "票据号,收费项目,金额,收费日期\n1,垃圾费,1,234.50,2022-05-16\n2,垃圾费,5,2022-05-16\n"
    result = take("charge", io.BytesIO(text.encode()), by=clerk)
    [row] = result.rejected
    assert result.added == 1 and row.problems[0].reason.startswith(
        "比列名多出一格：多半是金额里的逗号没有加引号"
    )


def test_the_same_number_twice_in_one_file(clerk):
    [row] = take("licence", csv_file([*LICENCES, LICENCES[1]]), by=clerk).rejected
    assert (row.line, row.reasons) == (5, "决定文号“楚审许〔2022〕1号”：与第 2 行重复：同一文件里只留一行。")


@pytest.mark.parametrize(
    ("file", "name", "sentence"),
    [
        (
            csv_file([["决定文号", "事项"], ["1", "2"]]),
            "表.csv",
            "行政许可的表格缺少“决定日期”列：第一行写列名，或者下载模板填写。",
        ),
        (io.BytesIO(b""), "表.csv", "文件是空的"),
        (io.BytesIO(b"PK\x03\x04 broken"), "表.xlsx", "。"),
        (io.BytesIO(b"hello"), "表.exe", "只能读 XLSX 和 CSV 表格"),
    ],
)
def test_a_file_that_cannot_be_taken_at_all(clerk, file, name, sentence):
    with pytest.raises(Refused) as caught:
        take("licence", file, name, by=clerk)
    assert sentence in str(caught.value) and not ImportBatch.objects.exists()


def test_an_unknown_register(clerk):
    with pytest.raises(Refused, match="没有这种登记簿"):
        take("donation", csv_file(LICENCES), by=clerk)


def test_unknown_columns_are_told(clerk):
    rows = [[*LICENCES[0], "经手人"], [*LICENCES[1], "马晓东"]]
    assert take("licence", csv_file(rows), by=clerk).ignored == ("经手人",)


def test_a_row_that_says_something_else_stays_until_it_is_wanted(clerk):
    take("licence", csv_file(LICENCES), by=clerk)
    changed = [LICENCES[0], [*LICENCES[1][:4], "2022-01-11"], LICENCES[2], LICENCES[3]]
    result = take("licence", csv_file(changed), by=clerk)
    [difference] = result.differing
    assert result.unchanged == 2 and difference.sides == (("决定日期", "2022-01-10", "2022-01-11"),)
    entry = AdministrativeDecision.objects.get(number="楚审许〔2022〕1号")
    assert entry.decided_on == date(2022, 1, 10)

    result = take("licence", csv_file(changed), by=clerk, correct=True)
    entry.refresh_from_db()
    assert result.corrected == 1 and not result.differing and entry.decided_on == date(2022, 1, 11)
    said = audit.trail(entry).get()
    assert said.act == "register.correct" and said.reason == "按文件“表.csv”更正"
    assert said.data["before"] == {"decided_on": "2022-01-10"} and said.data["batch"] == result.batch.pk


def test_what_a_file_leaves_out_is_not_compared(clerk):
    take("normative_document", csv_file(DOCUMENTS), by=clerk)
    document = NormativeDocument.objects.get(number="楚审规〔2022〕1号")
    actions.correct(
        document, by=clerk, on=ON, changes={"in_force_on": date(2022, 4, 1), "note": "补"}, reason="核对原件"
    )
    again = take("normative_document", csv_file(DOCUMENTS), by=clerk, correct=True)
    assert (again.unchanged, again.corrected) == (2, 0)


def test_a_person_renamed_is_shown_without_the_name(clerk):
    take("licence", csv_file(LICENCES), by=clerk)
    changed = [LICENCES[0], ["楚审许〔2022〕2号", "食品经营许可", "罗大满", "自然人", "2022-02-11"]]
    [difference] = take("licence", csv_file(changed), by=clerk).differing
    assert difference.sides == (("相对人", "罗**", "另一名称"),)


def test_a_document_recorded_as_another_kind_is_never_overwritten(clerk):
    take("normative_document", csv_file(DOCUMENTS), by=clerk)
    result = take("regulation", csv_file(DOCUMENTS), by=clerk, correct=True)
    assert result.corrected == 0 and result.differing[0].sides[-1] == ("类别", "行政规范性文件", "规章")
    assert NormativeDocument.objects.filter(kind="normative_document").count() == 2


def test_an_annulled_entry_is_not_brought_back_by_a_file(clerk):
    take("licence", csv_file(LICENCES), by=clerk)
    entry = AdministrativeDecision.objects.get(number="楚审许〔2022〕1号")
    actions.annul(entry, by=clerk, on=ON, reason="误录")
    result = take("licence", csv_file(LICENCES), by=clerk)
    [row] = result.rejected
    assert (result.added, result.unchanged) == (0, 2) and "已于 2022-10-24 撤销" in row.reasons


def test_a_preview_writes_no_entry(clerk):
    seen = actions.preview_import("licence", csv_file(LICENCES), "表.csv", by=clerk, on=ON)
    assert (seen.added, AdministrativeDecision.objects.count(), seen.batch.state) == (3, 0, "previewed")
    done = actions.apply_import(seen.batch, by=clerk, on=ON)
    assert done.added == 3 and AdministrativeDecision.objects.count() == 3
    done.batch.refresh_from_db()
    assert (done.batch.state, done.batch.payload, done.batch.added_count) == ("applied", [], 3)


def test_a_batch_is_applied_once(clerk):
    seen = actions.preview_import("licence", csv_file(LICENCES), "表.csv", by=clerk, on=ON)
    actions.apply_import(seen.batch, by=clerk, on=ON)
    for again in (actions.apply_import, actions.discard_import):
        with pytest.raises(Refused, match="已经处理过"):
            again(seen.batch, by=clerk, on=ON)


def test_what_was_recorded_between_preview_and_apply_is_seen(clerk):
    seen = actions.preview_import("licence", csv_file(LICENCES), "表.csv", by=clerk, on=ON)
    make_decision(number="楚审许〔2022〕1号", matter="另一事项")
    done = actions.apply_import(seen.batch, by=clerk, on=ON)
    assert (done.added, len(done.differing)) == (2, 1)


def test_applying_on_an_earlier_day_than_the_rows_is_refused(clerk):
    seen = actions.preview_import("licence", csv_file(LICENCES), "表.csv", by=clerk, on=ON)
    with pytest.raises(Refused, match="第 3 行：决定日期晚于今天"):
        actions.apply_import(seen.batch, by=clerk, on=date(2022, 1, 31))
    assert not AdministrativeDecision.objects.exists()


def test_a_discarded_or_replaced_preview_forgets_what_it_read(clerk):
    first = actions.preview_import("licence", csv_file(LICENCES), "一.csv", by=clerk, on=ON).batch
    second = actions.preview_import("licence", csv_file(LICENCES), "二.csv", by=clerk, on=ON).batch
    actions.discard_import(second, by=clerk, on=ON)
    for batch in (first, second):
        batch.refresh_from_db()
        assert (batch.state, batch.payload, batch.rejected) == ("discarded", [], [])


def test_previews_nobody_decided_about_are_forgotten(clerk):
    from datetime import UTC

    from mingtang.registers.jobs import forget_old_previews

    batch = actions.preview_import("licence", csv_file(LICENCES), "表.csv", by=clerk, on=ON).batch
    for day, state in ((31, "previewed"), (1, "discarded")):
        month = 10 if day == 31 else 11
        forget_old_previews(now=datetime(2022, month, day, 3, tzinfo=UTC), since=None)
        batch.refresh_from_db()
        assert batch.state == state
    assert batch.payload == []


def test_rows_waiting_for_a_decision_are_only_ciphertext(clerk):
    actions.preview_import(
        "licence", csv_file([*LICENCES, ["", "", "钱多多", "", ""]]), "表.csv", by=clerk, on=ON
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload, rejected FROM registers_importbatch")
        [(payload, rejected)] = cursor.fetchall()
    assert "罗小满" not in payload and "钱多多" not in rejected
    assert "罗小满" not in str(list(AuditEntry.objects.values()))


def test_the_file_name_loses_its_path(clerk):
    result = take("licence", csv_file(LICENCES), "..\\..\\etc/表.csv", by=clerk)
    assert result.batch.file_name == "表.csv"


def test_only_clerks_and_administrators_of_the_organ_import(home):
    elsewhere = make_organ(is_home=False)
    for by in [*one_of_each(home).values(), *one_of_each(elsewhere).values()]:
        if by.organ == home and by.role in (Role.CLERK, Role.ADMINISTRATOR):
            take("licence", csv_file(LICENCES), by=by, organ=home)
            continue
        with pytest.raises(Refused, match="只有本机关的经办人和系统管理员"):
            take("licence", csv_file(LICENCES), by=by, organ=home)


def test_demo_rows_are_marked(home):
    take("licence", csv_file(LICENCES), by=None, organ=home, demo=True)
    assert AdministrativeDecision.objects.filter(demo=True).count() == 3


def test_an_import_without_organ_is_refused(home):
    with pytest.raises(Refused, match="没有说明导入哪个机关"):
        take("licence", csv_file(LICENCES), by=None)


def test_nine_hundred_rows_take_few_queries(clerk, django_assert_max_num_queries):
    rows = [
        LICENCES[0],
        *([f"楚审许〔2022〕{n}号", "施工许可", "某公司", "", "2022-05-16"] for n in range(965)),
    ]
    with django_assert_max_num_queries(40):
        assert take("licence", csv_file(rows), by=clerk).added == 965


def test_a_masked_name_from_our_own_export_never_takes_the_place_of_the_name(clerk):
    take("licence", csv_file(LICENCES), by=clerk)
    entry = AdministrativeDecision.objects.get(number="楚审许〔2022〕2号")
    exported = [LICENCES[0], [entry.number, entry.matter, entry.subject_shown, "自然人", "2022-02-12"]]
    result = take("licence", csv_file(exported), by=clerk, correct=True)
    entry.refresh_from_db()
    assert result.corrected == 1 and entry.decided_on == date(2022, 2, 12) and entry.subject == "罗小满"


def test_rows_sent_back_twice_still_come_in(clerk):
    """The columns we add ourselves do not pile up."""
    rows = [LICENCES[0], ["楚审许〔2022〕9号", "施工许可", "某公司", "", "昨天"]]
    for _ in range(2):
        back = rejected_workbook(take("licence", csv_file(rows), by=clerk).rejected)
        rows = [list(row) for row in load_workbook(io.BytesIO(back)).active.iter_rows(values_only=True)]
    assert rows[0] == ["原文件行号", *LICENCES[0], "退回原因"]
    rows[1][5] = "2022-02-12"
    assert take("licence", csv_file(rows), by=clerk).added == 1
