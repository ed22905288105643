"""正文由哪些块组成：段落、图片、表格、文件引语。不收网页代码。"""

from typing import Any

from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.images.blocks import ImageBlock


class PictureBlock(ImageBlock):
    """图片：选好的一张，和它的替代文字。"""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.child_blocks["image"].label = "选好的图片"  # Wagtail would write the name of the field


FEATURES = ["h2", "h3", "bold", "ol", "ul", "link", "document-link", "hr"]
TABLE = {"startRows": 3, "startCols": 3, "contextMenu": True, "height": 200}

BODY = [
    (
        "text",
        blocks.RichTextBlock(
            label="文字", features=FEATURES, icon="pilcrow", template="publishing/blocks/text.html"
        ),
    ),
    ("picture", PictureBlock(label="图片", template="publishing/blocks/picture.html")),
    ("table", TableBlock(label="表格", table_options=TABLE, template="publishing/blocks/table.html")),
    ("quote", blocks.BlockQuoteBlock(label="引文", template="publishing/blocks/quote.html")),
]
