"""A section and an article."""

from django.db import models
from wagtail.fields import RichTextField
from wagtail.models import Page


class SectionPage(Page):
    """A part of the site."""

    template = "stock/section.html"


class ArticlePage(Page):
    """One article."""

    date = models.DateField()
    source = models.CharField(max_length=60, blank=True)
    body = RichTextField()
    template = "stock/article.html"
