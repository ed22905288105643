"""The door for web servers. With ``MINGTANG_TICKER=1`` (as ``mingtang serve`` sets it) the process also does
the periodic work."""

import os

from django.core.wsgi import get_wsgi_application

from mingtang.config.environment import prepare

prepare()
django_application = get_wsgi_application()

from mingtang.publishing.store.bakery import open_bakery  # noqa: E402 - models can be imported only now
from mingtang.publishing.store.serving import in_front  # noqa: E402

application = in_front(django_application)

if os.environ.get("MINGTANG_TICKER") == "1":
    from mingtang.kit import ticker

    ticker.start()
    open_bakery()
