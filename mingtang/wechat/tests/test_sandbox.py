"""沙箱像微信一方那样对待我们。"""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from mingtang.config.cli import main
from mingtang.wechat.sandbox import Sandbox
from mingtang.wechat.tests.conftest import picture


@pytest.fixture
def box():
    with Sandbox(delay=3600) as box:
        yield box


def get(box, path):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(box.url + path, timeout=5) as response:
        return response.read(), response.headers


def post(box, path, body=None, token=None):
    query = f"?access_token={token}" if token else ""
    request = urllib.request.Request(box.url + path + query, json.dumps(body or {}).encode())
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=5) as response:
        return json.load(response)


def token(box, **more):
    body = {"grant_type": "client_credential", "appid": box.world.appid, "secret": box.world.secret, **more}
    return post(box, "/cgi-bin/stable_token", body)


def draft(box, **changes):
    box.world.materials["cover"] = (picture(), "image/png")
    article = {"title": "标题", "content": "<p>正文</p>", "thumb_media_id": "cover", **changes}
    return post(box, "/cgi-bin/draft/add", {"articles": [article]}, token(box)["access_token"])


def test_the_token_stays_the_same_until_five_minutes_before_its_end(box):
    first = token(box)["access_token"]
    assert len(first) < 512 and token(box)["access_token"] == first
    box.advance(7200 - 299)
    second = token(box)["access_token"]
    assert second != first
    assert "errcode" not in post(box, "/cgi-bin/draft/count", token=first), "both go for five minutes"
    box.advance(301)
    assert post(box, "/cgi-bin/draft/count", token=first)["errcode"] == 42001
    assert "errcode" not in post(box, "/cgi-bin/draft/count", token=second)


def test_forcing_too_often_is_refused(box):
    assert "access_token" in token(box, force_refresh=True)
    assert token(box, force_refresh=True)["errcode"] == 45011
    for _ in range(19):
        box.advance(31)
        assert "access_token" in token(box, force_refresh=True)
    box.advance(31)
    assert token(box, force_refresh=True)["errcode"] == 45009


@pytest.mark.parametrize(("changes", "code"), [({"appid": "wx1"}, 40013), ({"secret": "x"}, 40125)])
def test_wrong_credentials(box, changes, code):
    assert token(box, **changes)["errcode"] == code


def test_calls_without_a_token_or_to_nowhere(box):
    assert post(box, "/cgi-bin/draft/count", token="made-up")["errcode"] == 40001
    assert post(box, "/cgi-bin/token")["errcode"] == 40066


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": "长" * 33}, 45003), ({"title": ""}, 45003), ({"author": "长" * 17}, 45110),
        ({"digest": "长" * 129}, 45004), ({"content": "长" * 20000}, 45002), ({"thumb_media_id": "other"}, 40007),
        ({"content_source_url": "x" * 1025}, 45005),
    ],
)  # fmt: skip
def test_limits_of_a_draft(box, changes, code):
    assert draft(box, **changes)["errcode"] == code


def test_scripts_and_foreign_pictures_are_dropped(box):
    own = box.world.host(picture(), "image/png")
    content = f'<p>x</p><script>1</script><img src="https://e/x.png"><img alt="y" src="{own}">'
    media_id = draft(box, content=content)["media_id"]
    assert box.world.drafts[media_id]["content"] == f'<p>x</p><img alt="y" src="{own}">'


def test_a_published_draft_leaves_the_box_a_failed_one_stays(box):
    for status, left in ((3, 1), (0, 0)):
        box.world.publish_status = status
        box.world.drafts.clear()
        media_id = draft(box)["media_id"]
        answer = post(box, "/cgi-bin/freepublish/submit", {"media_id": media_id}, box.world.current)
        asked = post(box, "/cgi-bin/freepublish/get", {"publish_id": answer["publish_id"]}, box.world.current)
        assert asked["publish_status"] == 1
        box.finish(answer["publish_id"])
        asked = post(box, "/cgi-bin/freepublish/get", {"publish_id": answer["publish_id"]}, box.world.current)
        assert asked["publish_status"] == status and len(box.world.drafts) == left


def test_quotas_run_out(box):
    value = token(box)["access_token"]
    box.world.remaining["/cgi-bin/draft/count"] = 1
    answers = [post(box, "/cgi-bin/draft/count", token=value).get("errcode") for _ in range(2)]
    assert answers == [None, 45009]


def test_figures_are_the_same_at_every_call_and_know_their_range(box):
    value, day = token(box)["access_token"], str(box.world.today().replace(day=1).replace(year=2026, month=1))
    body = {"begin_date": day, "end_date": day}
    first = post(box, "/datacube/getusersummary", body, value)
    assert first == post(box, "/datacube/getusersummary", body, value) and len(first["list"]) == 4
    for wrong, code in (({"begin_date": "2026-01-01", "end_date": "2026-01-08"}, 61501), ({}, 61500)):
        assert post(box, "/datacube/getusersummary", wrong, value)["errcode"] == code
    today = str(box.world.today())
    late = post(box, "/datacube/getarticleread", {"begin_date": today, "end_date": today}, value)
    assert late["errcode"] == 61501


def test_people_can_look(box):
    media_id = draft(box, title="<i>题</i>", content_source_url="javascript:1")["media_id"]
    assert "&lt;i&gt;题" in get(box, "/")[0].decode()
    answer = post(box, "/cgi-bin/freepublish/submit", {"media_id": media_id}, box.world.current)
    box.finish(answer["publish_id"])
    (article,) = box.world.articles.values()
    page, headers = get(box, article.url.removeprefix(box.url))
    assert "<p>正文</p>" in page.decode() and "javascript" not in page.decode()
    assert "script-src" not in headers["Content-Security-Policy"]
    hosted = box.world.host(picture(), "image/png").removeprefix(box.url)
    assert get(box, hosted)[0] == picture()
    with pytest.raises(urllib.error.HTTPError):
        get(box, "/s/none")


def test_the_command_serves_and_tells_what_to_enter():
    command = [sys.executable, "-m", "mingtang.config.cli", "wechat", "sandbox", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        told = [process.stdout.readline() for _ in range(6)]
    finally:
        process.terminate()
        process.communicate()
    assert "http://127.0.0.1:" in told[0] and "AppSecret" in "".join(told)


@pytest.mark.parametrize("words", [["--port", "99999"], ["--callback", "ftp://x"]])
def test_bad_input_of_the_command(words, capsys):
    assert main(["wechat", "sandbox", *words]) == 2
    assert capsys.readouterr().err.strip().endswith("。")
