"""Pictures as WeChat takes them: JPG or PNG, drawn anew, small enough."""

from __future__ import annotations

import hashlib
import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP")
MOST_PIXELS = 60_000_000
WIDEST = 2160  # twice what a phone shows
STEPS = ((WIDEST, 88), (1600, 82), (1280, 78), (1080, 72), (900, 65), (640, 60))


class NotAPicture(Exception):
    """The bytes are no picture this program can draw; the text says what to do."""


def digest_of(data: bytes) -> str:
    """The name of a picture: SHA-256 of its bytes."""
    return hashlib.sha256(data).hexdigest()


def fitted(data: bytes, most_bytes: int) -> tuple[bytes, str, str]:
    """The picture below ``most_bytes``: bytes, file name, content type. Only the first frame of moving ones.

    A PNG that is small enough stays one; everything else becomes a JPG on white, narrower until it fits.
    """
    picture = _opened(data)
    if picture.format == "PNG":
        as_png = _encoded(picture, "PNG")
        if len(as_png) < most_bytes and picture.width <= WIDEST:
            return as_png, "picture.png", "image/png"
    upright = _on_white(ImageOps.exif_transpose(picture))
    for width, quality in STEPS:
        as_jpg = _encoded(_narrowed(upright, width), "JPEG", quality=quality, optimize=True)
        if len(as_jpg) < most_bytes:
            return as_jpg, "picture.jpg", "image/jpeg"
    raise NotAPicture("图片缩小后仍然太大，换一张简单一些的图片")


def _opened(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAPicture("图片的像素太多，缩小到 6000 万像素以内")
            picture.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise NotAPicture("图片的像素太多，缩小到 6000 万像素以内") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, MemoryError):
        raise NotAPicture("图片打不开，换成 JPG 或者 PNG 图片") from None
    return picture


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        white = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(white, layer).convert("RGB")
    return picture.convert("RGB")


def _narrowed(picture: Image.Image, width: int) -> Image.Image:
    if picture.width <= width:
        return picture
    return picture.resize((width, max(1, round(picture.height * width / picture.width))))


def _encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    fresh = picture.copy()
    fresh.info = {}  # no position, no camera
    out = io.BytesIO()
    fresh.save(out, kind, **options)
    return out.getvalue()
