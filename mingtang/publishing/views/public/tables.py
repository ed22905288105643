"""公文清单整份取走：一个政策文件栏目，按页面上的筛选，XLSX 或者 CSV。任何人。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from mingtang.kit.tables import Sheet, write_csv, write_xlsx
from mingtang.publishing.addresses import absolute, path_of
from mingtang.publishing.metatags import source_of
from mingtang.publishing.models import ColumnKind, Document
from mingtang.publishing.tree import tree_of
from mingtang.publishing.views.public.columns import in_column
from mingtang.publishing.views.public.filters import documents_of
from mingtang.publishing.views.public.lists import validity
from mingtang.web.clock import today

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADS = (
    *(
        "索引号",
        "名称",
        "文号",
        "发文机关",
        "主题分类",
        "体裁",
        "成文日期",
        "施行日期",
        "有效期至",
        "发布日期",
    ),
    *("效力", "效力说明", "网址"),
)
MOST = 20_000


@require_safe
def documents(request: HttpRequest, column: str, kind: str) -> HttpResponse:
    """The documents of a column that the filters leave, newest first."""
    node = next((each for each in tree_of(request).walk() if path_of(each.column) == f"/{column}/"), None)
    if node is None or node.column.kind != ColumnKind.DOCUMENTS or not node.own:
        raise Http404
    day = today(request)
    found = documents_of(request).narrow(in_column(node), day)
    pieces = Document.objects.filter(pk__in=found.order_by().values("pk")).on_show()[:MOST]  # type: ignore[attr-defined]
    rows = _rows(request, pieces, day)
    name = f"{node.column.title}{day}.{kind}"
    if kind == "csv":
        answer = HttpResponse(write_csv(HEADS, rows), content_type="text/csv; charset=utf-8")
    else:
        answer = HttpResponse(write_xlsx([Sheet(node.column.title, HEADS, rows)]), content_type=XLSX)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer


def _rows(request: HttpRequest, pieces: Any, day: date) -> Iterator[list[Any]]:
    for each in pieces:
        shown = timezone.localdate(each.first_published_at) if each.first_published_at else None
        yield [
            each.index_number, each.title, each.number, each.issuers or source_of(each), each.topic, each.genre,
            each.signed_on, each.effective_on, each.expires_on, shown, validity(each, day), each.validity_note,
            absolute(path_of(each), request),
        ]  # fmt: skip
