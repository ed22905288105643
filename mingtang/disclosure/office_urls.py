"""工作台上的案件，在 /office/cases/ 之下。"""

from django.urls import path

from mingtang.disclosure.views.office import (
    account,
    acts,
    applicant,
    case,
    files,
    letters,
    list,
    new,
    remedies,
    sheets,
)

app_name = "cases"
urlpatterns = [
    path("", list.cases, name="list"),
    path("export.xlsx", list.export, name="export"),
    path("new/", new.new, name="new"),
    path("new/<slug:channel>/", new.new, name="new_by"),
    path("<int:pk>/", case.case, name="case"),
    path("<int:pk>/account/", account.page, name="account"),
    path("<int:pk>/account.pdf", account.pdf, name="account_pdf"),
    path("<int:pk>/do/<slug:kind>/", acts.act, name="act"),
    path("<int:pk>/sheets/<slug:code>.<slug:form>", sheets.one, name="sheet"),
    path("<int:pk>/reveal/", applicant.reveal, name="reveal"),
    path("<int:pk>/conceal/", applicant.conceal, name="conceal"),
    path("<int:pk>/files/", files.add, name="file_add"),
    path("<int:pk>/files/<int:attachment>/", files.get, name="file"),
    path("<int:pk>/evidence.zip", files.evidence, name="evidence"),
    path("<int:pk>/letters/new/", letters.new, name="letter_new"),
    path("<int:pk>/letters/<int:letter>/", letters.letter, name="letter"),
    path("<int:pk>/letters/<int:letter>/drop/", letters.drop, name="letter_drop"),
    path("<int:pk>/letters/<int:letter>/<slug:form>/", letters.file, name="letter_file"),
    path("<int:pk>/remedies/<int:remedy>/<slug:step>/", remedies.step, name="remedy"),
]
