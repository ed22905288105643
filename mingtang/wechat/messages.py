"""Messages and events as values, and answers as XML. Hostile XML stays outside: no DTD, no entities, no network."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from mingtang.wechat.codec import BadMessage

MESSAGES = ("text", "image", "voice", "video", "shortvideo", "location", "link", "miniprogrampage")
EVENTS = (
    "SUBSCRIBE", "UNSUBSCRIBE", "SCAN", "LOCATION", "CLICK", "VIEW", "VIEW_MINIPROGRAM", "SCANCODE_PUSH",
    "SCANCODE_WAITMSG", "PIC_SYSPHOTO", "PIC_PHOTO_OR_ALBUM", "PIC_WEIXIN", "LOCATION_SELECT", "TEMPLATESENDJOBFINISH",
    "MASSSENDJOBFINISH", "PUBLISHJOBFINISH", "SUBSCRIBE_MSG_POPUP_EVENT", "SUBSCRIBE_MSG_CHANGE_EVENT",
    "SUBSCRIBE_MSG_SENT_EVENT", "KF_CREATE_SESSION", "KF_CLOSE_SESSION", "KF_SWITCH_SESSION",
)  # fmt: skip
SCENE_PREFIX = "qrscene_"
LONGEST_ID = 128
LARGEST_ID = 2**63 - 1
TEXT_BYTES = 2048  # what a text answer may hold
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Message:
    """One message or event. ``fields`` holds all of it: text, or mappings and lists where elements are nested."""

    kind: str
    sender: str = field(repr=False)
    recipient: str
    created: int
    msg_id: int | None
    event: str
    fields: Mapping[str, Any] = field(repr=False)

    @property
    def is_event(self) -> bool:
        return self.kind == "event"

    @property
    def event_key(self) -> str:
        """The key of a menu, or ``qrscene_…``; "" when there is none."""
        return self.text("EventKey")

    @property
    def scene(self) -> str:
        """The scene of the QR code by which somebody came; "" when they came otherwise."""
        scanned = self.event in ("SUBSCRIBE", "SCAN") and "Ticket" in self.fields
        return self.event_key.removeprefix(SCENE_PREFIX) if scanned else ""

    @property
    def detail(self) -> str:
        """What tells two events of one sender in one second apart: job, message or key they are about."""
        publication = self.fields.get("PublishEventInfo")
        job = publication.get("publish_id", "") if isinstance(publication, Mapping) else ""
        return (str(job) or self.text("MsgID") or self.text("KfAccount") or self.event_key)[:200]

    def text(self, name: str) -> str:
        """A field as text; "" when it is missing or nested."""
        value = self.fields.get(name, "")
        return value if isinstance(value, str) else ""


def read_xml(data: bytes) -> etree._Element:
    """The root of one small XML document; ``BadMessage`` when it is malformed or brings declarations."""
    # Before the root only: what people write to us may well be "<!DOCTYPE html>".
    if b"<!" in data.partition(b"<xml")[0]:
        raise BadMessage("the XML declares something")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise BadMessage("the XML is malformed") from None
    if root.tag != "xml" or root.getroottree().docinfo.internalDTD is not None:
        raise BadMessage("the XML is no message")
    return root


def encrypted_part(data: bytes) -> str:
    """The text of ``Encrypt`` in the outer XML of safe mode; ``BadMessage`` when there is none."""
    encrypted = read_xml(data).findtext("Encrypt")
    if not encrypted:
        raise BadMessage("the message is not encrypted")
    return encrypted.strip()


def parse(data: bytes) -> Message:
    """Read a decrypted message; ``BadMessage`` when it is malformed or one of the four head fields is missing."""
    fields = _value(read_xml(data))
    if not isinstance(fields, Mapping):
        raise BadMessage("the message is empty")
    kind = _required(fields, "MsgType").lower()
    is_event = kind == "event"
    return Message(
        kind=kind,
        sender=_required(fields, "FromUserName"),
        recipient=_required(fields, "ToUserName"),
        created=_number(_required(fields, "CreateTime")),
        msg_id=_number(_required(fields, "MsgId")) if not is_event and "MsgId" in fields else None,
        event=_required(fields, "Event").upper() if is_event else "",
        fields=fields,
    )


def _value(element: etree._Element) -> str | dict[str, Any]:
    if not len(element):
        return element.text or ""
    found: dict[str, Any] = {}
    for child in element:
        value = _value(child)
        if child.tag not in found:
            found[str(child.tag)] = value
        elif isinstance(found[child.tag], list):
            found[child.tag].append(value)
        else:
            found[child.tag] = [found[child.tag], value]
    return found


def _required(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_ID:
        raise BadMessage(f"{name} is missing")
    return value.strip()


def _number(text: str) -> int:
    if not re.fullmatch("[0-9]{1,19}", text) or int(text) > LARGEST_ID:
        raise BadMessage("a number is wrong")
    return int(text)


@dataclass(frozen=True)
class Text:
    """A text, cut to 2048 bytes."""

    content: str


@dataclass(frozen=True)
class Image:
    """A picture uploaded before."""

    media_id: str


@dataclass(frozen=True)
class Voice:
    """A recording uploaded before."""

    media_id: str


@dataclass(frozen=True)
class Video:
    """A film uploaded before."""

    media_id: str
    title: str = ""
    description: str = ""


@dataclass(frozen=True)
class Music:
    """A piece of music at an address."""

    url: str
    title: str = ""
    description: str = ""
    hq_url: str = ""
    thumb_media_id: str = ""


@dataclass(frozen=True)
class Item:
    """One entry of an answer with articles."""

    title: str
    description: str
    picture_url: str
    url: str


@dataclass(frozen=True)
class News:
    """Articles; WeChat shows one of them for most messages."""

    items: Sequence[Item]


@dataclass(frozen=True)
class Transfer:
    """Hand the conversation to a person; ``account`` names which, "" leaves it to WeChat."""

    account: str = ""


Reply = Text | Image | Voice | Video | Music | News | Transfer


def render(reply: Reply, to: Message, at: int) -> bytes:
    """The XML that answers ``to``; ``at`` in seconds since 1970. ValueError for a transfer of an event."""
    if isinstance(reply, Transfer) and to.is_event:
        raise ValueError("an event cannot be handed over, only a message")
    kind, body = _body(reply)
    return (
        f"<xml><ToUserName>{cdata(to.sender)}</ToUserName><FromUserName>{cdata(to.recipient)}</FromUserName>"
        f"<CreateTime>{at}</CreateTime><MsgType>{cdata(kind)}</MsgType>{body}</xml>"
    ).encode()


def cdata(text: str) -> str:
    """Text as CDATA: its end mark is split in two, characters that XML does not know are left out."""
    return f"<![CDATA[{NOT_XML.sub('', text).replace(']]>', ']]]]><![CDATA[>')}]]>"


def _body(reply: Reply) -> tuple[str, str]:
    match reply:
        case Text(content):
            return "text", _element("Content", _cut(content))
        case Image(media_id):
            return "image", f"<Image>{_element('MediaId', media_id)}</Image>"
        case Voice(media_id):
            return "voice", f"<Voice>{_element('MediaId', media_id)}</Voice>"
        case Video(media_id, title, description):
            return "video", _group("Video", MediaId=media_id, Title=title, Description=description)
        case Music(url, title, description, hq_url, thumb):
            return "music", _group(
                "Music",
                Title=title,
                Description=description,
                MusicUrl=url,
                HQMusicUrl=hq_url,
                ThumbMediaId=thumb,
            )
        case News(items):
            return "news", _news(items)
        case Transfer(account):
            return "transfer_customer_service", _group("TransInfo", KfAccount=account) if account else ""


def _news(items: Sequence[Item]) -> str:
    told = (
        _group("item", Title=item.title, Description=item.description, PicUrl=item.picture_url, Url=item.url)
        for item in items
    )
    return f"<ArticleCount>{len(items)}</ArticleCount><Articles>{''.join(told)}</Articles>"


def _group(name: str, **parts: str) -> str:
    inner = "".join(_element(part, value) for part, value in parts.items() if value)
    return f"<{name}>{inner}</{name}>"


def _element(name: str, text: str) -> str:
    return f"<{name}>{cdata(text)}</{name}>"


def _cut(text: str) -> str:
    """At most TEXT_BYTES bytes of UTF-8, never half a character."""
    return text.encode(errors="ignore")[:TEXT_BYTES].decode(errors="ignore")
