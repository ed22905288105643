"""消息读成值，回复写成XML；恶意的XML进不来。"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingtang.wechat.codec import BadMessage
from mingtang.wechat.messages import (
    Image,
    Item,
    Message,
    Music,
    News,
    Text,
    Transfer,
    Video,
    Voice,
    cdata,
    encrypted_part,
    parse,
    read_xml,
    render,
)

HEAD = "<ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[oAbc-D_e]]></FromUserName><CreateTime>1700000000</CreateTime>"


def xml(kind, inner, msg_id="<MsgId>9007199254740993</MsgId>"):
    return f"<xml>{HEAD}<MsgType><![CDATA[{kind}]]></MsgType>{inner}{msg_id}</xml>".encode()


def event(name, inner=""):
    return parse(xml("event", f"<Event><![CDATA[{name}]]></Event>{inner}", ""))


def test_a_text():
    message = parse(xml("text", "<Content><![CDATA[怎样办<营业执照> & ]]]]><![CDATA[>😀]]></Content>"))
    assert message.text("Content") == "怎样办<营业执照> & ]]>😀"
    assert (message.kind, message.sender, message.recipient) == ("text", "oAbc-D_e", "gh_1")
    assert (message.created, message.msg_id, message.is_event) == (1700000000, 9007199254740993, False)
    assert "oAbc" not in repr(message) and "营业执照" not in repr(message)


@pytest.mark.parametrize(
    ("kind", "inner", "fields"),
    [
        ("image", "<PicUrl>http://p</PicUrl><MediaId>m</MediaId>", {"PicUrl": "http://p", "MediaId": "m"}),
        ("voice", "<MediaId>m</MediaId><Format>amr</Format><Recognition>你好</Recognition>", {"Recognition": "你好"}),
        ("video", "<MediaId>m</MediaId><ThumbMediaId>t</ThumbMediaId>", {"ThumbMediaId": "t"}),
        ("shortvideo", "<MediaId>m</MediaId>", {"MediaId": "m"}),
        ("location", "<Location_X>30.5</Location_X><Location_Y>114.3</Location_Y><Scale>20</Scale><Label>楚江</Label>", {"Label": "楚江", "Location_X": "30.5"}),
        ("link", "<Title>t</Title><Description>d</Description><Url>http://u</Url>", {"Url": "http://u"}),
        ("miniprogrampage", "<Title>t</Title><AppId>wx1</AppId><PagePath>p</PagePath>", {"PagePath": "p"}),
        ("kind_of_tomorrow", "<New>n</New>", {"New": "n"}),
    ],
)  # fmt: skip
def test_the_other_kinds(kind, inner, fields):
    message = parse(xml(kind, inner))
    assert message.kind == kind and fields.items() <= message.fields.items()


def test_following_by_qr_code_and_without():
    by_code = event("subscribe", "<EventKey><![CDATA[qrscene_77]]></EventKey><Ticket>T</Ticket>")
    assert (by_code.event, by_code.scene, by_code.msg_id) == ("SUBSCRIBE", "77", None)
    assert event("subscribe", "<EventKey></EventKey>").scene == ""
    assert event("SCAN", "<EventKey>78</EventKey><Ticket>T</Ticket>").scene == "78"
    assert event("CLICK", "<EventKey>qrscene_x</EventKey>").scene == ""


def test_the_result_of_publishing():
    info = (
        "<publish_id>2247503051</publish_id><publish_status>0</publish_status><article_id>b5O2</article_id>"
    )
    items = "<item><idx>1</idx><article_url>http://a</article_url></item><item><idx>2</idx><article_url>http://b</article_url></item>"
    detail = f"<article_detail><count>2</count>{items}</article_detail>"
    message = event("PUBLISHJOBFINISH", f"<PublishEventInfo>{info}{detail}</PublishEventInfo>")
    assert message.detail == "2247503051"
    told = message.fields["PublishEventInfo"]
    assert told["publish_status"] == "0" and told["article_detail"]["item"][1]["article_url"] == "http://b"


def test_what_events_are_about():
    assert (
        event("TEMPLATESENDJOBFINISH", "<MsgID>200163836</MsgID><Status>success</Status>").detail
        == "200163836"
    )
    assert event("kf_close_session", "<KfAccount>k@gh</KfAccount>").detail == "k@gh"
    assert event("CLICK", "<EventKey>guide</EventKey>").detail == "guide"
    assert event("unsubscribe").detail == ""


BOMB = b'<?xml version="1.0"?><!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + xml(
    "text", "<Content>&b;</Content>"
)
OUTSIDE = b'<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + xml(
    "text", "<Content>&x;</Content>"
)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"   ", b"no xml", b"<xml>", b"<xml/>", b"<xml></xml>", b"<html><MsgType>text</MsgType></html>",
        b"<xml>text</xml>", BOMB, OUTSIDE,
        b'<!DOCTYPE xml SYSTEM "http://127.0.0.1/x.dtd">' + xml("text", ""),
        xml("text", "<Content>&undeclared;</Content>"),
        xml("text", "").replace(b"CreateTime>1700000000<", b"CreateTime>soon<"),
        xml("text", "").replace(b"FromUserName", b"From"),
        xml("text", "", "<MsgId>-1</MsgId>"), xml("text", "", "<MsgId>99999999999999999999</MsgId>"),
        xml("text", "", "<MsgId>9999999999999999999</MsgId>"),
        xml("", ""), xml("event", "", ""), xml("text", "").replace(b"oAbc-D_e", b"o" * 129),
        xml("text", "").replace(b"<![CDATA[oAbc-D_e]]>", b"<a>o</a>"),
        b"<xml>" * 300 + b"</xml>" * 300,
        "<xml>" .encode("utf-16"),
    ],
)  # fmt: skip
def test_what_is_no_message(data):
    with pytest.raises(BadMessage):
        parse(data)


def test_people_may_write_about_doctypes():
    assert (
        parse(xml("text", "<Content><![CDATA[<!DOCTYPE html>]]></Content>")).text("Content")
        == "<!DOCTYPE html>"
    )


def test_the_outer_message_needs_its_sealed_part():
    assert (
        encrypted_part(b"<xml><ToUserName>x</ToUserName><Encrypt><![CDATA[abc=]]></Encrypt></xml>") == "abc="
    )
    with pytest.raises(BadMessage):
        encrypted_part(b"<xml><Content>plain</Content></xml>")


TO = parse(xml("text", "<Content>问</Content>"))


def told(reply, to=TO):
    return read_xml(render(reply, to, 1700000001))


def same(text):
    """What XML keeps of a text: no characters it does not know, one kind of line end."""
    kept = (
        c
        for c in text
        if c in "\t\n\r" or "\u0020" <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )
    return "".join(kept).replace("\r\n", "\n").replace("\r", "\n")


@given(st.text(max_size=300))
def test_any_text_comes_back_as_it_was(text):
    root = told(Text(text))
    assert (root.findtext("ToUserName"), root.findtext("FromUserName")) == ("oAbc-D_e", "gh_1")
    assert (root.findtext("CreateTime"), root.findtext("MsgType")) == ("1700000001", "text")
    assert (root.findtext("Content") or "") == same(text)


@given(st.lists(st.sampled_from(["]", "]]", "]]>", ">", "<![CDATA[", "字", "&", "<"])).map("".join))
def test_the_end_mark_of_cdata_is_only_text(text):
    assert (read_xml(f"<xml>{cdata(text)}</xml>".encode()).text or "") == text


def test_a_long_text_is_cut_between_characters():
    content = told(Text("政" * 1000)).findtext("Content")
    assert set(content) == {"政"} and 2046 <= len(content.encode()) <= 2048


def test_the_other_replies():
    assert told(Image("m")).findtext("Image/MediaId") == "m"
    assert told(Voice("m")).findtext("Voice/MediaId") == "m"
    assert told(Video("m", "]]>题")).findtext("Video/Title") == "]]>题"
    assert told(Music("http://m", "t", thumb_media_id="x")).findtext("Music/ThumbMediaId") == "x"
    root = told(News([Item("一", "d", "http://p", "http://u"), Item("二", "", "", "http://v")]))
    assert root.findtext("ArticleCount") == "2"
    assert [each.text for each in root.findall("Articles/item/Title")] == ["一", "二"]


def test_handing_over_to_a_person():
    assert told(Transfer()).find("TransInfo") is None
    root = told(Transfer("zhoutao@chujiang"))
    assert root.findtext("MsgType") == "transfer_customer_service"
    assert root.findtext("TransInfo/KfAccount") == "zhoutao@chujiang"
    with pytest.raises(ValueError, match="event"):
        render(Transfer(), event("CLICK"), 1)


def test_another_implementation_reads_the_same():
    wechatpy = pytest.importorskip("wechatpy")
    theirs = wechatpy.parse_message(xml("text", "<Content><![CDATA[你好]]></Content>"))
    ours = parse(xml("text", "<Content><![CDATA[你好]]></Content>"))
    assert (theirs.content, theirs.id, theirs.source) == (ours.text("Content"), ours.msg_id, ours.sender)
    from wechatpy.replies import deserialize_reply

    assert deserialize_reply(render(Text("好的"), TO, 5).decode()).content == "好的"


def test_a_message_is_a_value():
    assert parse(xml("text", "<Content>x</Content>")) == parse(xml("text", "<Content>x</Content>"))
    assert isinstance(TO, Message)
