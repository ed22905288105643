"""Which typeface prints which part. Noto Serif and Sans SC come with the installation, so that no system font is needed.

An organ that holds licences for the faces GB/T 9704-2012 names (方正小标宋, 仿宋_GB2312, 黑体, 楷体_GB2312)
puts the files into a folder and names it by the setting DOCUMENT_FONTS; they are then preferred.
"""

from functools import cache
from pathlib import Path

import typst
from django.conf import settings
from pylopdf_fonts_zh_cn import sans_path

# For each part of a paper: the family names to look for, best first. The last one is always there.
_WANTED: dict[str, tuple[str, ...]] = {
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "Noto Serif SC"),
    "body": ("FangSong_GB2312", "FangSong", "仿宋_GB2312", "仿宋", "Noto Serif SC"),
    "heading": ("SimHei", "黑体", "Noto Sans SC"),
    "subheading": ("KaiTi_GB2312", "KaiTi", "楷体_GB2312", "楷体", "Noto Serif SC"),
    "number": ("SimSun", "宋体", "Noto Serif SC"),
}

# The names written into DOCX files: Word and WPS on the organ's own machines supply these faces.
WORD_NAMES: dict[str, str] = {
    "title": "方正小标宋简体",
    "body": "仿宋_GB2312",
    "heading": "黑体",
    "subheading": "楷体_GB2312",
    "number": "宋体",
}


@cache
def library() -> typst.Fonts:
    """The faces Typst may use: the bundled ones and the organ's own folder, never the system's."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=_folders())


@cache
def families() -> dict[str, list[str]]:
    """For each part of a paper the family names that are really there, best first, with a last resort."""
    present = set(library().families())
    return {
        part: [*(name for name in names if name in present), "Noto Sans SC"]
        for part, names in _WANTED.items()
    }


def _folders() -> list[str]:
    own = getattr(settings, "DOCUMENT_FONTS", None) if settings.configured else None
    folders = [Path(own)] if own and Path(own).is_dir() else []
    return [str(folder) for folder in [*folders, sans_path().parent]]
