"""本室的页面：公众的在 public，工作台的在 office。"""
