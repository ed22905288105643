"""The words of ``argparse`` in Chinese: headings of --help and the reasons it gives for bad input."""

import argparse

WORDS = {
    "usage: ": "用法：",
    "options": "选项",
    "positional arguments": "参数",
    "show this help message and exit": "显示这份说明",
    "the following arguments are required: %s": "缺少 %s",
    "unrecognized arguments: %s": "不认识 %s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "不能写 %(value)r，可以写 %(choices)s",
    "invalid %(type)s value: %(value)r": "不能写 %(value)r",
    "expected one argument": "后面缺一个值",
    "expected at least one argument": "后面至少要一个值",
    "not allowed with argument %s": "不能和 %s 同时使用",
    "one of the arguments %s is required": "%s 须写一个",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s 可能指 %(matches)s，写完整",
    "ignored explicit argument %r": "后面不能带值 %r",
}


def speak_chinese() -> None:
    """Have argparse use these words; what it says beyond them stays English."""
    # argparse looks its texts up through this name (gettext); there is no public way to hand it a catalogue.
    vars(argparse)["_"] = lambda text: WORDS.get(text, text)
