"""What the program takes from its surroundings: the data folder and the secrets."""

import os
import secrets
from pathlib import Path

SECRETS = ("MINGTANG_SECRET_KEY", "MINGTANG_FIELD_KEY")


def data_folder() -> Path:
    """The folder of files and of the default database (``MINGTANG_DATA``, else ``./mingtang-data``)."""
    return Path(os.environ.get("MINGTANG_DATA", "mingtang-data")).resolve()


def prepare() -> Path:
    """Create the data folder and, on the first run, the secrets; put them into the environment.

    A secret given by the environment always wins over the file.
    """
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "secrets.env"
    if not path.exists() and not all(os.environ.get(name) for name in SECRETS):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.writelines(f"{name}={secrets.token_hex(32)}\n" for name in SECRETS)
    if path.exists():
        for line in path.read_text().splitlines():
            name, _, value = line.partition("=")
            os.environ.setdefault(name.strip(), value.strip())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingtang.config.settings")
    return folder
