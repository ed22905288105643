"""页面：公众看的在 public，工作台的在 office。"""
