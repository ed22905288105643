"""Does the index hold what its sources give, and does it find what it holds?"""

from collections.abc import Iterator

from mingtang.search import grams, stores
from mingtang.search.index.documents import Source, sources
from mingtang.search.index.entries import BATCH, batches, digests
from mingtang.search.index.rebuilding import documents, kinds
from mingtang.search.models import Entry, Slip

SAMPLE = 100


def problems() -> Iterator[str]:
    """One sentence for each kind that differs from its source, and for entries that their own grams do not find."""
    for source in sources():
        yield from _against(source)
    claimed = {source.kind for source in sources()}
    for kind in kinds():
        if kind not in claimed:
            yield f"检索索引里有来源不明的条目（类别 {kind}）：重建检索索引。"
    if _lost():
        yield "检索索引与检索条目对不上，有的条目查不到：重建检索索引。"


def _against(source: Source) -> Iterator[str]:
    left = set(Entry.objects.filter(kind=source.kind).values_list("key", flat=True))
    missing = stale = 0
    for batch in batches(documents(source), BATCH):
        left.difference_update(document.key for document in batch)
        there = digests(batch)
        for document in batch:
            digest = there.get((document.kind, document.key))
            missing += digest is None
            stale += digest not in (None, document.digest())
    for count, what in ((missing, "缺少"), (stale, "没有更新"), (len(left), "多出")):
        if count:
            yield f"检索索引{what} {count:,} 篇“{source.label}”：重建检索索引。"


def _lost() -> bool:
    """Whether one of the newest entries is not found by its title."""
    with stores.current().reading():
        for entry in Entry.objects.exclude(title_fold="").order_by("-pk")[:SAMPLE]:
            by_title = stores.holding([grams.of_word(entry.title_fold, "title")])
            if not Slip.objects.filter(by_title, pk=entry.pk).exists():
                return True
    return False
