"""删去不用的图片和附件：用着的不删，说清用在哪里。"""

from __future__ import annotations

from datetime import date

from mingtang.kit import audit
from mingtang.kit.db import writing
from mingtang.organs.models import Staff
from mingtang.organs.refusal import require
from mingtang.publishing.models import File, Picture
from mingtang.publishing.permissions import may_draft, may_keep_site
from mingtang.publishing.shelving import Media, uses

MOST_NAMED = 3


def may_discard(person: Staff, media: Media) -> bool:
    """The clerk discards what nobody uses; others what they have put there themselves."""
    return may_keep_site(person) or (may_draft(person) and media.uploaded_by_user_id == person.pk)


def discard(media: Media, *, by: Staff, on: date, reason: str) -> None:
    """Delete a picture or a file that no piece has, in any version. The bytes go when the transaction is over."""
    require(may_discard(by, media), "不用的图片和文件由上传的人或者经办人删去。")
    require(bool(reason.strip()), "写明删去的理由。")
    with writing():
        model = Picture if isinstance(media, Picture) else File
        now = model.objects.select_for_update().get(pk=media.pk)
        found = uses(now)
        named = "、".join(
            f"《{each.piece.draft_title or each.piece.title}》（{each.how}）" for each in found[:MOST_NAMED]
        )
        more = f"等{len(found)}篇" if len(found) > MOST_NAMED else ""
        require(not found, f"{named}{more}用着，不能删：先在稿件里去掉。")
        label = f"{now._meta.verbose_name}“{now.title}”"
        data = {"pk": now.pk, "bytes": now.get_file_size() or 0} if isinstance(now, File) else {"pk": now.pk}
        now.delete()
        audit.record(
            "publishing.media_discarded", by=by, subject_label=label, reason=reason.strip(), data=data
        )
