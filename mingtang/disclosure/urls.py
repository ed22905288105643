"""公众地址：/disclosure/ 之下。"""

from django.urls import path

from mingtang.disclosure.views import public

app_name = "disclosure"
urlpatterns = [
    path("", public.entry, name="entry"),
    path("apply/", public.apply, name="apply"),
    path("application.<slug:form>", public.blank_form, name="blank_form"),
    path("track/", public.track, name="track"),
    path("case/", public.case, name="case"),
    path("case/leave/", public.leave, name="leave"),
    path("case/letters/<int:pk>.pdf", public.letter, name="letter"),
    path("case/files/<int:pk>", public.file, name="file"),
    path("case/<slug:what>/", public.act, name="act"),
]
