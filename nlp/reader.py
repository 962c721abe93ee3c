"""The reader: a Listing in, a Reading out, with every claim and fact at its exact place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from crawler.listing import Listing, text_fields
from nlp.claim import (
    Carat,
    Certificate,
    Claim,
    ClaimClass,
    Grade,
    Money,
    Origin,
    Place,
    Polarity,
    Reading,
    Target,
    place_of,
)
from nlp.context.answered import granted
from nlp.context.brought import judged_elsewhere
from nlp.context.else_how import turned_round
from nlp.context.elsewhere import of_other_items
from nlp.context.kinds import GEM
from nlp.context.lesson import sold_with_the_lesson
from nlp.context.links import of_other_links, of_other_people
from nlp.context.reading import read_mentions
from nlp.context.reported import as_said, told_by_papers
from nlp.context.said import Reading as InContext
from nlp.facts.carat import find_carats
from nlp.facts.certificate import find_certificates, laboratory_in
from nlp.facts.grade import find_grades
from nlp.facts.money import find_money
from nlp.facts.origin import find_origins
from nlp.folding import HIDING, Folded, fold
from nlp.gate import Gate
from nlp.judgement import Span
from nlp.lexicon.entries import Entry
from nlp.marks import at, named, tagged
from nlp.nearness import drop_lonely, speaks_of_coloured
from nlp.overlap import Mention
from nlp.phrases.told import add_of_brands, add_of_goods
from nlp.recorded_names import mentions as recorded
from nlp.segment import stands_as_word
from nlp.unfolding import unfold

_GIFT_LABELS = frozenset({"送", "附送", "随赠", "礼品", "随礼", "另送"})
_SIDE_LABELS = ("副石", "配石", "辅石", "副钻", "伴石", "配钻")
_YES = frozenset({"是", "有", "含", "yes", "支持"})
_NO = frozenset({"否", "无", "不是", "没有", "不含", "no", "非", "不"})


@dataclass(slots=True)
class FieldText:
    """One text of a listing with what was found in it; ``label`` is the folded name of an attribute's value."""

    path: str
    place: Place
    folded: Folded
    label: str = ""
    is_label: bool = False
    value: str = ""  # of a label: the folded value beside it
    mentions: list[Mention] | None = None

    def span(self, start: int, end: int, hidden: tuple[str, ...] = ()) -> Span:
        if not hidden and self.folded.starts is None:
            raw = self.folded.original[start:end]
            if raw == self.folded.text[start:end]:
                return Span(self.path, start, end, raw)
        return self.folded.span(self.path, start, end, hidden)

    @property
    def of_a_side_stone(self) -> bool:
        return bool(self.label) and any(word in self.label for word in _SIDE_LABELS)


class _AsRead(Reading):
    """A reading whose parts are made when they are first asked for: most listings are judged without most of them."""

    def __init__(self, listing: Listing, raw: dict[str, str], texts: list[FieldText]) -> None:
        put = object.__setattr__
        put(self, "listing", listing)
        put(self, "texts", raw)
        put(self, "readable", any(c.isalnum() for t in raw.values() for c in t))
        put(self, "_fields", texts)

    _fields: list[FieldText]

    @cached_property
    def mentioned(self) -> frozenset[str]:
        return frozenset({str(m.entry.cls) for t in self._fields for m in t.mentions or ()})

    @cached_property
    def marks(self) -> frozenset[str]:
        entries = {m.entry for t in self._fields for m in t.mentions or ()}
        return self.mentioned.union(at(*self.places), *map(_marks, entries))

    @cached_property
    def folded(self) -> tuple[str, ...]:
        return tuple(text.folded.text for text in self._fields)

    @cached_property
    def trade_words(self) -> frozenset[str]:
        trade = ClaimClass.TRADE
        return frozenset({m.entry.name for t in self._fields for m in t.mentions or () if m.entry.cls is trade})

    def of_class(self, cls: str) -> Sequence[Claim]:
        return self._by_class.get(cls, ()) if cls in self.mentioned else ()

    @cached_property
    def _by_class(self) -> dict[str, list[Claim]]:
        by_class: dict[str, list[Claim]] = {}
        for claim in self.claims:
            by_class.setdefault(claim.cls, []).append(claim)
        return by_class

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        claims = [claim for text in self._fields for claim in _claims(text)]
        claims = sold_with_the_lesson(
            of_other_people(of_other_links(speaks_of_coloured(claims), self.texts), self.texts), self.texts
        )
        claims = turned_round(granted(claims, self.texts), self.texts)
        claims = judged_elsewhere(of_other_items(claims, self.texts), self.texts)
        return tuple(told_by_papers(claims, self.texts) if ClaimClass.LAB_GROWN in self.mentioned else claims)

    @cached_property
    def carats(self) -> tuple[Carat, ...]:
        # 分 weighs stones only where there are stones; elsewhere it is a mark or a minute.
        return tuple(c for t in self._fields for c in _carats(t)) if self._has_gems else ()

    @cached_property
    def money(self) -> tuple[Money, ...]:
        return tuple(m for t in self._fields for m in _money(t))

    @cached_property
    def certificates(self) -> tuple[Certificate, ...]:
        found = tuple(_certificates(self._fields))
        return tuple(as_said(found, self.claims, self.texts)) if any(p.kind != "unknown" for p in found) else found

    @cached_property
    def grades(self) -> tuple[Grade, ...]:
        return tuple(g for t in self._fields for g in _grades(t)) if self._has_gems else ()

    @cached_property
    def origins(self) -> tuple[Origin, ...]:
        return tuple(o for t in self._fields for o in _origins(t))

    @cached_property
    def places(self) -> frozenset[Place]:
        return frozenset(t.place for t in self._fields if t.place is not Place.CATEGORY or t.folded.text.strip())

    @cached_property
    def _has_gems(self) -> bool:
        return any(_about_jewellery(m) for t in self._fields for m in t.mentions or ())


class Reader:
    """Reads listings; holds no state between them. Build once: the automata take a moment."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    @staticmethod
    @cache
    def default() -> Reader:
        """The reader on the lexicon and cues that ship with the package."""
        return Reader(Gate.default())

    def read(self, listing: Listing, names: Collection[Entry] = ()) -> Reading:
        """Everything found in a listing's texts, in reading order. Never fails on a text, whatever it holds.

        ``names``: brands besides those of the lexicon (nlp.recorded_names).
        """
        raw = dict(text_fields(listing))
        texts = [_field_text(path, text, raw) for path, text in raw.items()]
        found = self._gate.undo_together([t.folded for t in texts])
        for text, mentions, put_back in zip(texts, *found, strict=True):
            text.folded, text.mentions = unfold(text.folded, mentions, put_back)
            if names and (more := list(recorded(text.folded.text, names, text.mentions))):
                text.mentions = sorted([*text.mentions, *more], key=lambda mention: mention.start)
        spoken = [(t.folded.text, t.mentions) for t in texts if t.mentions is not None and not t.is_label]
        add_of_goods(spoken)
        drop_lonely([(t.folded.text, t.mentions or [], t.place is Place.SPEECH) for t in texts])
        add_of_brands(spoken)
        return _AsRead(listing, raw, texts)


def _field_text(path: str, text: str, raw: dict[str, str]) -> FieldText:
    place = place_of(path)
    field = FieldText(path, place, fold(text))
    if place in (Place.ATTRIBUTE, Place.SKU):
        stem, _, part = path.rpartition(".")
        field.is_label = part == "name"
        if part == "value":
            field.label = fold(raw.get(f"{stem}.name", "")).text
        else:
            field.value = fold(raw.get(f"{stem}.value", "")).text.strip()
    return field


@cache
def _marks(entry: Entry) -> frozenset[str]:
    return named((entry.name,)) | tagged(entry.tags)


def _about_jewellery(mention: Mention) -> bool:
    return mention.entry.cls in GEM or "jewellery" in mention.entry.tags


def _claims(text: FieldText) -> Iterator[Claim]:
    mentions = text.mentions or []
    if not mentions:
        return
    if text.is_label:
        yield from _label_claims(text, mentions)
        return
    for mention, said in zip(mentions, read_mentions(text.folded.text, mentions, stands_as_word), strict=True):
        yield _claim(text, mention, said)


def _label_claims(text: FieldText, mentions: list[Mention]) -> Iterator[Claim]:
    """A label claims nothing by itself: 是否天然 needs its value. 钻石颜色: D still says that there is a diamond."""
    for mention in mentions:
        if text.value in _NO:
            cue_path = f"{text.path.removesuffix('name')}value"
            claim = _claim(text, mention, InContext(Polarity.NEGATE))
            # The value may carry blanks around it; the cue is the whole field.
            yield _with_cue(claim, cue_path, text)
        elif text.value in _YES or (mention.entry.cls is ClaimClass.DIAMOND and text.value):
            yield _claim(text, mention, InContext(), more=frozenset({"label"}))


def _with_cue(claim: Claim, path: str, text: FieldText) -> Claim:
    span = Span(field=path, start=0, end=len(text.value), text=text.value)
    return Claim(
        claim.term, claim.cls, claim.name, claim.polarity, claim.target, claim.place, claim.span, span, claim.tags
    )


def _claim(text: FieldText, mention: Mention, said: InContext, more: frozenset[str] = frozenset()) -> Claim:
    cls = mention.entry.cls
    assert cls is not None  # noqa: S101 - the gate yields no false friends
    span = text.span(mention.start, mention.end, mention.hidden)
    undone = (*mention.hidden, *span.transforms) if mention.hidden or span.transforms else ()
    return Claim(
        text.folded.text[mention.start : mention.end],
        cls,
        mention.entry.name,
        said.polarity,
        _target(text, cls, said),
        text.place,
        span,
        text.span(*said.cue) if said.cue else None,
        mention.entry.tags | more if more else mention.entry.tags,
        tuple(sorted(HIDING.intersection(undone))) if undone else (),
    )


def _target(text: FieldText, cls: ClaimClass, said: InContext) -> Target:
    if text.place is Place.SHOP:
        return Target.SHOP
    if said.target is not None:
        return said.target
    if cls not in GEM:
        return Target.WHOLE
    if text.place is Place.ATTRIBUTE and ("赠" in text.label or text.label.strip() in _GIFT_LABELS):
        return Target.OTHER
    return Target.SIDE if text.of_a_side_stone else Target.MAIN


def _carats(text: FieldText) -> Iterator[Carat]:
    for found in find_carats(text.folded.text, text.label):
        yield Carat(found.value, found.role, text.place, text.span(found.start, found.end))


def _money(text: FieldText) -> Iterator[Money]:
    for found in find_money(text.folded.text):
        yield Money(int(found.value), found.role, text.place, text.span(found.start, found.end))


def _grades(text: FieldText) -> Iterator[Grade]:
    original = text.folded.original if text.folded.starts is None else None
    for found in find_grades(text.folded.text, original, text.label):
        yield Grade(found.scale, found.value, text.place, text.span(found.start, found.end))


def _origins(text: FieldText) -> Iterator[Origin]:
    for found in find_origins(text.folded.text):
        yield Origin(found.name, found.hints, text.place, text.span(found.start, found.end))


def _certificates(texts: list[FieldText]) -> Iterator[Certificate]:
    """Laboratory and number often stand in two attributes, or in two fields of one qualification."""
    beside: dict[str, str] = {}
    for text in texts:
        if laboratory := laboratory_in(text.folded.text):
            beside.setdefault(_stem(text), laboratory)
    for text in texts:
        if text.is_label:
            continue
        paper = text.place in (Place.CERTIFICATE, Place.IMAGE)
        numbered = text.path.endswith("cert_no") or any(w in text.label for w in ("证书", "编号", "鉴定", "报告"))
        hint = beside.get(_stem(text)) if numbered else None
        for found in find_certificates(text.folded.text, paper=paper, hint=hint):
            said = Polarity.NEGATE if found.negated else Polarity.AFFIRM
            span = text.span(found.start, found.end)
            yield Certificate(found.laboratory, found.number, found.kind, text.place, span, said)


def _stem(text: FieldText) -> str:
    """Texts that speak of one paper: all attributes together, or one qualification."""
    parts = text.path.split(".")
    return parts[0] if text.place is Place.ATTRIBUTE else ".".join(parts[:2])
