"""Stored files: whole, private, unchanged, and given out safely."""

import os
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest

from mingtang.kit import jobs, uploads
from mingtang.kit.models import StoredFile
from mingtang.kit.tests.elsewhere import hear
from mingtang.kit.tests.samples import PDF
from mingtang.kit.uploads import FileMissing, storage

DAY = timedelta(days=1)


@pytest.fixture
def file(db):
    return uploads.store_bytes(PDF, "答复书.pdf", "application/pdf")


def contents(root):
    return [path for path in root.rglob("*") if path.is_file()]


def test_the_same_content_is_kept_once_for_the_owner_only(file, files):
    again = uploads.store_bytes(PDF, "副本.pdf", "application/pdf")
    assert again.pk != file.pk
    (path,) = contents(files)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.name == file.sha256
    assert all(folder.stat().st_mode & 0o077 == 0 for folder in path.parents[:3])
    assert (file.size, file.extension) == (len(PDF), "pdf")


def test_content_comes_back_and_is_checked(file, files):
    assert uploads.read_stored(file) == PDF
    assert uploads.verify(file)
    assert uploads.verify_all() == []
    (path,) = contents(files)
    path.write_bytes(PDF[:-1] + b"x")
    assert not uploads.verify(file)
    assert uploads.verify_all() == [file]


def test_damaged_content_is_healed_when_the_same_file_comes_again(file, files):
    (path,) = contents(files)
    path.write_bytes(b"x")
    uploads.store_bytes(PDF, "再次.pdf", "application/pdf")
    assert uploads.verify(file)


def test_missing_content_is_named(file, files):
    contents(files)[0].unlink()
    assert not uploads.verify(file)
    with pytest.raises(FileMissing, match=file.sha256[:12]):
        uploads.open_stored(file)


def test_a_failed_write_leaves_nothing(db, files, monkeypatch):
    def broken(source, target):
        raise OSError("disk full")

    monkeypatch.setattr(storage.os, "replace", broken)
    with pytest.raises(OSError, match="disk full"):
        uploads.store_bytes(PDF, "a.pdf", "application/pdf")
    assert contents(files) == []
    assert not StoredFile.objects.exists()


def test_a_process_killed_while_writing_leaves_no_half_file(elsewhere, files):
    process = elsewhere.start("""
    os.replace = lambda source, target: (say("written"), wait())
    uploads.store_bytes(b"x" * 100_000, "a.txt", "text/plain")
    """)
    hear(process, "written")
    process.kill()
    process.wait()
    assert not (files / "content").exists() or contents(files / "content") == []
    assert not StoredFile.objects.exists()
    assert uploads.sweep(datetime.now(UTC) + DAY) == 1
    assert contents(files) == []


def test_abandoned_content_is_swept_after_a_day(file, files):
    now = datetime.now(UTC)
    path = storage.path_of(file.sha256)
    assert uploads.sweep(now + DAY) == 0
    file.delete()
    assert uploads.sweep(now - DAY) == 0
    assert path.exists()
    assert jobs.sweep_files(now=now + 2 * DAY, since=None) == "清理 0 个没有用到的文件、1 份没有登记的内容"
    assert not path.exists()


def test_a_file_no_record_took_up_is_forgotten_after_a_day(file, files):
    now = datetime.now(UTC)
    assert uploads.forget(now - DAY) == 0
    assert jobs.sweep_files(now=now + 2 * DAY, since=None) == "清理 1 个没有用到的文件、1 份没有登记的内容"
    assert not StoredFile.objects.exists()
    assert contents(files) == []


def test_content_just_asked_for_again_is_not_swept(file):
    path = storage.path_of(file.sha256)
    file.delete()
    os.utime(path, (0, 0))
    uploads.store_bytes(PDF, "a.pdf", "application/pdf").delete()
    assert uploads.sweep(datetime.now(UTC) - DAY) == 0
    assert path.exists()


def test_a_file_is_given_out_as_a_download(file):
    answer = uploads.download(file)
    assert b"".join(answer) == PDF
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('答复书.pdf')}"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Length"] == str(len(PDF))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox;")
    assert answer["Cache-Control"] == "private, no-store"


def test_the_name_of_a_download_cannot_break_the_header(file):
    answer = uploads.download(file, 'x"\r\nSet-Cookie: a=b/../y.pdf')
    assert "\r" not in answer["Content-Disposition"]
    assert "Set-Cookie" not in answer.headers
    assert 'filename="y.pdf"' in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("content_type", "start", "policy"),
    [
        ("application/pdf", "inline", "default-src 'none'"),
        ("image/png", "inline", "sandbox"),
        ("text/html", "attachment", "sandbox"),
        ("text/plain; charset=utf-8", "attachment", "sandbox"),
    ],
)
def test_only_pictures_and_pdf_are_shown_in_our_pages(db, content_type, start, policy):
    answer = uploads.download(uploads.store_bytes(b"x", "a", content_type), inline=True)
    assert answer["Content-Disposition"].startswith(start)
    assert answer["Content-Security-Policy"].startswith(policy)
    assert ("X-Frame-Options" in answer) == (start == "inline")
