"""Pictures of an article on WeChat: body pictures get an address, the cover becomes material; each only once."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from mingtang.kit.db import writing
from mingtang.kit.models import StoredFile
from mingtang.kit.uploads import read_stored
from mingtang.wechat import quotas
from mingtang.wechat.client import Client
from mingtang.wechat.html import with_addresses
from mingtang.wechat.models import Hosted, Publication
from mingtang.wechat.pictures import fitted

BODY, COVER = "body", "cover"


def content(client: Client, publication: Publication) -> str:
    """The HTML with all pictures hosted by WeChat; NotAPicture, FileMissing or an error of the client."""
    addresses = {
        picture.digest: _hosted(client, picture.digest, picture.file, BODY)
        for picture in publication.pictures.select_related("file").order_by("id")
    }
    return with_addresses(publication.html, addresses)


def cover(client: Client, publication: Publication) -> str:
    """The media_id of the cover."""
    file = publication.cover
    assert file is not None  # noqa: S101 - without a cover a publication does not start
    return _hosted(client, file.sha256, file, COVER)


def forget_cover(publication: Publication) -> None:
    """WeChat does not know the cover any more (somebody deleted it there): it is uploaded anew."""
    file = publication.cover
    if file is not None:
        Hosted.objects.filter(account=publication.account, digest=file.sha256, use=COVER).delete()


def _hosted(client: Client, digest: str, file: StoredFile, use: str) -> str:
    known = Hosted.objects.filter(account=client.account, digest=digest, use=use).first()
    if known is not None:
        return known.place
    name = "picture_bytes" if use == BODY else "cover_bytes"
    data, file_name, content_type = fitted(read_stored(file), quotas.value(client.account, name, day(client)))
    upload = client.upload_picture if use == BODY else client.add_cover
    place = upload(data, file_name, content_type)
    with writing(durable=True):
        Hosted.objects.get_or_create(
            account=client.account, digest=digest, use=use, defaults={"place": place, "at": client.now()}
        )
    return place


def day(client: Client) -> date:
    """The day of the office on which a client asks."""
    return timezone.localdate(client.now())
