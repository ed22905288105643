"""本室的页面，在 /office/ 之下。"""

from django.urls import path

from mingtang.organs.views import audit, door, holidays, people, settings

app_name = "organs"
urlpatterns = [
    path("login/", door.login, name="login"),
    path("logout/", door.logout, name="logout"),
    path("account/", door.account, name="account"),
    path("people/", people.index, name="people"),
    path("people/add/", people.add, name="person_add"),
    path("people/<int:pk>/", people.edit, name="person"),
    path("people/<int:pk>/password/", people.reset_password, name="person_password"),
    path("people/<int:pk>/close/", people.close, name="person_close"),
    path("people/<int:pk>/open/", people.reopen, name="person_open"),
    path("settings/", settings.organ, name="settings"),
    path("settings/sections/add/", settings.section_add, name="section_add"),
    path("settings/sections/<int:pk>/", settings.section_rename, name="section_rename"),
    path("holidays/", holidays.index, name="holidays"),
    path("holidays/load/", holidays.holiday_load, name="holiday_load"),
    path("holidays/file/", holidays.from_file, name="holiday_file"),
    path("holidays/<int:year>/", holidays.year, name="holiday_year"),
    path("audit/", audit.index, name="audit"),
]
