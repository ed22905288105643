"""A server that behaves like WeChat's side, for tests, demonstrations and trying things out. In memory, this machine only.

``with Sandbox() as box:`` starts it on a free port; ``mingtang wechat sandbox`` runs it until interrupted. What is
known of the real side is kept: token rules, drafts that vanish when published, results that come later as encrypted
events, foreign pictures dropped, limits, error codes. What is not known is left out rather than invented.
"""

from mingtang.wechat.sandbox.server import Sandbox
from mingtang.wechat.sandbox.world import FIXED, Fault

__all__ = ["FIXED", "Fault", "Sandbox"]
