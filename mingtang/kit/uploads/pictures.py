"""Pictures are drawn anew: what is not pixels (position, camera, hidden pages, scripts) does not come in."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from mingtang.kit.uploads.refusal import UploadRefused

MOST_PIXELS = 60_000_000  # an A3 page at 400 dpi has 31 million
FORMATS = {"jpg": "JPEG", "png": "PNG"}


def redraw(data: bytes, kind: str) -> bytes:
    """The same picture, upright, as a fresh file of `kind` ("jpg" or "png") without metadata."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[FORMATS[kind]]) as picture:
                return _encode(picture, kind)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise _too_large() from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, MemoryError):
        raise UploadRefused("这张图片打不开：用看图软件另存为 JPG 或者 PNG 后再上传。") from None


def _too_large() -> UploadRefused:
    return UploadRefused("这张图片的像素太多：缩小到 6000 万像素以内再上传。")


def _encode(picture: Image.Image, kind: str) -> bytes:
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_large()
    picture.load()
    ImageOps.exif_transpose(picture, in_place=True)
    fresh = picture.convert(_mode(picture, kind))  # pixels only: a large picture must not be held four times
    fresh.info = {}
    out = io.BytesIO()
    if kind == "jpg":
        fresh.save(out, "JPEG", quality=90, optimize=True)
    else:
        fresh.save(out, "PNG", optimize=False)
    return out.getvalue()


def _mode(picture: Image.Image, kind: str) -> str:
    if picture.mode in ("1", "L"):
        return "L"
    transparent = "transparency" in picture.info or picture.mode in ("RGBA", "LA", "PA")
    return "RGBA" if transparent and kind == "png" else "RGB"
