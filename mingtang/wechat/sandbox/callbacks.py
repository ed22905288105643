"""What the sandbox tells the other side: encrypted and signed, three times when there is no answer in five seconds."""

from __future__ import annotations

import secrets
import time
import urllib.error
import urllib.parse
import urllib.request
from xml.sax.saxutils import escape

from mingtang.wechat.codec import decrypt, encrypt, signature
from mingtang.wechat.messages import read_xml
from mingtang.wechat.sandbox.world import ORIGINAL_ID, Job, World

PATIENCE = 5.0
TRIES = 3
SOMEBODY = "oSandbox0000000000000000001"


def job_finished(world: World, job: Job) -> str:
    """The event PUBLISHJOBFINISH of a job, as XML."""
    article = world.articles.get(job.article_id)
    about = ""
    if article is not None:
        about = (
            f"<article_id>{escape(article.article_id)}</article_id><article_detail><count>1</count><item><idx>1</idx>"
            f"<article_url>{escape(article.url)}</article_url></item></article_detail>"
        )
    elif job.status not in (0, 5, 6):
        about = "<fail_idx>1</fail_idx>"
    info = f"<publish_id>{job.publish_id}</publish_id><publish_status>{job.status}</publish_status>{about}"
    return event(world, "PUBLISHJOBFINISH", f"<PublishEventInfo>{info}</PublishEventInfo>")


def event(world: World, name: str, inner: str = "", sender: str = SOMEBODY) -> str:
    """An event as XML; ``inner`` is XML too."""
    return _xml(world, "event", f"<Event><![CDATA[{name}]]></Event>{inner}", sender)


def text(world: World, words: str, msg_id: int, sender: str = SOMEBODY) -> str:
    """A text somebody writes, as XML."""
    return _xml(world, "text", f"<Content>{escape(words)}</Content><MsgId>{msg_id}</MsgId>", sender)


def _xml(world: World, kind: str, inner: str, sender: str) -> str:
    return (
        f"<xml><ToUserName><![CDATA[{ORIGINAL_ID}]]></ToUserName><FromUserName><![CDATA[{sender}]]></FromUserName>"
        f"<CreateTime>{int(world.now())}</CreateTime><MsgType><![CDATA[{kind}]]></MsgType>{inner}</xml>"
    )


def post(world: World, xml: str) -> str:
    """Send XML to the callback as WeChat does; the decrypted answer, ``success``, or "" when nobody answered."""
    for _ in range(TRIES):
        try:
            answer = _once(world, xml)
        except (urllib.error.URLError, TimeoutError, OSError):
            continue
        world.answers.append(answer)
        return answer
    return ""


def _once(world: World, xml: str) -> str:
    sealed = encrypt(xml.encode(), world.appid, world.aes_key)
    body = f"<xml><ToUserName><![CDATA[{ORIGINAL_ID}]]></ToUserName><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"
    request = urllib.request.Request(  # noqa: S310 - the address was given by whoever started the sandbox
        f"{world.callback}?{_signed_query(world, sealed)}", body.encode(), {"Content-Type": "text/xml"}
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=PATIENCE) as response:
        return _opened(world, response.read())


def _signed_query(world: World, sealed: str) -> str:
    timestamp, nonce = str(int(time.time())), secrets.token_hex(5)
    parts = {
        "signature": signature(world.token, timestamp, nonce),
        "timestamp": timestamp,
        "nonce": nonce,
        "encrypt_type": "aes",
        "msg_signature": signature(world.token, timestamp, nonce, sealed),
    }
    return urllib.parse.urlencode(parts)


def _opened(world: World, answer: bytes) -> str:
    if not answer.lstrip().startswith(b"<xml"):
        return answer.decode()
    root = read_xml(answer)
    sealed = root.findtext("Encrypt") or ""
    signed = signature(world.token, root.findtext("TimeStamp") or "", root.findtext("Nonce") or "", sealed)
    if signed != root.findtext("MsgSignature"):
        return "the answer is not signed"
    return decrypt(sealed, world.appid, world.aes_key).decode()
