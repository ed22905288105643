"""公众页面向别处登记的：导航、首页、检索、开放数据、撤下和发布之后。"""

from __future__ import annotations


def connect() -> None:
    """Register everything the public pages need; called when the program starts."""
    from mingtang.publishing import effects, findable, home, opendata, registered, store
    from mingtang.publishing.models import Piece
    from mingtang.publishing.tree import branches
    from mingtang.publishing.views.public import register
    from mingtang.publishing.views.public.site import own_datasets
    from mingtang.web import site

    def turned(piece: Piece) -> None:
        """The first piece of a column, or its last: menus on every page change."""
        if Piece.objects.sibling_of(piece).live().exclude(pk=piece.pk).exists():
            return
        findable.columns_changed(piece)

    effects.register_effects("search", shown=findable.shown, hidden=findable.hidden)
    effects.register_effects("columns", shown=turned, hidden=turned)
    findable.connect()
    site.register_branches(branches)
    site.register_public_search("publishing:search", "publishing:suggestions")
    site.register_home_section("publishing/home/news.html", home.news, order=10)
    site.register_home_section("publishing/home/disclosure.html", home.disclosure, order=20)
    site.register_home_section("publishing/home/topics.html", home.topics, order=30)
    site.register_footer_link(label="开放数据", url_name="publishing:open_data", order=60)
    opendata.register_datasets("catalogue", own_datasets)
    opendata.register_datasets("register", register.datasets)
    registered.connect()
    for name in ("feed", "column_feed", "robots", "sitemap", "catalogue_json"):
        store.register_view(f"publishing:{name}")
