"""The door for web servers. With ``MINGTANG_TICKER=1`` (as ``mingtang serve`` sets it) the process also does
the periodic work."""

import os

from django.core.wsgi import get_wsgi_application

from mingtang.config.environment import prepare

prepare()
application = get_wsgi_application()

if os.environ.get("MINGTANG_TICKER") == "1":
    from mingtang.kit import ticker

    ticker.start()
