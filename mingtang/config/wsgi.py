"""The door for web servers."""

from django.core.wsgi import get_wsgi_application

from mingtang.config.environment import prepare

prepare()
application = get_wsgi_application()
