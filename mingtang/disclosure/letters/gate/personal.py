"""认出文字里的居民身份证号码和手机号码。"""

import re
from collections.abc import Iterator

_IDENTITY = re.compile(
    r"(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9])"
)
_PHONE = re.compile(r"(?<![0-9])1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9])")
_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")


def identity_numbers(text: str) -> Iterator[str]:
    """Every 18-digit identity number by its shape (GB 11643), also with full-width digits or a wrong check digit."""
    # A mistyped number still points at a person: the check digit is not asked for.
    yield from _IDENTITY.findall(text.translate(_WIDE))


def phones(text: str) -> Iterator[str]:
    """Every mobile number of mainland China; blanks and hyphens are taken out."""
    for found in _PHONE.findall(text.translate(_WIDE)):
        yield found.replace("-", "").replace(" ", "")
