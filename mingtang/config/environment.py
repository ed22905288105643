"""What the program takes from its surroundings: the data folder and the secrets."""

import os
import re
import secrets
from pathlib import Path

SECRETS = ("MINGTANG_SECRET_KEY", "MINGTANG_FIELD_KEY")
SECRETS_FILE = "secrets.env"


class BadSurroundings(Exception):
    """One clear sentence in Chinese: what in the environment is wrong and what to do."""


def data_folder() -> Path:
    """The folder of files and of the default database (``MINGTANG_DATA``, else ``./mingtang-data``)."""
    return Path(os.environ.get("MINGTANG_DATA") or "mingtang-data").resolve()


def prepare() -> Path:
    """Create the data folder and, on the first run, the secrets; put them into the environment.

    A secret given by the environment always wins over the file. Raises ``BadSurroundings``.
    """
    folder = data_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _load_secrets(folder / SECRETS_FILE)
    except OSError as error:
        raise BadSurroundings(
            f"不能在数据文件夹 {folder} 里读写（{error.strerror}）：改正权限，或用 MINGTANG_DATA 指定另一个文件夹。"
        ) from error
    if not re.fullmatch("[0-9a-fA-F]{64}", os.environ["MINGTANG_FIELD_KEY"]):
        raise BadSurroundings("MINGTANG_FIELD_KEY 不是 64 位十六进制数：改回原来的密钥，换了密钥就读不出已存的证件号码。")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingtang.config.settings")
    return folder


def _load_secrets(path: Path) -> None:
    for name in SECRETS:
        if os.environ.get(name) == "":
            del os.environ[name]
    if not path.exists() and not all(name in os.environ for name in SECRETS):
        write_secrets(path, {name: secrets.token_hex(32) for name in SECRETS})
    if path.exists():
        for name, value in read_secrets(path).items():
            os.environ.setdefault(name, value)
    missing = [name for name in SECRETS if name not in os.environ]
    if missing:
        raise BadSurroundings(f"{path} 里没有 {'、'.join(missing)}：从备份中取回这个文件，或用环境变量给出。")


def read_secrets(path: Path) -> dict[str, str]:
    """The secrets in the file, by name; lines that are not ``NAME=value`` are passed over."""
    pairs = (line.partition("=") for line in path.read_text(encoding="utf-8").splitlines())
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip() in SECRETS}


def write_secrets(path: Path, values: dict[str, str]) -> None:
    """Write the secrets so that nobody else on this machine reads them."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(f"{name}={value}\n" for name, value in values.items())
