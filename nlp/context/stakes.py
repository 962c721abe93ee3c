"""What a seller stakes on a denial: 不是真钻我把桌子吃了, 要不是天然的，天底下就没有天然的了. He says that it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.claim import ClaimClass
from nlp.overlap import Mention

_PROMISED = frozenset({ClaimClass.DIAMOND, ClaimClass.NATURAL, ClaimClass.COLOURED})
"""不是莫桑石我赔你 could mean either; only what a seller wishes to be believed is staked on."""
_DENIED = re.compile(r"(?:不是|不为|不算|要非|若非)(?:一?颗|真正的|正经的?)?$")
_BEFORE = 8
_AFTER = 32
_WHOEVER = r"(?:石|钻)?(?:的)?(?:的?话)?[,， ]{0,2}(?:你|您|你们|随时|尽管|直接|站出来|出来|来|回来|找我|拿|过来){0,4}[,， ]{0,2}"
_I = r"(?:我|咱|咱们|我们|本人|老子|主播|本店|小店|老板)"
_FORFEITS = (
    r"(?:吃|赔|砸|倒贴|倒立|退[你您给全钱一]|关店|关门|关播|停播|退网|退圈|下跪|跪|剁|撕|不姓|跟你姓|改姓|[测验](?:给|一遍给)"
    r"|给[你您](?:退|赔|跪|磕|测|验)|从此不|再也不)"
)
_STAKED = re.compile(
    rf"{_WHOEVER}{_I}[^，。！？；,!?;\n]{{0,8}}?{_FORFEITS}"
    rf"|{_WHOEVER}[^，。！？；,!?;\n]{{0,4}}?(?:砸|拆|掀)[^，。！？；,!?;\n]{{0,3}}?(?:店|招牌|摊|柜)"
    r"|(?:石|钻)?的?(?:的?话)?[,， ]{0,2}(?:那)?(?:天底下|天下|世上|世界上|全网|全国|全天下|市面上)[^，。！？；,!?;\n]{0,6}?(?:没|哪)"
)


def staked_on(text: str, mentions: list[Mention]) -> Iterator[tuple[int, tuple[int, int]]]:
    """(index of a mention, [start, end) of denial and stake) for each whose denial the seller stakes something on."""
    for i, mention in enumerate(mentions):
        if mention.entry.cls not in _PROMISED:
            continue
        first = max(0, mention.start - _BEFORE)
        denied = _DENIED.search(text[first : mention.start])
        if denied is None:
            continue
        staked = _STAKED.match(text[mention.end : mention.end + _AFTER])
        if staked is not None:
            yield i, (first + denied.start(), mention.end + staked.end())
