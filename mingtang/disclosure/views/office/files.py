"""附件：放进案卷、取出。取出只经过这里，先看有没有权限，再记一笔。"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from mingtang.disclosure.actions.files import add_file
from mingtang.disclosure.evidence import bundle
from mingtang.disclosure.forms.office.file import FileForm
from mingtang.disclosure.models import AttachmentRole
from mingtang.disclosure.permissions import may_add_file
from mingtang.disclosure.privacy import may_download, note_download
from mingtang.disclosure.refusal import NotPermitted
from mingtang.disclosure.views.office.case import context_of, open_look
from mingtang.disclosure.views.office.doors import sees_cases, staff_of, the_case
from mingtang.kit.uploads import FileMissing
from mingtang.kit.uploads import download as give_out
from mingtang.organs.access import requires
from mingtang.organs.refusal import Refused
from mingtang.web import clock

LOOK_FIRST = "身份证明先在“申请人”一栏查看完整信息、写明事由，五分钟内可以下载。"


@requires(sees_cases)
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a file into the case."""
    case, staff = the_case(request, pk), staff_of(request)
    if not may_add_file(staff, case):  # before anything of the file is kept
        raise PermissionDenied(f"{staff.get_role_display()}不往案卷里放材料，请交经办人或者承办科室。")
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "disclosure/office/case.html", {**context_of(request, case), "file_form": form}, status=422)
    given = form.cleaned_data
    try:
        add_file(
            case, given["stored"], by=staff, on=clock.today(request), role=given["role"],
            label=given["label"], pages=given["pages"],
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(reverse("cases:case", args=[case.pk]) + "#files")


@requires(sees_cases)
@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole file as one ZIP, for a reconsideration body or a court."""
    case, day = the_case(request, pk), clock.today(request)
    try:
        body = bundle(case, by=staff_of(request), on=day)
    except NotPermitted as refused:
        raise PermissionDenied(str(refused)) from refused
    answer = HttpResponse(body, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="evidence-{case.receipt_number}.zip"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@requires(sees_cases)
@require_safe
def get(request: HttpRequest, pk: int, attachment: int) -> Any:
    """Give out one attachment."""
    case, staff = the_case(request, pk), staff_of(request)
    found = get_object_or_404(case.attachments.select_related("file", "case"), pk=attachment)
    if not may_download(staff, found):
        raise PermissionDenied(f"{staff.get_role_display()}不查看身份证明，请交经办人核对。")
    if found.role == AttachmentRole.IDENTITY and open_look(request, case) is None:
        raise PermissionDenied(LOOK_FIRST)
    try:
        answer = give_out(found.file)
    except FileMissing as missing:
        raise Http404("文件不在存档里，请系统管理员检查存档目录。") from missing
    note_download(case, by=staff, what="附件", data={"attachment": found.pk, "role": found.role})
    return answer
