"""上传的材料：随表单一步步带下去。编号带签名并且只对这一张表单有效，没有人能拿别人的材料。"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django.core.signing import BadSignature, Signer
from django.forms import Form
from django.http import HttpRequest

from mingtang.disclosure.forms.public import MAX_FILES, FilesField
from mingtang.disclosure.views.public.limits import UPLOADS
from mingtang.kit.models import StoredFile

GONE = "先前上传的材料超过一天没有提交，已经删除，重新上传"
Kept = list[tuple[str, StoredFile]]


def signer(paper: str) -> Signer:
    """The signer of one form; ``paper`` tells it from every other."""
    return Signer(salt=f"disclosure.files:{paper}")


def gathered(request: HttpRequest, form: Form, paper: str) -> list[StoredFile]:
    """Files of this page and of earlier ones; one too many is an error of the form, and the first ones stay."""
    kept, gone = _kept(request, paper)
    _ = form.errors  # the fields are read now
    fresh = cast(FilesField, form.fields["files"]).good
    if fresh:
        UPLOADS.count(request, by=len(fresh))
    if gone:
        form.add_error("files", GONE)
    found = list(dict.fromkeys([*kept, *fresh]))
    if len(found) > MAX_FILES:
        form.add_error("files", f"最多上传{MAX_FILES}个文件，合并后再传，或者取消勾选不要的")
    return found[:MAX_FILES]


def signed(files: Sequence[StoredFile], paper: str) -> Kept:
    """The files with the signed numbers by which they travel along in the page."""
    sign = signer(paper).sign
    return [(sign(str(file.pk)), file) for file in files]


def _kept(request: HttpRequest, paper: str) -> tuple[list[StoredFile], bool]:
    """Files uploaded on an earlier page, and whether one of them is no longer there."""
    found, gone = [], False
    for given in request.POST.getlist("kept")[:MAX_FILES]:
        try:
            found.append(StoredFile.objects.get(pk=int(signer(paper).unsign(given))))
        except StoredFile.DoesNotExist:
            gone = True
        except (BadSignature, ValueError):
            continue
    return found, gone
