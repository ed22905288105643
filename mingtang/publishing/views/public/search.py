"""站内查找：结果页和输入时的建议。任何人。"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from mingtang.search.query import Facet, Results, find, loosen, remember, suggest

SIZE, OFFERED = 10, 8
WHERE = {"all": "全文", "title": "标题", "number": "文号"}
SORTS = {"relevance": "相关", "time": "最新"}
Arguments = dict[str, Any]


class Choice(NamedTuple):
    """A link that narrows or widens the answer."""

    label: str
    url: str
    total: int | None = None
    current: bool = False


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """One page of what was found, ways to narrow it; with nothing found, ways on."""
    words = " ".join(request.GET.get("q", "").split())[:100]
    asked = _arguments(request)
    results = find(words, page=_page(request), size=SIZE, **asked) if words else Results()
    if words and results.page == 1 and not _narrowed(asked):
        remember(words, results.total)
    context = {"words": words, "results": results, **_links(words, asked, results)}
    if words and not results.total:
        context["offers"] = [Choice(label, _address(_given(more))) for label, more in loosen(words, asked)]
    return render(request, "publishing/search/results.html", context)


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """What may be meant by what is typed so far: ``[{"text", "url" or null}]``."""
    offered = suggest(request.GET.get("q", "")[:60], OFFERED)
    answer = JsonResponse([{"text": each.text, "url": each.url} for each in offered], safe=False)
    answer["Cache-Control"] = "max-age=60"
    return answer


def _page(request: HttpRequest) -> int:
    given = request.GET.get("page", "1")
    return int(given) if given.isascii() and given.isdigit() and 0 < int(given[:6]) < 1000 else 1


def _arguments(request: HttpRequest) -> Arguments:
    """The arguments of ``find`` that a visitor chose; what makes no sense is not chosen."""
    given = {
        name: request.GET.get(name, "")[:60].replace("\0", "") for name in ("kind", "column", "valid", "year")
    }
    asked: Arguments = {"kinds": given["kind"], "channels": given["column"], "valid": given["valid"]}
    asked = {name: (value,) for name, value in asked.items() if value}
    year = given["year"]
    if year.isascii() and year.isdigit() and len(year) == 4 and int(year) >= 1900:
        asked |= {"since": date(int(year), 1, 1), "until": date(int(year), 12, 31)}
    where, sort = request.GET.get("where", ""), request.GET.get("sort", "")
    asked |= {"where": where} if where in WHERE and where != "all" else {}
    return asked | ({"sort": sort} if sort == "time" else {})


def _narrowed(asked: Arguments) -> bool:
    return bool(set(asked) - {"sort"})


def _given(asked: Arguments) -> dict[str, str]:
    """Arguments of ``find`` as they stand in an address."""
    names = {"kinds": "kind", "channels": "column", "valid": "valid"}
    said = {name: asked[key][0] for key, name in names.items() if asked.get(key)}
    said |= {"year": str(asked["since"].year)} if asked.get("since") else {}
    said |= {name: str(asked[name]) for name in ("where", "sort") if asked.get(name)}
    return {"q": str(asked.get("words", "")), **said}


def _address(given: dict[str, str]) -> str:
    return f"?{urlencode({name: value for name, value in given.items() if value})}"


def _links(words: str, asked: Arguments, results: Results) -> dict[str, Any]:
    """Every choice as a link: the answer is a page with an address, whatever was chosen."""
    here = _given({"words": words, **asked})

    def facet(name: str, found: list[Facet]) -> list[Choice]:
        chosen = here.get(name, "")
        links = [Choice(f.label, _address({**here, name: f.key}), f.total, f.key == chosen) for f in found]
        return links if len(links) > 1 or chosen else []

    labels = {(n, f.key): f.label for n in ("kind", "column", "year", "valid") for f in _facets(results, n)}
    chosen = [(n, labels.get((n, here[n]), here[n])) for n in ("column", "year", "valid") if here.get(n)]
    return {
        "tabs": [
            Choice("全部", _address({**here, "kind": ""}), None, not here.get("kind")),
            *facet("kind", _facets(results, "kind")),
        ],
        "narrow": [
            (title, facet(name, _facets(results, name))[:12])
            for name, title in (("year", "年份"), ("valid", "效力"), ("column", "栏目"))
        ],
        "chosen": [Choice(label, _address({**here, name: ""})) for name, label in chosen],
        "sorts": [
            Choice(label, _address({**here, "sort": key}), None, here.get("sort", "relevance") == key)
            for key, label in SORTS.items()
        ],
        "places": [
            Choice(label, _address({**here, "where": key}), None, here.get("where", "all") == key)
            for key, label in WHERE.items()
        ],
        "pages": _pages(here, results),
        "meant": Choice(results.did_you_mean, _address({"q": results.did_you_mean}))
        if results.did_you_mean
        else None,
    }


def _facets(results: Results, name: str) -> list[Facet]:
    return results.facets.get("channel" if name == "column" else name, [])


def _pages(here: dict[str, str], results: Results) -> dict[str, Any]:
    at, last = results.page, results.pages
    window = range(max(1, at - 2), min(last, at + 2) + 1)
    return {
        "here": at,
        "links": [(number, _address({**here, "page": str(number)})) for number in window],
        "before": _address({**here, "page": str(at - 1)}) if at > 1 else "",
        "after": _address({**here, "page": str(at + 1)}) if at < last else "",
        "label": f"第{at}页，共{last}页",
    }
