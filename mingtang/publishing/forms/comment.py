"""公众意见的表单。"""

from __future__ import annotations

from django import forms


class CommentForm(forms.Form):
    """意见和理由；姓名和联系方式选填，不公开。"""

    text = forms.CharField(
        label="您的意见和理由",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="写明针对哪一条、为什么。请不要写他人的身份信息。",
        error_messages={
            "required": "填写意见",
            "max_length": "意见超过5000字，缩短后再提交，或者改用信函、电子邮件",
        },
    )
    name = forms.CharField(label="姓名或者单位", max_length=60, required=False, help_text="不公开。")
    contact = forms.CharField(
        label="联系电话或者电子邮箱", max_length=100, required=False, help_text="不公开，只用来和您核实意见。"
    )
    may_show = forms.BooleanField(label="同意隐去个人信息后公开我的意见", required=False, initial=True)
