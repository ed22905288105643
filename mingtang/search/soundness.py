"""Is the index whole? Asked by ``mingtang check``."""

from mingtang.search.index import problems

__all__ = ["problems"]
