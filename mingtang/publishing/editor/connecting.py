"""Wagtail looks for its form on the model; models know no forms, so the program ties them at its start."""

from __future__ import annotations


def connect() -> None:
    """Called once, when the program starts."""
    from mingtang.publishing.forms.writing import PieceForm
    from mingtang.publishing.models import Article, Consultation, Document, Piece

    for model in (Piece, Article, Document, Consultation):
        model.base_form_class = PieceForm
