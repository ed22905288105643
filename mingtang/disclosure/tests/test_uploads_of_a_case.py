"""What is attached stays; what was uploaded for an application that was never sent goes after a day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mingtang.disclosure.actions import intake
from mingtang.disclosure.models import Attachment, AttachmentRole
from mingtang.kit import uploads
from mingtang.kit.models import StoredFile
from mingtang.organs.models import Organ

pytestmark = pytest.mark.django_db


def test_only_files_of_a_case_are_kept():
    organ = Organ.objects.create(name="楚江市行政审批局", short_name="楚审", is_home=True)
    kept, left = (uploads.store_bytes(text.encode(), f"{text}.txt", "text/plain") for text in ("合同", "草稿"))
    intake.file_case(
        organ=organ,
        applicant=intake.ApplicantData("natural", "江小鱼"),
        wish=intake.Wish("叫号系统合同", "2021年签订的合同"),
        arrival=intake.Arrival("web", date(2022, 9, 28)),
        by=None,
        on=date(2022, 9, 28),
        files=((kept, AttachmentRole.APPLICATION),),
    )
    assert uploads.forget(datetime.now(UTC) + timedelta(days=1)) == 1
    assert list(StoredFile.objects.all()) == [kept]
    assert Attachment.objects.get().file == kept
    assert left not in StoredFile.objects.all()
