"""法律：把《政府信息公开条例》及相关规定写成可以核对的规则。只用标准库，不知道数据库和网页。

Read it in this order: ``cite`` and ``since`` (a value never stands without its source and its day in force), ``sources``
(the instruments), ``calendar`` and ``periods`` (days), ``receipt`` → ``clock`` → ``outcomes`` → ``delivery`` → ``remedy``
(the life of one request), ``fees``, ``intake``, ``proactive``, ``people`` (what the law leaves to judgement).
"""
