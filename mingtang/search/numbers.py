"""文号: however its year and brackets are typed, it is one number.

楚审批〔2022〕5号 is asked for as [2022]5号, (2022) 第5号, 2022年第5号, with full-width digits, with spaces. Here
all of them become 〔2022〕5号, and the word that is looked for has the other ways of writing it as further forms.
"""

import re
import unicodedata

from mingtang.search.fold import fold

_TYPED = re.compile(
    r"(?P<open>[\[(〔【{<〈«]?)\s*(?<![0-9])(?P<year>(?:19|20)[0-9]{2})(?P<gap>\s*)(?P<close>[\])〕】}>〉»]?)\s*"
    r"(?P<nian>年?)\s*(?P<di>第?)\s*(?P<serial>[0-9]{1,5})(?![0-9])\s*(?P<hao>号?)"
)
_FOLDED = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2}) ([0-9]{1,5})(号|$)")


def joined(text: str) -> str:
    """The text (NFKC) with every 文号 in it written with 〔〕 and without spaces."""
    return _TYPED.sub(_in_brackets, text)


def _in_brackets(match: re.Match[str]) -> str:
    bracket = match["open"] or match["close"]
    parted = match["gap"] or match["nian"] or match["di"]
    if (bracket and not match["nian"]) or (match["hao"] and parted):
        return f"〔{match['year']}〕{match['serial']}{match['hao']}"
    return match[0]


def number_fold(number: str) -> str:
    """The folded number of a document: in its one form, and after a bar as it was written when that differs."""
    written = fold(number)
    one = _FOLDED.sub(_without_zeros, fold(joined(unicodedata.normalize("NFKC", number))))
    return one if one == written else f"{one}|{written}"


def _without_zeros(match: re.Match[str]) -> str:
    return f"{match[1]} {int(match[2])}{match[3]}"


def forms(folded: str) -> tuple[str, ...]:
    """A folded word and the other ways in which the number in it may be written."""
    if re.fullmatch("第[0-9]{1,5}号", folded):
        return folded, f" {int(folded[1:-1])}号"  # after a bracket 第 is usually left out
    match = _FOLDED.search(folded)
    if match is None:
        return (folded,)
    before, after = folded[: match.start()], folded[match.end() :]
    year, serial = match[1], f"{int(match[2])}{match[3]}"
    ways = (f"{year} {serial}", f"{year}年第{serial}", f"{year}年{serial}", f"{year}第{serial}")
    return tuple(dict.fromkeys([folded, *(before + way + after for way in ways)]))
