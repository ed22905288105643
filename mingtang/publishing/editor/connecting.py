"""Wagtail looks for its form on the model; models know no forms, so the program ties them at its start."""

from __future__ import annotations

# Two small forms of the editor name their fields in English alone.
LABELS = {
    "url": "网址",
    "link_text": "链接文字",
    "email_address": "邮箱地址",
    "subject": "邮件主题",
    "body": "邮件正文",
}


def connect() -> None:
    """Called once, when the program starts."""
    from wagtail.admin.forms.choosers import EmailLinkChooserForm, ExternalLinkChooserForm

    from mingtang.publishing.forms.writing import PieceForm
    from mingtang.publishing.models import Article, Consultation, Document, Piece

    for model in (Piece, Article, Document, Consultation):
        model.base_form_class = PieceForm
    for form in (ExternalLinkChooserForm, EmailLinkChooserForm):
        for name, field in form.base_fields.items():
            field.label = LABELS[name]
