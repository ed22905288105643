"""对征求意见稿提意见：自己的一页，现做，不存成品。任何人。"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mingtang.disclosure.views.public.limits import Limit
from mingtang.organs.refusal import Refused
from mingtang.publishing.actions.commenting import comment
from mingtang.publishing.addresses import path_of
from mingtang.publishing.forms.comment import CommentForm
from mingtang.publishing.metatags import column_tags
from mingtang.publishing.models import Consultation
from mingtang.publishing.tree import tree_of
from mingtang.publishing.views.public.framing import trail
from mingtang.web.clock import today

COMMENTS = Limit("comment", 60, 3600)  # a whole office may speak from one address
TOO_MANY = "这个网络地址一小时内提交得太多，过一小时再试，或者改用信函、电子邮件。"
SESSION_KEY = "publishing_comment"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Write an opinion; what was filled in stays when something is missing."""
    this = get_object_or_404(Consultation.objects.live(), pk=min(pk, 2**63 - 1))
    if this.status(today(request)) != "征集中":
        return redirect(path_of(this))
    form = CommentForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, this, form, 200)
    if COMMENTS.reached(request):
        form.add_error(None, TOO_MANY)
        return _page(request, this, form, 429)
    if not form.is_valid():
        return _page(request, this, form, 422)
    try:
        made = comment(this, on=today(request), **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, this, form, 422)
    COMMENTS.count(request)
    request.session[SESSION_KEY] = made.pk
    return redirect("publishing:commented", pk=this.pk)


@never_cache
@require_http_methods(["GET", "HEAD"])
def given(request: HttpRequest, pk: int) -> HttpResponseBase:
    """That it has arrived, under which number, and what happens with it. Only to the one who wrote it."""
    this = get_object_or_404(Consultation.objects.live(), pk=min(pk, 2**63 - 1))
    number = request.session.get(SESSION_KEY)
    if number is None or not this.comments.filter(pk=number).exists():
        return redirect(path_of(this))
    return _page(request, this, None, 200, number=number)


def _page(
    request: HttpRequest, this: Consultation, form: CommentForm | None, status: int, number: int | None = None
) -> HttpResponse:
    node = tree_of(request).node(this.column)
    context = {
        "piece": this,
        "url": path_of(this),
        "form": form,
        "number": number,
        "tags": column_tags(this.column),
        "trail": [*trail(node, this.title)[:-1], ("征求意见", path_of(this)), ("提意见", "")],
    }
    return render(request, "publishing/pieces/comment.html", context, status=status)
