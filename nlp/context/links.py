"""Several things under one title: which of them this link sells, and which lie elsewhere.

A seller numbers what the shop has and says which number this is (1天然…2合成…，本商品为1号链接), or
lists everything and then names the one (培育钻石 vs 莫桑石 vs 天然 … 本链接：培育钻石). What was not
chosen is said of other items.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from nlp.claim import Claim, ClaimClass, Place, Polarity, Target
from nlp.context.copies import topic_of_others
from nlp.context.former import told_in_turn
from nlp.context.hands import held_up
from nlp.context.several import several_goods
from nlp.facts.numerals import parse_number
from nlp.judgement import Span
from nlp.overlap import Mention
from nlp.predicate import said_of_others

_THIS = r"(?:本|此|该|这个|这条|当前)(?:商品|链接|款|单|页面|页|宝贝|条)"
_CHOSEN = re.compile(
    rf"(?:{_THIS}(?:为|是|对应|即|:|=|拍的是|卖的是)?|拍的是|默认发?)第?([1-9a-d])(?:号|款|个|链接|$|[^0-9a-z.])"
)
_HINTS = ("链接", "本", "此", "该", "这个", "这条", "拍的是", "默认", "当前")
_NAMED = re.compile(rf"{_THIS}(?:为|是|即|:|=|只卖|只有|拍的是|卖的是|仅售|仅)")
# A number that counts or weighs something labels nothing; 1天然 does.
_LABEL = re.compile(
    r"(?<![0-9a-z.第])([1-9a-d]|[一二三四五六七八九](?=号))"
    r"(?!\d|\.\d|[a-z%]|克|分|颗|粒|折|元|件|年|对|枚|圈|毫米|厘米|月|日|小时|天(?!然)|比|:\d|/\d|色|万|千|百|块|位|围|次)"
    r"(?:号链接|号款|号|款|[.、:)])?"
)
_LEANED_ON = frozenset({ClaimClass.BRAND, ClaimClass.DESIGN, ClaimClass.IMITATION})
_ORIGINS = frozenset({ClaimClass.NATURAL, ClaimClass.LAB_GROWN, ClaimClass.SIMULANT})
_MINED = frozenset({ClaimClass.NATURAL})
_TOLD_APART = _ORIGINS | {ClaimClass.COLOURED, ClaimClass.TREATMENT}
_NUMERAL = r"(\d{1,3}|[一二三四五六七八九十]{1,3})"
_OWN_NUMBER = re.compile(rf"{_NUMERAL}号链接|链接 ?{_NUMERAL}号|^{_NUMERAL}号(?=\s)")
_THAT_NUMBER = re.compile(rf"{_NUMERAL}号(?:链接|位)?(?:的|上|里)?那[颗只条个款对枚粒串块件]")
_SPOKEN_NUMBER = re.compile(rf"{_NUMERAL}号(?=链接|那|这|的|是|也|里|上|款|车|盒|袋|,|，)")


def not_of_this_link(text: str, mentions: list[Mention]) -> Iterator[tuple[int, tuple[int, int], bool]]:
    """(index of a mention, [start, end) of the words that decide, whether another was chosen) for what may not be sold.

    Numbered stones of different kinds with no choice among them come with the number as the word that decides.
    """
    if len(mentions) < 2:
        return
    if shown := held_up(text, mentions):
        for i, cue in shown:
            yield i, cue, True
        return
    if told := list(told_in_turn(text, mentions)):
        for i, cue in told:
            yield i, cue, True
        return
    if several := several_goods(text, mentions):
        for i, cue in several:
            yield i, cue, False
        return
    hinted = any(hint in text for hint in _HINTS)
    chosen = _CHOSEN.search(text) if hinted else None
    if chosen is not None:
        for i, cue in _unnumbered(text, mentions, chosen):
            yield i, cue, True
        return
    named = _NAMED.search(text) if hinted else None
    if named is None:
        yield from _numbered(text, mentions)
        return
    listed = [(i, m) for i, m in enumerate(mentions) if m.end <= named.start() and m.entry.cls in _ORIGINS]
    # One stone before "this link" may be a false title; several of different kinds are what the shop has.
    if len({m.entry.cls for _, m in listed}) < 2:
        return
    for i, mention in enumerate(mentions):
        if mention.end <= named.start():
            yield i, named.span(), True


def _numbered(text: str, mentions: list[Mention]) -> Iterator[tuple[int, tuple[int, int], bool]]:
    """1号天然30分 2号培育50分: each number right before its stone, and the stones of different kinds."""
    if len({m.entry.cls for m in mentions if m.entry.cls in _ORIGINS}) < 2:
        return
    ends = {label.end(): label.span() for label in _LABEL.finditer(text)}
    labelled = [(i, ends[m.start]) for i, m in enumerate(mentions) if m.start in ends and m.entry.cls in _ORIGINS]
    numbers = {text[start] for _, (start, _) in labelled}
    if len(numbers) < 2 or len({mentions[i].entry.cls for i, _ in labelled}) < 2:
        return
    firsts = [*(i for i, _ in labelled), len(mentions)]
    for (first, span), following in zip(labelled, firsts[1:], strict=True):
        for i in range(first, following):
            yield i, span, False


def _unnumbered(text: str, mentions: list[Mention], chosen: re.Match[str]) -> Iterator[tuple[int, tuple[int, int]]]:
    labels = [m for m in _LABEL.finditer(text) if not chosen.start() <= m.start() < chosen.end()]
    firsts: dict[str, int] = {}
    for label in labels:
        firsts.setdefault(label[1], label.start())
    if len(firsts) < 2 or chosen[1] not in firsts:
        return
    starts = sorted(firsts.items(), key=lambda item: item[1])
    ends = [*(start for _, start in starts[1:]), len(text)]
    for (name, start), end in zip(starts, ends, strict=True):
        if name == chosen[1]:
            continue
        # What follows the choice is said of the chosen one again.
        stop = chosen.start() if start < chosen.start() else end
        for i, mention in enumerate(mentions):
            if start <= mention.start < min(end, stop):
                yield i, chosen.span()


def of_other_links(claims: list[Claim], texts: Mapping[str, str]) -> list[Claim]:
    """What is spoken of another number of a live room is another item's: of any but 8 where the title is 8号链接, and of
    that one over there (五号那颗是天然) where the title has no number and names what it sells as made (培育钻石).
    """
    found = _OWN_NUMBER.search(texts.get("title", ""))
    made = any(c.affirmed and c.place is Place.TITLE for c in claims if c.cls is ClaimClass.LAB_GROWN)
    if found is None and not made:
        return claims
    own = parse_number(found[1] or found[2] or found[3]) if found is not None else None
    pointing = _SPOKEN_NUMBER if found is not None else _THAT_NUMBER
    spoken: dict[str, tuple[list[re.Match[str]], list[int]]] = {}
    moved = []
    for claim in claims:
        field = claim.span.field
        if (
            (claim.place is Place.SPEECH or (found is not None and claim.place is Place.DETAIL))
            and claim.cls in (_TOLD_APART if found else _MINED)
            and claim.target is Target.MAIN
        ):
            if field not in spoken:
                # Once for each text: for each claim it would take time in proportion to the square of the length.
                named = list(pointing.finditer(texts[field]))
                spoken[field] = (named, [number.start() for number in named])
            numbers, starts = spoken[field]
            at = bisect_right(starts, claim.span.start) - 1
            if at >= 0 and parse_number(numbers[at][1]) != own and claim.polarity is Polarity.AFFIRM:
                cue = Span(field, numbers[at].start(), numbers[at].end(), numbers[at][0])
                claim = replace(claim, target=Target.OTHER, cue=cue)
        moved.append(claim)
    return moved


def of_other_people(claims: list[Claim], texts: Mapping[str, str]) -> list[Claim]:
    """Brands, designs and copy words that running talk says of others' goods: 有人说像某某大牌, 昨天一位姐姐让我复刻."""
    return [_of_others(claim, texts) if claim.cls in _LEANED_ON else claim for claim in claims]


def _of_others(claim: Claim, texts: Mapping[str, str]) -> Claim:
    span = claim.span
    ours = claim.target in (Target.MAIN, Target.WHOLE) and claim.place in (Place.DETAIL, Place.SPEECH)
    copy = claim.cls is ClaimClass.IMITATION and (
        topic_of_others(texts[span.field], span.start, span.end) or _sold_by_others(texts[span.field], span)
    )
    if ours and (copy or said_of_others(texts[span.field], span.start, span.end)):
        return replace(claim, target=Target.OTHER)
    return claim


_SELL = re.compile(r"(?:^|[。！？!?\n\s])(?:有人|有些人?|有的人?|别人|别家|人家|同行|隔壁)[^。！？!?\n这我]{0,24}$")
_NOT_I = re.compile(r"[^。！？!?\n]{0,12}?(?:不是|不在|可不是)(?:我|咱|本店)(?:们|这|家|卖|的|做|$|[，。！])")


def _sold_by_others(text: str, span: Span) -> bool:
    """有人卖几十块新的同款，那你懂的，不是我这: the sentence is of others to its end, which says so."""
    led = text[max(0, span.start - _LED) : span.start]
    return _NOT_I.match(text, span.end) is not None and _SELL.search(led) is not None


_LED = 32
