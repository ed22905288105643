"""公众意见的表单：公开，不公开，采纳，登记来信，查看提意见的人。"""

from __future__ import annotations

from django import forms

from mingtang.publishing.actions.opinions import LONGEST, STATES


class ShowForm(forms.Form):
    """What visitors will read."""

    text = forms.CharField(
        label="公开的文字",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="号码和邮箱已经遮盖；姓名、单位、住址等能认出人的，请再看一遍",
    )


class WithholdForm(forms.Form):
    """Why it is not shown."""

    reason = forms.CharField(label="不公开的理由", max_length=200)


class AnswerForm(forms.Form):
    """What becomes of it."""

    state = forms.ChoiceField(
        label="采纳情况", choices=[(code, words) for code, words in STATES.items() if code != "new"],
        widget=forms.RadioSelect,
    )  # fmt: skip
    reply = forms.CharField(
        label="理由", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="部分采纳和未采纳的必须写；随意见一起公开",
    )  # fmt: skip


class RevealForm(forms.Form):
    """Why somebody has to know who spoke."""

    reason = forms.CharField(label="查看的理由", max_length=200, help_text="记入操作日志")


class EnterForm(forms.Form):
    """A letter or an e-mail."""

    channel = forms.ChoiceField(label="途径", choices=[("post", "信函"), ("mail", "电子邮件")])
    received_on = forms.DateField(
        label="收到日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    text = forms.CharField(label="意见", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}))
    name = forms.CharField(label="姓名或者单位", max_length=60, required=False, help_text="加密保存，不公开")
    contact = forms.CharField(label="联系方式", max_length=100, required=False, help_text="加密保存，不公开")
    may_show = forms.BooleanField(label="来信同意隐去个人信息后公开", required=False)
