"""微信服务器敲的门：验签，解密，收下，回答。没有会话，不认表单令牌：签名就是凭证。"""

from __future__ import annotations

import logging

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mingtang.web import clock
from mingtang.wechat import door as behind
from mingtang.wechat.codec import BadMessage, is_fresh, is_signed
from mingtang.wechat.messages import encrypted_part, parse
from mingtang.wechat.models import Account

log = logging.getLogger("mingtang.wechat.door")

LARGEST = 64 * 1024
NOTHING_TO_SAY = "success"


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def door(request: HttpRequest, key: str) -> HttpResponse:
    """Open to everybody who signs with the token of the account; others get 403 and learn nothing."""
    account = Account.objects.filter(key=key, enabled=True).first()
    if account is None or not account.can_receive:
        raise Http404
    try:
        return _greet(request, account) if request.method == "GET" else _receive(request, account)
    except BadMessage as reason:
        log.warning("wechat: refused at the door of account %s: %s", account.pk, reason)
        return _plain("refused", 403)


def _greet(request: HttpRequest, account: Account) -> HttpResponse:
    """The check of the address when it is entered at WeChat: give the words back, as plain text."""
    timestamp, nonce = _fresh(request)
    if not is_signed(request.GET.get("signature", ""), account.token, timestamp, nonce):
        raise BadMessage("the signature is wrong")
    return _plain(request.GET.get("echostr", "")[:200])


def _receive(request: HttpRequest, account: Account) -> HttpResponse:
    timestamp, nonce = _fresh(request)
    if _too_large(request):
        return _plain("too large", 413)
    if request.GET.get("encrypt_type") != "aes":
        raise BadMessage("the message is not encrypted")
    sealed = encrypted_part(request.body)
    xml, key = account.codec.opened(sealed, request.GET.get("msg_signature", ""), timestamp, nonce)
    reply = _answer(account, xml)
    if not reply:
        return _plain(NOTHING_TO_SAY)
    answer = account.codec.sealed(reply.encode(), key, timestamp, nonce)
    return HttpResponse(answer, content_type="text/xml; charset=utf-8")


def _answer(account: Account, xml: bytes) -> str:
    try:
        return behind.answer(account, parse(xml), clock.now())
    except BadMessage as reason:
        # It came from WeChat: refused, it would be sent again, and the person would read that we are out of order.
        log.warning("wechat: unreadable message for account %s: %s", account.pk, reason)
        return ""


def _fresh(request: HttpRequest) -> tuple[str, str]:
    timestamp, nonce = request.GET.get("timestamp", ""), request.GET.get("nonce", "")
    if not is_fresh(timestamp, clock.now()):
        raise BadMessage("the timestamp is not fresh")
    if not nonce.isalnum() or len(nonce) > 64:
        raise BadMessage("the nonce is wrong")
    return timestamp, nonce


def _too_large(request: HttpRequest) -> bool:
    length = request.headers.get("Content-Length") or "0"
    return not length.isdigit() or int(length) > LARGEST or len(request.body) > LARGEST


def _plain(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
