"""公众号一室的数据：账号和凭据、收到的消息、发布的文章、统计数字。"""

from mingtang.wechat.models.account import AccessToken, Account, Call, Kind, Quota
from mingtang.wechat.models.inbound import Inbound
from mingtang.wechat.models.publication import (
    Hosted,
    Publication,
    PublicationAct,
    PublicationPicture,
    State,
)
from mingtang.wechat.models.statistics import AccountDay, ArticleDay, ArticleTotal, FetchedDay, UserDay

__all__ = [
    "AccessToken",
    "Account",
    "AccountDay",
    "ArticleDay",
    "ArticleTotal",
    "Call",
    "FetchedDay",
    "Hosted",
    "Inbound",
    "Kind",
    "Publication",
    "PublicationAct",
    "PublicationPicture",
    "Quota",
    "State",
    "UserDay",
]
