"""公众号：稿件写一次，网站发布以后自动发往微信公众号；网站从不等微信。

- ``article``: a version as an article for WeChat
- ``following``: what follows for WeChat when a piece goes on and off the site, through the outbox
- ``standing``: how a piece stands on WeChat, in words; what the rules of the acts ask
- ``desk``: what has gone wrong, as tasks

The acts of people are in ``actions/account.py``.
"""
