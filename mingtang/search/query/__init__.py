"""Asking: `find`, `suggest`, `did_you_mean`, `loosen`, `remember`."""

from mingtang.search.query.asked import remember
from mingtang.search.query.filters import Filters
from mingtang.search.query.finding import find
from mingtang.search.query.loosening import loosen
from mingtang.search.query.marking import Piece, marked
from mingtang.search.query.results import Facet, Hit, Results
from mingtang.search.query.spelling import did_you_mean
from mingtang.search.query.suggesting import Suggestion, suggest
from mingtang.search.query.words import parse

__all__ = [
    "Facet",
    "Filters",
    "Hit",
    "Piece",
    "Results",
    "Suggestion",
    "did_you_mean",
    "find",
    "loosen",
    "marked",
    "parse",
    "remember",
    "suggest",
]
