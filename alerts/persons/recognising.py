"""Recognition: the personal data that stands in a text, each place once."""

from __future__ import annotations

import re

from alerts.persons.handles import handles
from alerts.persons.numbers import numbers
from alerts.persons.plain import has_numerals, plain
from alerts.persons.values import Personal

_RANK = ("id_card", "bank_card", "phone", "email", "wechat", "qq", "person", "address")
_WORTH_READING = re.compile(
    r"[^\W_a-zA-Z\u4e00-\u9fff]|[@＠:：零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖幺➀-➓❶-❿]|[微薇威徽维卫vVｖＶwWｗＷqQｑＱ扣鹅球]"
)
"""Without a digit, a sign of one or a cue there is nothing to find."""


def find(text: str) -> tuple[Personal, ...]:
    """Personal data in a text, in its order, no two overlapping (a telephone after 微信 is a telephone)."""
    if len(text) < 5 or not _WORTH_READING.search(text):
        return ()
    read = plain(text)
    found = [*numbers(read), *handles(read)]
    if has_numerals(text):
        found += numbers(plain(text, numerals=True))
    kept: list[Personal] = []
    for one in sorted(set(found), key=lambda p: (_RANK.index(p.cls), p.start, -p.end)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept))
