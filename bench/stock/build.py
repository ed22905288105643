"""Make the database: four sections with some articles each. Run as ``python -m bench.stock.build``; says an address."""

import os
import sys
from datetime import date

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.stock.settings"

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from bench.stock.models import ArticlePage, SectionPage  # noqa: E402
from bench.stock.settings import DATA  # noqa: E402


def build(body: str) -> str:
    """Fill the database; the address of one article."""
    DATA.mkdir(exist_ok=True)
    call_command("migrate", verbosity=0)
    home = Page.objects.get(depth=2)
    Site.objects.update(hostname="localhost", root_page=home)
    for n in range(4):
        section = home.add_child(instance=SectionPage(title=f"栏目{n}", slug=f"s{n}", show_in_menus=True))
        for at in range(25):
            section.add_child(
                instance=ArticlePage(
                    title=f"第{at}次", slug=f"a{at}", date=date(2022, 3, 1), source="测速", body=body
                )
            )
    return "/s0/a12/"


if __name__ == "__main__":
    print(build(sys.stdin.read()))
