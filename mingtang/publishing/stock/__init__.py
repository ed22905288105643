"""存量：旧站的稿件迁入，本站的稿件导出，用同一种格式：表格（XLSX、JSON）或者网页文件夹，附件和图片放在旁边。

- ``fields``: the columns of the format, one table for reading and writing
- ``folders``: a folder or a ZIP of one, read without unpacking
- ``reading``: rows out of XLSX, JSON or web pages (``pages``)
- ``judging``: what a row says, or what is wrong with it, in one sentence each
- ``bodies``: hostile HTML made into the blocks of a body
- ``media``: pictures and attachments, by the rules for uploads
- ``entering``: many pieces at once; ``updating``: one that is here already
- ``giving``: the way out; ``office``: what the office knows of it

The act that writes is ``actions.take_in``.
"""
