"""Which room answers at which address. Each room appends its own line."""

from django.urls import include, path

urlpatterns = [
    path("", include("mingtang.web.urls")),
    path("disclosure/reports/", include("mingtang.report.urls")),
    path("disclosure/", include("mingtang.disclosure.urls")),
    path("office/report/", include("mingtang.report.office_urls")),
    path("office/cases/", include("mingtang.disclosure.office_urls")),
    path("wechat/", include("mingtang.wechat.urls")),
    path("office/wechat/", include("mingtang.wechat.office_urls")),
    path("office/registers/", include("mingtang.registers.urls")),
    path("office/review/", include("mingtang.publishing.review_urls")),
    path("office/words/", include("mingtang.publishing.words_urls")),
    path("office/", include("mingtang.publishing.desk_urls")),
    path("office/editor/", include("mingtang.publishing.editor_urls")),
    path("office/", include("mingtang.web.office_urls")),
    path("office/", include("mingtang.organs.urls")),
    path("", include("mingtang.publishing.urls")),  # the site takes what nobody else answers: last
]

handler400 = "mingtang.web.views.errors.bad_request"
handler403 = "mingtang.web.views.errors.forbidden"
handler404 = "mingtang.web.views.errors.not_found"
handler500 = "mingtang.web.views.errors.server_error"
