"""公众地址：/disclosure/ 之下。"""

from django.urls import path

from mingtang.disclosure.views.public import act, case, entry, filing, track

app_name = "disclosure"
urlpatterns = [
    path("", entry.entry, name="entry"),
    path("apply/", filing.fill, {"course": "apply"}, name="apply"),
    path("correct/", filing.fill, {"course": "correct"}, name="correct"),
    path("suggest/", filing.fill, {"course": "suggest"}, name="suggest"),
    path("application.<slug:form>", entry.blank_form, name="blank_form"),
    path("correction.<slug:form>", entry.blank_form, {"kind": "correction"}, name="blank_correction"),
    path("suggestion.<slug:form>", entry.blank_form, {"kind": "suggestion"}, name="blank_suggestion"),
    path("track/", track.track, name="track"),
    path("case/", case.case, name="case"),
    path("case/leave/", track.leave, name="leave"),
    path("case/receipt.pdf", case.slip, name="receipt"),
    path("case/letters/<int:pk>.pdf", case.letter, name="letter"),
    path("case/files/<int:pk>", case.file, name="file"),
    path("case/<slug:what>/", act.act, name="act"),
]
