"""预制页面：发布出去的页面按成品存在文件夹里，直接发送；没有成品的，照常现做。

The rule that keeps it right: **an act removes the files it makes wrong before it commits, and nobody puts a file
back without holding the lock that every such act holds until its transaction is over.** So after an act there is
either no file, and the page is rendered live, or a file that was rendered after the act.

- ``places``: which address is kept in which file
- ``shelf``: the files; a whole *epoch* of them can be dropped at once
- ``marks``: what acts have made wrong, written with the act; the lock
- ``follows``: what an act makes wrong
- ``rendering``: one page, made by Django itself
- ``bakery``: makes pages again, in a thread of the server
- ``serving``: the door in front of Django
- ``soundness``: compare with live pages; make everything anew

The folder holds nothing of its own and may be removed at any time.
"""

from mingtang.publishing.store.bakery import rebuild
from mingtang.publishing.store.follows import connect, register_listing
from mingtang.publishing.store.marks import drop, drop_everything
from mingtang.publishing.store.rendering import register_view
from mingtang.publishing.store.soundness import problems

__all__ = [
    "connect",
    "drop",
    "drop_everything",
    "problems",
    "rebuild",
    "register_listing",
    "register_view",
]
