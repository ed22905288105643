from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "mingtang.registers"
    label = "registers"
