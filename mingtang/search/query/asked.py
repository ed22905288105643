"""Questions asked often, without who asked and when.

Until its third time a question is kept as a keyed hash only. What looks like something personal, and what found
nothing, is not kept at all. A name that three people look for is then no secret of one of them; whether it is
offered still depends on its finding something (`suggesting`).
"""

import hashlib
import hmac
import re

from django.conf import settings
from django.db.models import F

from mingtang.kit.db import writing
from mingtang.kit.masking import mask_text
from mingtang.search.models import Asked
from mingtang.search.query.words import parse

OFTEN, LONGEST = 3, 30
_DIGITS = re.compile("[0-9]{6,}")


def remember(words: str, total: int) -> None:
    """Count a question that found `total` documents. Call it once for a question, not for its further pages."""
    text = " ".join(words.split())
    folded = " ".join(word.forms[0] for word in parse(text).words)
    if total < 1 or not folded or len(text) > LONGEST or _DIGITS.search(folded) or mask_text(text) != text:
        return
    mark = hmac.digest(settings.SECRET_KEY.encode(), f"asked {folded}".encode(), hashlib.sha256).hex()
    with writing():
        asked, _ = Asked.objects.get_or_create(mark=mark)
        Asked.objects.filter(pk=asked.pk).update(count=F("count") + 1)
        Asked.objects.filter(pk=asked.pk, count__gte=OFTEN, text="").update(text=text, text_fold=folded)
