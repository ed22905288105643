"""Each kind of damage is found and named in one sentence; nothing is said about what is whole."""

import pytest
from django.db import connection
from django.utils import timezone

from mingtang.config import soundness
from mingtang.kit import appendonly, audit
from mingtang.kit.models import AuditEntry, StoredFile
from mingtang.organs.models import Organ, Section

pytestmark = pytest.mark.django_db
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL ends the transaction at once")


def test_a_whole_installation_has_no_problems() -> None:
    audit.record("登记", by=None)
    assert list(soundness.problems()) == []


def test_a_wrong_setting(settings) -> None:
    settings.LANGUAGES = [("no language!", "没有这种语言")]
    found = list(soundness.problems())
    assert found and all(sentence.startswith("设置有误：") for sentence in found)
    assert any("LANGUAGES" in sentence for sentence in found)


def test_a_table_that_lost_its_guard() -> None:
    rule = next(rule for rule in appendonly.declared(connection) if rule.table == "kit_auditentry")
    appendonly.remove(connection, rule)
    [sentence] = soundness.problems()
    assert "表 kit_auditentry 失去了只能追加的保护" in sentence


def test_an_entry_of_the_log_changed_behind_the_program() -> None:
    entries = [audit.record("登记", by=None, reason=reason) for reason in ("甲", "乙")]
    with appendonly.paused():
        AuditEntry.objects.filter(pk=entries[1].pk).update(reason="丙")
    assert list(soundness.problems()) == [f"操作日志从第 {entries[1].pk} 条起被改动过：保留现场，与备份比对。"]


def test_a_file_whose_content_is_gone() -> None:
    file = StoredFile.objects.create(
        sha256="a" * 64, name="答复书.pdf", size=1, content_type="application/pdf", created_at=timezone.now()
    )
    assert list(soundness.problems()) == [
        f"存档文件 {file.pk}（{'a' * 12}）的内容缺失或被改动过：从备份取回。"
    ]


@on_sqlite
def test_a_row_that_points_at_nothing() -> None:
    section = Section.objects.create(organ=Organ.objects.create(name="甲局", short_name="甲"), name="办公室")
    Section.objects.filter(pk=section.pk).update(organ_id=999_999)
    [sentence] = soundness.problems()
    Section.objects.filter(pk=section.pk).delete()
    assert sentence.startswith("数据之间的引用断开：") and "organs_section" in sentence
