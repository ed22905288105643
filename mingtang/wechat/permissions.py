"""谁可以设置公众号，谁可以重发和撤下，谁可以看统计：统计只有数字，本机关的人都能看。"""

from __future__ import annotations

from mingtang.organs.permissions import (
    is_administrator,
    is_clerk,
    is_leader,
    is_section_staff,
    is_staff,
    is_vice_leader,
)

may_manage_account = is_administrator
may_read_statistics = is_staff
may_handle_publication = is_clerk | is_section_staff | is_vice_leader | is_leader | is_administrator
