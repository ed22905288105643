"""Middleware that gives every request a day of its own, as ``clock.today`` allows."""

from datetime import date


def monday(get_response):
    """24 October 2022, an ordinary working day."""
    return _on(date(2022, 10, 24), get_response)


def holiday(get_response):
    """3 October 2022, a holiday."""
    return _on(date(2022, 10, 3), get_response)


def _on(day, get_response):
    def middleware(request):
        request.day = day
        return get_response(request)

    return middleware
