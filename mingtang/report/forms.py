"""写正文、说明、更正的表单。"""

from django import forms


class NarrativeForm(forms.Form):
    """Sections one, five and six."""

    one = forms.CharField(label="一、总体情况", widget=forms.Textarea(attrs={"rows": 12}), required=False)
    five = forms.CharField(
        label="五、存在的主要问题及改进情况", widget=forms.Textarea(attrs={"rows": 8}), required=False
    )
    six = forms.CharField(
        label="六、其他需要报告的事项", widget=forms.Textarea(attrs={"rows": 5}), required=False
    )

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def text(self) -> dict[str, str]:
        """The sections by number."""
        data = self.cleaned_data
        return {"1": data["one"], "5": data["five"], "6": data["six"]}


class ReasonForm(forms.Form):
    """One written reason."""

    reason = forms.CharField(
        label="说明",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "写明原因后再保存"},
    )
