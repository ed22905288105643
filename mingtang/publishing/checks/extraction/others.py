"""图片和文本；旧格式和版式文件说明没有读。"""

from __future__ import annotations

import io
import warnings

from PIL import Image

from mingtang.publishing.checks.extraction.results import Deadline, Extract

GPS = 0x8825


def read_picture(data: bytes, deadline: Deadline) -> Extract:
    """Where a picture was taken, if it says; its words are not read."""
    into = Extract("picture")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data)) as picture:
            exif = picture.getexif()
    if exif.get_ifd(GPS):
        into.block("图片里记着拍摄位置：用看图软件另存一份再上传。")
    into.warn("图片里的文字没有读：由人工查看。")
    return into


def read_plain(data: bytes, deadline: Deadline) -> Extract:
    """Text or a table as text."""
    into = Extract("txt")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        lines = text.splitlines()
        mark = next(
            (each for each in ("\t", ",") if sum(each in line for line in lines[:20]) > len(lines[:20]) / 2),
            "",
        )
        if mark and len(lines) > 1:
            into.add_table("表格", [line.split(mark) for line in lines])
        else:
            into.add("文字", text)
        return into
    into.warn("认不出文字编码，没有读：另存为 UTF-8 再上传。")
    return into


def not_read(what: str) -> Extract:
    """A format we do not open."""
    into = Extract("unread")
    into.warn(f"{what}没有读：换成 DOCX、XLSX 或者带文字的 PDF 再上传，或者由人工查看。")
    return into
