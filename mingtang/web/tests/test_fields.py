"""Form rows and the summary of errors."""

import re

import pytest
from django import forms
from django.forms import formset_factory

from mingtang.web.templatetags.mingtang.fields import errors_of


class Application(forms.Form):
    name = forms.CharField(label="姓名", help_text="与证件一致", error_messages={"required": "填写姓名"})
    kind = forms.ChoiceField(
        label="方式",
        choices=[("a", "纸质"), ("b", "邮件")],
        widget=forms.RadioSelect,
        error_messages={"required": "选择方式"},
    )
    note = forms.CharField(label="补充", required=False, widget=forms.Textarea)
    agree = forms.BooleanField(label="已核对", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        if "冲突" in self.data.get("name", ""):
            raise forms.ValidationError("编号已经被别人用了，刷新后再登记")


def attribute(html: str, name: str) -> str:
    found = re.search(rf'{name}="([^"]*)"', html)
    return found[1] if found else ""


def test_a_row_ties_label_help_and_error_to_the_control(render):
    html = render("{% field form.name %}", form=Application({}))
    control = re.search(r"<input[^>]*>", html)[0]
    assert attribute(control, "aria-describedby") == "id_name-help id_name-error"
    assert attribute(control, "aria-invalid") == "true"
    assert 'id="id_name-help"' in html and 'id="id_name-error"' in html
    assert '<label for="id_name">姓名' in html and "填写姓名" in html


def test_a_row_without_error_says_nothing_of_errors(render):
    html = render("{% field form.name %}", form=Application())
    assert "aria-invalid" not in html and "error" not in html


def test_only_the_optional_is_marked(render):
    assert "（选填）" in render("{% field form.note %}", form=Application())
    assert "（选填）" not in render("{% field form.name %}", form=Application())


def test_choices_are_a_group_with_a_legend(render):
    html = render("{% field form.kind %}", form=Application({"kind": "b", "name": "陈"}))
    assert "<fieldset" in html and "<legend>方式</legend>" in html
    assert html.count('type="radio"') == 2
    assert re.search(r'value="b" id="id_kind_1" checked', html)


def test_options_reach_the_control_and_a_hidden_field_stays_bare(render):
    html = render('{% field form.note rows=3 width="l" help="写清特征" %}', form=Application())
    assert 'rows="3"' in html and 'class="w-l"' in html and "写清特征" in html
    assert render("{% field form.token %}", form=Application()).startswith("<input")


def test_the_summary_links_each_error_to_its_control(render):
    html = render("{% errors form %}", form=Application({}))
    assert "有2处需要修改" in html
    assert '<a href="#id_name">填写姓名</a>' in html and '<a href="#id_kind_0">选择方式</a>' in html


def test_the_summary_of_nothing_is_nothing(render):
    assert render("{% errors form %}", form=Application()) == ""
    assert render("{% error_title form %}", form=Application()) == ""


def test_the_title_counts_what_is_to_be_mended(render):
    assert render("{% error_title form %}", form=Application({})) == "有2处需要修改："


def test_an_error_of_the_whole_form_has_no_field_to_link_to(render):
    html = render("{% errors form %}", form=Application({"name": "冲突", "kind": "a"}))
    assert "有1处需要修改" in html and "href" not in html


def test_formsets_and_several_forms_are_counted_together(render):
    rows = formset_factory(Application, extra=0)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-name": "陈", "form-0-kind": "a"}
    )
    assert [error.text for error in errors_of(rows)] == ["填写姓名", "选择方式"]
    assert render("{% error_title one rows %}", one=Application({}), rows=rows) == "有4处需要修改："


@pytest.mark.parametrize("path", ["/", "/office/cases/"])
def test_hostile_text_is_never_markup(render, path):
    class Hostile(forms.Form):
        name = forms.CharField(label="<script>l</script>", help_text="<script>h</script>")

    html = render(
        "{% field form.name %}{% errors form %}", path, form=Hostile({"name": '"><script>v</script>'})
    )
    assert "<script>" not in html
