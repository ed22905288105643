"""正文的文字和它在网页代码里的位置：查的是文字，改的是代码。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape

_TOKEN = re.compile(
    r"<!--.*?-->|<[^<>]*>|&(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});|[^<&]+|[<&]", re.DOTALL
)
_BLOCKS = re.compile(r"</?(?:p|h[1-6]|li|ul|ol|br|hr|div|tr|table|blockquote|figure|embed)\b", re.IGNORECASE)
_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL | re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_EMBED = re.compile(r"<(?:embed|img)\b([^>]*)/?>", re.IGNORECASE)


@dataclass
class Text:
    """The words of a piece of HTML; ``places[i]`` is where character ``i`` stands in the code."""

    html: str
    text: str = ""
    places: list[tuple[int, int]] = field(default_factory=list)

    def replaced(self, spans: list[tuple[int, int, str]]) -> str:
        """The code with these parts of the text replaced; tags inside a part stay where they are."""
        out, done = [], 0
        for start, end, new in sorted(spans):
            for number, at in enumerate(range(start, end)):
                first, last = self.places[at]
                if first == last or first < done:
                    continue
                out.append(self.html[done:first] + (escape(new, quote=False) if number == 0 else ""))
                done = last
        return "".join(out) + self.html[done:]


def text_of(html: str) -> Text:
    """The text of a piece of HTML, one line for each block."""
    found = Text(html)
    parts: list[str] = []
    for match in _TOKEN.finditer(html):
        token, start = match[0], match.start()
        if token.startswith("<") and len(token) > 1:
            if _BLOCKS.match(token) and parts and parts[-1] != "\n":
                parts.append("\n")
                found.places.append((start, start))
        elif token.startswith("&") and len(token) > 1:
            plain = unescape(token)[:1].replace("\n", " ")
            parts.append(plain)
            found.places += [(start, match.end())] * len(plain)
        else:
            parts.append(token)
            found.places += [(at, at + 1) for at in range(start, match.end())]
    found.text = "".join(parts)
    return found


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Where each line that says something begins, and the line."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, line
        at += len(line) + 1


def links(html: str) -> Iterator[tuple[dict[str, str], str]]:
    """The attributes and the words of every link."""
    for match in _LINK.finditer(html):
        yield attributes(match[1]), text_of(match[2]).text.strip()


def embeds(html: str) -> Iterator[dict[str, str]]:
    """The attributes of pictures inside a text."""
    for match in _EMBED.finditer(html):
        yield attributes(match[1])


def attributes(text: str) -> dict[str, str]:
    """The attributes written in a tag."""
    return {name.lower(): unescape(one or other) for name, one, other in _ATTRIBUTE.findall(text)}
