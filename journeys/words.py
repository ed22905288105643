"""What people of the journeys write into forms, and what they read in files."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2 as pdfium
from docx import Document

from journeys.browser import Visitor

IDENTITY = "429900199003071231"


def text_of(pdf: bytes) -> str:
    """The words of a PDF without the breaks of its lines."""
    document = pdfium.PdfDocument(pdf)
    return re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in document))


def paper(folder: Path, name: str, words: str) -> Path:
    """A document on somebody's disk."""
    document = Document()
    document.add_paragraph(words)
    document.save(str(folder / name))
    return folder / name


def applies(citizen: Visitor, title: str, description: str, *, look: bool = False) -> tuple[str, str]:
    """Files an application on the web; its number and its query code."""
    citizen.goes_to("/disclosure/")
    if look:
        citizen.shuts_nobody_out()
    citizen.follows("在线申请")
    if look:
        citizen.shuts_nobody_out()
    citizen.fills("姓名或者单位名称", "江小鱼")
    citizen.fills("证件号码", IDENTITY)
    citizen.fills("联系电话", "13800002222")
    citizen.presses("下一步")
    if look:
        citizen.shuts_nobody_out()
    citizen.fills("您要的信息", title)
    citizen.fills("描述您要的信息", description)
    citizen.presses("下一步")
    if look:
        citizen.shuts_nobody_out()
    citizen.takes("提供方式", "电子文件")
    citizen.takes("获取途径", "网上查询下载")
    citizen.presses("下一步，核对")
    citizen.sees(IDENTITY)
    if look:
        citizen.shuts_nobody_out()
    citizen.presses("提交申请")
    citizen.sees("申请已提交")
    return citizen.reads("dd.num >> nth=0"), citizen.reads("dd.num >> nth=1")


def tracks(citizen: Visitor, number: str, code: str) -> None:
    """Opens the page of an application with number and code."""
    citizen.goes_to("/disclosure/track/")
    citizen.fills("登记编号", number)
    citizen.fills("查询码", code)
    citizen.presses("查询")


def opens_case(person: Visitor, title: str) -> None:
    """Finds a case in the list of the office and opens it."""
    person.goes_to("/office/cases/?v=all")
    person.follows(title)


def begins(person: Visitor, name: str) -> None:
    """Opens the form of an act from the page of the case."""
    person.follows(name, within="#may", exact=True)


def acts(person: Visitor, name: str, /, sure: bool = False, **answers: str) -> None:
    """Does an act of the case whose page is open; ``sure`` when it asks once more. Answers go into the fields."""
    begins(person, name)
    for label, answer in answers.items():
        person.fills(label, answer)
    person.presses(name.rstrip("…"))
    if sure:
        person.presses(name.rstrip("…"))
    person.sees("已记入案卷")
