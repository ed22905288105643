"""算例：写成 TOML，法务人员可以直接改、直接加；测试逐条算一遍，说明文档由它生成。

每个文件有 标题、类型、说明 和一组 例；每个例有 名称、出处、已知的事实，以及 应得。Days are TOML dates, keys are Chinese.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from mingtang.law.errors import LawError

FOLDER = Path(__file__).parent
Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Example:
    """一个算例：已知 ``facts``，应得 ``expected``。"""

    file: str
    kind: str
    name: str
    facts: Facts
    expected: Facts
    source: str


@dataclass(frozen=True)
class Sheet:
    """一个文件的算例。"""

    file: str
    title: str
    kind: str
    about: str
    examples: tuple[Example, ...]


def read_sheet(file: str, text: str) -> Sheet:
    """把一个 TOML 文件读成算例。缺项时抛出 LawError。"""
    try:
        data = tomllib.loads(text)
        examples = tuple(_example(file, data["类型"], example) for example in data["例"])
        return Sheet(file, data["标题"], data["类型"], data["说明"], examples)
    except tomllib.TOMLDecodeError as error:
        raise LawError(f"算例 {file} 不是有效的 TOML：{error}。") from None
    except KeyError as error:
        raise LawError(f"算例 {file} 缺少“{error.args[0]}”一项：补上。") from None


def _example(file: str, kind: str, example: Facts) -> Example:
    facts = {key: value for key, value in example.items() if key not in ("名称", "应得", "出处")}
    return Example(file, kind, example["名称"], facts, example["应得"], example["出处"])


@lru_cache(maxsize=1)
def sheets() -> tuple[Sheet, ...]:
    """随程序发布的全部算例，按文件名排序。"""
    return tuple(
        read_sheet(path.name, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))
    )
