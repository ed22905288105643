"""``mingtang report show|export``: the report of a year, or one sentence why there is none."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest
from django.utils import timezone

from mingtang.config import installation
from mingtang.config.cli import main
from mingtang.disclosure.tests.factories import Office, make_office
from mingtang.report.tests.factories import done_case, published, written
from mingtang.web import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office(monkeypatch) -> Office:
    noon = timezone.make_aware(datetime(2023, 1, 9, 12))
    monkeypatch.setattr(clock, "now", lambda: noon)
    monkeypatch.setattr(installation, "load", lambda: None)
    return make_office()


@pytest.fixture
def say(capsys):
    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["report", *arguments])
        return (code, *capsys.readouterr())

    return run


@pytest.mark.parametrize(
    ("year", "sentence"),
    [
        ("0", "写四位数的年度"),
        ("99999", "写四位数的年度"),
        ("999", "写四位数的年度"),
        ("1999", "1999年没有年度报告"),
        ("2007", "条例自2008年"),
        ("2008", "没有2008年的报告，也没有这一年的记录"),
        ("2018", "没有2018年的报告，也没有这一年的记录"),
        ("2022", "没有2022年的报告，也没有这一年的记录"),
        ("2024", "2024年还没有到"),
        ("2099", "2099年还没有到"),
    ],
)
def test_one_sentence_for_a_year_of_which_there_is_nothing(say, year, sentence):
    for more in ([], ["--json"]):
        code, out, err = say("show", year, *more)
        assert (code, out) == (2, "") and sentence in err and err.count("\n") == 1


def test_a_year_is_counted_from_its_records_when_it_has_no_report(say, office):
    done_case(office.organ, date(2018, 3, 1), "disclosed", date(2018, 3, 20))
    code, out, _ = say("show", "2018")
    assert code == 0 and "没有报告，按记录现算" in out and "本年新收" in out
    code, out, _ = say("show", "2018", "--json")
    assert code == 0 and json.loads(out)["table3"][0][-1] == 1


def test_a_report_says_how_far_it_is(say, office):
    written(office)
    assert "归集核对，按记录现算" in say("show", "2022")[1]  # an empty year with a report has its tables
    office.organ.reports.all().delete()
    published(office)
    code, out, _ = say("show", "2022")
    assert code == 0 and "已公布" in out and "现算" not in out


@pytest.mark.parametrize(("year", "sentence"), [("1999", "没有年度报告"), ("2030", "还没有到"), ("2021", "先在工作台起草")])
def test_there_is_nothing_to_export(say, tmp_path, year, sentence):
    code, _, err = say("export", year, "--format", "json", "-o", str(tmp_path / "a.json"))
    assert code == 2 and sentence in err and not (tmp_path / "a.json").exists()


def test_exporting(say, office, tmp_path):
    published(office)
    path = tmp_path / "a.json"
    assert say("export", "2022", "--format", "json", "-o", str(path))[0] == 0
    assert json.loads(path.read_text(encoding="utf-8"))["organ"] == office.organ.name
    assert say("export", "2022", "--format", "json", "-o", str(tmp_path / "没有" / "a.json"))[0] == 2
    assert "没有名为" in say("show", "2022", "--organ", "没有的局")[2]
