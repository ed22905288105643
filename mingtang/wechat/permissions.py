"""谁可以设置公众号，谁可以看，谁可以重发和撤下。"""

from __future__ import annotations

from mingtang.organs.permissions import (
    is_administrator,
    is_clerk,
    is_leader,
    is_section_staff,
    is_vice_leader,
)

may_manage_account = is_administrator
may_handle_publication = is_clerk | is_section_staff | is_vice_leader | is_leader | is_administrator
