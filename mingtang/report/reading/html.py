"""Web pages: Word's HTML, editors' HTML, tables inside layout tables."""

import re
from collections.abc import Iterator

from lxml import etree, html

from mingtang.report.reading.errors import Unreadable
from mingtang.report.reading.lines import Line, limited, paragraph, row

_DROPPED = (
    "script",
    "style",
    "template",
    "noscript",
    "select",
    "textarea",
    "svg",
    "iframe",
    "object",
    "title",
)
_ENDS = re.compile(r"</(?:html|body)\s*>|<!doctype[^>]*>|<\?xml[^>]*>|\ufeff", re.IGNORECASE)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "header",
        "footer",
        "nav",
        "main",
        "pre",
        "hr",
        "dl",
        "dt",
        "dd",
        "form",
        "center",
        "table",
        "caption",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "blockquote",
        "address",
    ]
)


def lines_of(text: str) -> list[Line]:
    """The lines of a web page in the order a reader sees them; what is hidden is not read."""
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(_plain_text(text), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise Unreadable("网页读不出内容：重新保存网页后再读。") from error
    etree.strip_elements(root, *_DROPPED, with_tail=False)
    _drop_hidden(root)
    _mark_blocks(root)
    return limited(_walk(root))


def page_title(text: str) -> str:
    """The text of the title element."""
    start = text.lower().find("<title")
    end = text.lower().find("</title", start)
    return text[text.find(">", start) + 1 : end] if 0 <= start < end else ""


def _plain_text(text: str) -> str:
    """Without an XML declaration, which lxml refuses in decoded text, and without the end of the page, past which
    lxml reads nothing although browsers do."""
    return _ENDS.sub("", text.replace("\0", ""))


def _drop_hidden(root: html.HtmlElement) -> None:
    hidden = [element for element in root.iter(etree.Element) if element is not root and _hidden(element)]
    for element in hidden:
        element.drop_tree()


def _hidden(element: html.HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or element.get("hidden") is not None


def _mark_blocks(root: html.HtmlElement) -> None:
    """A line break wherever a browser would break the line; line breaks of the source are only spaces."""
    for element in root.iter(etree.Element):
        pre = element.tag == "pre"
        element.text = (element.text or "") if pre else " ".join((element.text or "").splitlines())
        element.tail = " ".join((element.tail or "").splitlines())
        if element.tag in _BLOCKS:
            element.text = "\n" + element.text
            element.tail = "\n" + element.tail


def _walk(root: html.HtmlElement) -> Iterator[Line]:
    buffer: list[str] = []
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "start" and element.tag == "table" and _holds_data(element):
            yield from paragraph("".join(buffer))
            buffer = []
            yield from _rows(element)
            walker.skip_subtree()
        elif event == "start":
            buffer.append(element.text or "")
        else:
            buffer.append(element.tail or "")
    yield from paragraph("".join(buffer))


def _holds_data(table: html.HtmlElement) -> bool:
    """A table that holds another table only lays out the page."""
    return next(table.iterdescendants("table"), None) is None


def _rows(table: html.HtmlElement) -> Iterator[Line]:
    """Each row's own cells; a cell spanning rows or columns is read once, where it begins."""
    for caption in table.iterchildren("caption"):
        yield from paragraph("".join(caption.itertext()))
    for line in table.iterdescendants("tr"):
        yield from row(_cell(cell) for cell in line.iterchildren("td", "th"))


def _cell(cell: html.HtmlElement) -> str:
    return "".join(cell.itertext()).strip()
