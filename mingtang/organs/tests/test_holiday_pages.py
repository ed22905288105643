"""放假通知的页面：先看影响，再载入。"""

from __future__ import annotations

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mingtang.law.notices import FOLDER
from mingtang.organs.impact import Impact, StatedDate
from mingtang.organs.models import HolidayNotice, Role
from mingtang.organs.tests.conftest import ON
from mingtang.organs.tests.factories import (
    make_staff,
    signed_in,
)

pytestmark = pytest.mark.django_db


NOTICE = {
    "year": "2027",
    "number": "国办发明电〔2026〕99号",
    "issued_on": "2022-10-20",
    "off": "2026-12-31 至 2027-01-04 元旦",
    "worked": "01-09",
    "verified": "on",
}


class TestHolidays:
    @pytest.fixture
    def client(self, home):
        return signed_in(make_staff(Role.CLERK, organ=home))

    @pytest.fixture
    def impact(self, registry):
        letter = StatedDate("延期答复告知书", ON, "/letters/1")

        @registry.register_impact
        def cases(old, new):
            moved = (old.add_workdays(day, 20) for day in (ON.replace(year=2026, month=12, day=7),))
            return [
                Impact("依申请公开〔2026〕9号", "/cases/9", due, new.roll_forward(due), (letter,))
                for due in moved
            ]

        return registry

    def test_the_list_shows_what_is_missing_and_what_is_loaded(self, client, settings):
        page = client.get(reverse("organs:holidays")).content.decode()
        assert "国办发明电〔2021〕11号" in page and "249 个工作日" in page

    @pytest.mark.parametrize("year", [0, 1900, 9999, 99999999999])
    def test_a_year_beyond_the_calendar_does_not_exist(self, client, year):
        assert client.get(f"/office/holidays/{year}/").status_code == 404

    def test_readers_get_no_buttons(self, home):
        page = signed_in(make_staff(Role.AUDITOR)).get(reverse("organs:holidays")).content.decode()
        assert "录入通知" not in page and "读入并查看影响" not in page

    def test_notices_brought_by_a_release_wait_to_be_loaded(self, client):
        HolidayNotice.objects.filter(year=2026).delete()
        page = client.get(reverse("organs:holidays"))
        assert "随程序发布，尚未载入" in page.content.decode()
        form = client.get(reverse("organs:holiday_load"), {"number": "国办发明电〔2025〕7号"}).context["form"]
        assert form.initial["year"] == 2026 and "02-15 至 02-23 春节" in form.initial["off"]

    def test_a_loaded_notice_is_spelled_out_for_correction(self, client):
        form = client.get(reverse("organs:holiday_load"), {"number": "国办发明电〔2021〕11号"}).context[
            "form"
        ]
        assert "10-01 至 10-07 国庆节" in form.initial["off"] and "10-08" in form.initial["worked"]

    def test_the_impact_is_shown_before_anything_is_loaded(self, client, impact):
        response = client.post(reverse("organs:holiday_load"), NOTICE)
        page = response.content.decode()
        assert "依申请公开〔2026〕9号" in page and "2027-01-05" in page
        assert "延期答复告知书" in page and "2022-10-24" in page and "其中 1 份已发文书写着另一个日期" in page
        assert "前后年份另有 1 天变化：2026-12-31。" in page
        assert not HolidayNotice.objects.filter(year=2027).exists()

    def test_what_was_seen_is_loaded(self, client, impact):
        impact.register_recompute(lambda calendar: 7)
        seen = client.post(reverse("organs:holiday_load"), NOTICE).context["seen"]
        response = client.post(reverse("organs:holiday_load"), {**NOTICE, "seen": seen}, follow=True)
        row = HolidayNotice.objects.get(year=2027)
        assert row.loaded_by.role == Role.CLERK and row.verified
        assert "重算了 7 件的期限" in response.content.decode()

    def test_the_hidden_form_of_the_preview_loads_the_same_notice(self, client):
        response = client.post(reverse("organs:holiday_load"), NOTICE)
        page = lxml.html.fromstring(response.content.decode())
        fields = page.xpath("//form[contains(@class, 'actbar')]//input[@type='hidden']")
        client.post(reverse("organs:holiday_load"), {field.name: field.value or "" for field in fields})
        row = HolidayNotice.objects.get(year=2027)
        assert row.verified and not row.local and row.off == [["2026-12-31", "2027-01-04", "元旦"]]

    def test_what_was_not_seen_is_shown_again(self, client, impact):
        seen = client.post(reverse("organs:holiday_load"), NOTICE).context["seen"]
        changed = {**NOTICE, "worked": "", "seen": seen}
        response = client.post(reverse("organs:holiday_load"), changed)
        assert "看过以后又有变化" in response.content.decode()
        impact.register_impact(lambda old, new: [Impact("新来的案件", "", ON, ON)])
        response = client.post(reverse("organs:holiday_load"), {**NOTICE, "seen": seen})
        assert response.context["stale"] and not HolidayNotice.objects.filter(year=2027).exists()

    def test_back_to_the_form(self, client):
        response = client.post(reverse("organs:holiday_load"), {**NOTICE, "seen": "x", "again": "1"})
        assert "organs/holiday_load.html" in [template.name for template in response.templates]

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"off": "国庆放假"}, "放假第 1 行“国庆放假”读不出日期，写成“10-01 至 10-07 国庆节”。"),
            ({"worked": "01-08"}, "01-08 是周一至周五，本来就上班，从调休上班中删去。"),
            ({"worked": "01-02"}, "2027-01-02既放假又上班，请核对。"),
            ({"off": "2029-01-01 至 2029-01-03 元旦"}, "2029-01-01不属于2027年的安排，请核对年份。"),
            ({"issued_on": "去年"}, "“印发日期”不是日期，写成 2022-10-24。"),
            ({"year": "公历"}, "“年度”不是数字，写成 1234。"),
        ],
    )
    def test_unreadable_notices_are_sent_back_with_the_reason(self, client, change, sentence):
        response = client.post(reverse("organs:holiday_load"), {**NOTICE, **change})
        assert sentence.replace("“", "“") in response.content.decode()

    def test_a_notice_from_the_future_is_refused(self, client):
        form = {**NOTICE, "issued_on": "2099-01-01"}
        seen = client.post(reverse("organs:holiday_load"), form).context["seen"]
        response = client.post(reverse("organs:holiday_load"), {**form, "seen": seen})
        assert "晚于今天" in response.content.decode()

    def upload(self, client, content: bytes):
        file = SimpleUploadedFile("notice.toml", content)
        return client.post(reverse("organs:holiday_file"), {"file": file}, follow=True)

    def test_a_file_like_the_shipped_ones(self, client):
        HolidayNotice.objects.filter(year=2026).delete()
        response = self.upload(client, (FOLDER / "2026.toml").read_bytes())
        assert "载入前的影响" in response.content.decode()
        assert not HolidayNotice.objects.filter(year=2026).exists()

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"\xff\xfe", "文件不是 UTF-8 文本"),
            (b"not toml", "放假通知不是有效的 TOML"),
            ('"年份" = 2027'.encode(), "放假通知缺少“"),
            (b"#" * 70_000, "文件超过 64 KB"),
        ],
    )
    def test_hostile_files(self, client, content, sentence):
        assert sentence in self.upload(client, content).content.decode()

    def test_years_that_cannot_be_drawn(self, client):
        assert client.get(reverse("organs:holiday_year", args=[1900])).status_code == 404
        assert client.get(reverse("organs:holiday_year", args=[99999])).status_code == 404
        assert (
            "还没有 2030 年的放假通知"
            in client.get(reverse("organs:holiday_year", args=[2030])).content.decode()
        )
