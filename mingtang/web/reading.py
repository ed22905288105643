"""How a visitor wants to read: size of letters and contrast, kept in one cookie."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase

COOKIE = "reading"
YEAR = 365 * 24 * 3600
SIZES = {"small": "小", "medium": "中", "large": "大"}


@dataclass(frozen=True)
class Reading:
    """``size`` is a key of ``SIZES``; ``contrast`` is ``"high"`` or empty."""

    size: str = "medium"
    contrast: str = ""

    @property
    def elder(self) -> bool:
        return self.size == "large" and self.contrast == "high"

    @property
    def value(self) -> str:
        return f"{self.size}.{self.contrast}"


ELDER = Reading("large", "high")


def reading(request: HttpRequest) -> Reading:
    """The preference of the request's cookie; anything unknown in it counts as the default."""
    size, _, contrast = request.COOKIES.get(COOKIE, "").partition(".")
    return Reading(size if size in SIZES else "medium", "high" if contrast == "high" else "")


def remember(response: HttpResponseBase, choice: Reading, *, secure: bool) -> None:
    """Put the preference into the response; the default is remembered by having no cookie."""
    if choice == Reading():
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(COOKIE, choice.value, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
