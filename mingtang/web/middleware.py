"""Headers that keep foreign content out of our pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Scripts and sheets come from our own files only. Style attributes are let in because a few parts set a custom
# property (how far a ruler is filled); style elements and inline scripts are not.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


def content_security_policy(get_response: Callable[[HttpRequest], HttpResponse]):
    """Send the policy with every response that does not bring its own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return middleware
