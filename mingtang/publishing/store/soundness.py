"""成品对不对：逐页和现做的比。"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

from mingtang.publishing.store import marks, rendering
from mingtang.publishing.store.places import Place
from mingtang.publishing.store.shelf import Made, Shelf, shelf
from mingtang.web import clock

SAMPLE = 200


def problems(sample: int | None = SAMPLE) -> Iterator[str]:
    """Each kept page (or ``sample`` of them, by chance) that is not what visitors would get live, as a sentence."""
    here = shelf()
    if here is None:
        return
    places = list(here.places())
    if sample is not None and len(places) > sample:
        places = random.sample(places, sample)
    for where, day in places:
        if day in (None, clock.today()):  # another day's is not sent to anybody
            yield from _of_page(where, day, here)


def _of_page(where: Place, day: date | None, here: Shelf) -> Iterator[str]:
    for _ in range(3):  # an act may come in between: then look again
        before = marks.state(where.folder)
        kept, live = here.read(where, day), _live(where)
        if kept is None or _same(kept, live):
            return
        if marks.state(where.folder) == before and here.read(where, day) == kept:
            yield f"预制页面 {where.path} 和现做的不一样：删除 {here.root} 文件夹，会自己重做，并查明原因。"
            return


def _live(where: Place) -> Made | None:
    return rendering.render(where).made(where)


def _same(kept: Made, live: Made | None) -> bool:
    return live is not None and kept.body == live.body and kept.headers == live.headers
