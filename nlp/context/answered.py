"""What viewers ask and the host grants: 有人问是不是培育的，对，被你看出来了. The answer may be the next thing he says."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from nlp.claim import Claim, Place, Polarity, Target
from nlp.context.kinds import GEM

ANSWERED = "answered"
"""The tag of a word that the seller grants when he is asked for it."""

_DOUBTED = frozenset({Polarity.QUOTE, Polarity.QUESTION})
_TALK = frozenset({Place.DETAIL, Place.SPEECH})
_ASKS = ("问", "是不是", "是否", "吗")
_REST = re.compile(r"[^，。！？；,!?;\n\s]{0,10}(?:[，。！？；,!?;\n\s”\"」]+|$)")
"""What is left of the question behind the word."""
_ANSWER = 24
_YES = re.compile(
    r"(?:嘘+|别(?:声张|喊|嚷|说出去|打出来|往外说)|小声点?|低调|哈+|哎+|嗯+|咳+|实话|不瞒[你您]们?|坦白)?[，,\s~…！!]*"
    r"(?:嘘|对(?=[啊呀的哈呐，,。！!]|$)|对对|是的|是啊|是呀|正是|没错|没跑|就是它|就是(?=[，,。！!]|$)|猜对|答对|说对|聪明|懂行|识货|行家|好眼力|[你您]?眼睛?(?:真|好|够|太)?[毒尖]"
    r"|被[你您]们?(?:看|猜|认|发现|识破)|瞒不(?:过|住)|那还用说|可不就?是|不然呢|你说呢|我?就?回[他她你们]{1,2}[:：，, ]?[“\"]?(?:弄得了|做得了|打得了|能[做打弄]|可以|没问题|行(?=[，啊的。])|接)|懂的都懂|心照不宣|自己品|恭喜)"
)
_NO = re.compile(r"不是|没有|没用|不做|不卖|哪敢|误会|不敢|别乱说|冤枉|看错|不像")


def granted(claims: list[Claim], texts: Mapping[str, str]) -> list[Claim]:
    """``claims`` with those affirmed that were asked for and are granted in the next breath. Order and number stay."""
    return [_granted(claim, texts) if _asked(claim) else claim for claim in claims]


def _asked(claim: Claim) -> bool:
    cue = claim.cue
    if cue is None or claim.polarity not in _DOUBTED or claim.place not in _TALK:
        return False
    return any(word in cue.text for word in _ASKS)


def _granted(claim: Claim, texts: Mapping[str, str]) -> Claim:
    field = claim.span.field
    text = texts[field]
    rest = _REST.match(text, claim.span.end)
    if rest is None:
        return claim
    answer = text[rest.end() : rest.end() + _ANSWER] or _next_line(field, texts)
    yes = _YES.match(answer)
    if yes is None or _NO.search(answer, yes.end()):
        return claim
    target = Target.MAIN if claim.cls in GEM else Target.WHOLE
    return replace(claim, polarity=Polarity.AFFIRM, target=target, tags=claim.tags | {ANSWERED})


def _next_line(field: str, texts: Mapping[str, str]) -> str:
    """What a host says after the line that ``field`` names: speech.0.text is followed by speech.1.text."""
    parts = field.split(".")
    if parts[0] != "speech":
        return ""
    return texts.get(f"speech.{int(parts[1]) + 1}.text", "")[:_ANSWER]
