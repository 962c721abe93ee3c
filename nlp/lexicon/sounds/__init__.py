"""Names by sound: 卡蒂亚 and 莫三桑 are spelt to be heard, not to be found."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from nlp.lexicon.entries import LexiconRefused

FILE = Path(__file__).with_name("homophones.yml")


@cache
def sound_table() -> dict[int, str]:
    """Character -> the first of its group, for str.translate. Raises LexiconRefused for a character in two groups."""
    return load_sounds(FILE)


def load_sounds(path: Path) -> dict[int, str]:
    """The groups of a file. Raises LexiconRefused."""
    try:
        groups = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise LexiconRefused(path.name, "", f"不是有效的 YAML：{str(error).splitlines()[0]}") from error
    if not isinstance(groups, list) or not all(isinstance(g, str) and len(g) > 1 for g in groups):
        raise LexiconRefused(path.name, "", "应为同音字组的列表，每组至少两个字")
    table: dict[int, str] = {}
    for group in groups:
        for char in group:
            if ord(char) in table:
                raise LexiconRefused(path.name, group, f"“{char}”出现在两组中")
            table[ord(char)] = group[0]
    return table
