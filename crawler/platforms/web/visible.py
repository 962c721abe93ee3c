"""The price and the state of sale that a reader sees, for pages whose markup does not say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from crawler.listing import Status
from crawler.platforms.web.availability import offers_purchase, states_absence
from crawler.platforms.web.carried import carried_status
from crawler.platforms.web.currencies import currency_in, currency_of_host
from crawler.platforms.web.document import Document, attributes_of, hides
from crawler.platforms.web.facts import Facts, Offer
from crawler.platforms.web.money import Amount, read_amount, read_range, read_stated
from crawler.platforms.web.regions import SPEAKING, STRUCK_TAGS, Spot, names_among, says_struck
from crawler.platforms.web.words import clean

_PRICE_NAME = re.compile(r"price|prix|preis|precio|preco|prezzo|cena|amount|价格|售价|jiage|pricing", re.IGNORECASE)
_CURRENT = re.compile(
    r"current|sale|final|special|our-?price|ourprice|buying|now|main|product|buybox|actual|offer|deal|现价|到手价",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"shipping|delivery|installment|instalment|monthly|\bper-|unit-?price|saving|points|coupon|from-?price|tax|deposit|financ|"
    r"lowest-?30|loyalty|subscribe|total|filter|range-?slider|reward",
    re.IGNORECASE,
)
_ASIDE_WORDS = re.compile(
    r"shipping|delivery|per month|/\s?mo\b|/month|mensu|versand|livraison|envío|frete|运费|分期|每月|满.{1,6}减|定金|cashback|save|you save|原价|市场价|吊牌价|RRP|was\b",
    re.IGNORECASE,
)
_NOT_MONEY = re.compile(r"^\W*\d{1,3}(?:[.,]\d)?\s*(?:%|cm|mm|kg|g|ml|l|克拉|ct|号|件|人|次|条)\b|%\s*$", re.IGNORECASE)
_OTHER_NUMBER = re.compile(r"\b(?:sku|ref|code|cod|art|no|nr|id)\b|编号|货号|款号", re.IGNORECASE)
_OTHER_NOTICE = re.compile(
    r"image|immagine|imagen|photo|video|store|tienda|magasin|negozio|pick-?up|retiro|delivery|despacho|livraison|option|size|taille|colou?r|"
    r"couleur|review|评价|门店|自提|颜色|尺码|圈口",
    re.IGNORECASE,
)
_CENTS = re.compile(r"cents?\b|decimal|fraction|centavos|centimes", re.IGNORECASE)
_FORMERLY = re.compile(
    r"\W*(?:市场价|原价|吊牌价|划线价|专柜价|参考价|RRP|MSRP|UVP|list price|was\b|regular price|statt|instead of)",
    re.IGNORECASE,
)
_ABOUT_STOCK = re.compile(
    r"\W*(?:availability|stock(?: status| level)?|in stock|disponibilit\w+|verfügbarkeit|lagerbestand|наличие|dostępność|dostupnost|"
    r"(?:商品)?库存(?:量|状态)?|在庫(?:状況)?)\s*[:：]\s*",
    re.IGNORECASE,
)
_NONE_LEFT = re.compile(r"(?:0|no|none|无|没有)\s*(?:件|个|pcs|available|units?|left)?\W*$", re.IGNORECASE)
_OTHER_PLACE = re.compile(r"delivery|shipping|pick-?up|swatch|(?:size|colou?r|option)s?[-_]", re.IGNORECASE)
NEAR = 400
"""Elements behind the headline within which a sold-out notice is about the product itself."""
FAR = 1_500
"""Elements behind the headline beyond which a button belongs to something else."""
SURE = 5.0
"""Score of a price with a price-like name, a currency and a place near the headline."""
_FIGURE = re.compile(r"\d|[一二两三四五六七八九十百千万]\s?(?:元|块)")
_BUTTONS = frozenset({"button", "a", "input", "span", "div"})
_PRICE_KEYS = dict.fromkeys(
    ["data-price", "data-product-price", "data-product_price", "data-price-amount", "data-asin-price", "price"]
)
MAX_LABEL = 80
"""Characters of an element that can be a price, a button or a notice; longer ones are prose."""


@dataclass(slots=True)
class _Candidate:
    amount: Amount
    ends: tuple[Amount, Amount] | None
    score: float
    names: str = ""
    place: int = 0
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader sees. ``sells``: a price or a notice stands beside the headline that is this page's alone,
    not one of a row of cards, so that the page can be taken for a product page without any markup."""

    facts: Facts
    sells: bool


def visible_facts(document: Document, around: Sequence[Spot]) -> Shown:
    """Title, price and state of sale as shown near the headline; the Offer has no price when none is shown."""
    headline = document.headline
    candidates: list[_Candidate] = []
    struck: list[_Candidate] = []
    buys = absent = False
    start = next((spot.place for spot in around if spot.element is headline), None)
    near: list[Status] = []
    for spot in around:
        if spot.attributes and not _PRICE_KEYS.keys().isdisjoint(spot.attributes):
            for key in _PRICE_KEYS:
                if stated := _stated(spot, spot.attributes.get(key), start, document.host):
                    candidates.append(stated)
        # A leaf's words are at hand; most are a menu's or a sentence's and no reader of prices has to look twice.
        text = spot.line
        if text is None or not spot.leaf or spot.tag == "input":
            text = _own_words(spot, document)
        if not text or len(text) > MAX_LABEL or not _telling(text):
            continue
        if not spot.elsewhere and not spot.hidden:
            absent = absent or (start is not None and 0 <= spot.place - start < NEAR and _states_none_left(text))
            buys = buys or _is_buy_button(spot, text, start)
            if start is not None and 0 <= spot.place - start < NEAR and (status := _notice(text, spot.names)):
                near.append(status)
        if candidate := _candidate(spot, text, start, document.host):
            (struck if spot.struck else candidates).append(candidate)
            if not spot.struck and _FORMERLY.match(text):
                struck.append(candidate)
    best, single = _best(candidates)
    offer = Offer()
    if best:
        offer.price = None if best.ends else best.amount
        if best.ends:
            offer.low, offer.high = best.ends
    offer.market = _struck_out(struck, best)
    offer.status = "sold_out" if absent else "on_sale" if buys else near[0] if near else None
    if offer.status is None and start is not None:
        offer.status = carried_status(around, 0, start + NEAR)
    title = document.text(headline, limit=500) if headline is not None else ""
    facts = Facts(layer="visible", title=title or _window_title(document) or None, offers=[offer])
    return Shown(facts, sells=start is not None and (single or bool(near and not candidates)))


def _window_title(document: Document) -> str:
    """The window's title without the shop's name that most shops put behind a bar or a dash."""
    title = document.window_title
    return re.split(r"\s[|–—-]\s|[_|｜]", title)[0].strip()[:500] or title[:500]


def _stated(spot: Spot, value: str | None, start: int | None, host: str) -> _Candidate | None:
    """A price that an element carries for scripts (``data-price="131990"``)."""
    if not value or len(value) > 20 or spot.elsewhere or start is None:
        return None
    amount = read_stated(value, currency_of_host(host), host)
    if amount is None or amount.hundredths == 0:
        return None
    score = 3.2 - 4.0 * spot.struck - 3.0 * _says(spot.names)[2] + _nearness(spot.place, start)
    return _Candidate(amount, None, score, spot.names, spot.place)


def _own_words(spot: Spot, document: Document) -> str | None:
    """Text of a small element; None for a container. Numbers are often split over several spans."""
    element = spot.element
    if spot.tag == "input":
        return (element.get("value") or "")[:MAX_LABEL] if element.get("type") in ("submit", "button") else None
    if len(element) > 12:
        return None
    text = spot.line if spot.line is not None else document.text(element, limit=MAX_LABEL + 1)
    if not 0 < len(text) <= MAX_LABEL:
        return None
    if not spot.leaf and _FIGURE.search(text):
        text = _with_cents(element, text)
    for child in element if spot.mixed else ():
        # A price box often holds the old price beside the new one: only what is not struck out is its price.
        if _old_or_hidden(child):
            old = document.text(child, limit=MAX_LABEL)
            text = clean(text.replace(old, " ", 1)) if old else text
    return text or None


def _with_cents(element: etree._Element, text: str) -> str:
    """``$12<sup>99</sup>``: the mark between the figures is drawn by the style sheet and is put back."""
    for child in element:
        if not isinstance(child.tag, str) or len(child):
            continue
        cents = (child.text or "").strip()
        small = child.tag == "sup" or _CENTS.search(child.get("class") or "")
        if small and re.fullmatch(r"\d\d", cents):
            return re.sub(rf"(?<![.,]\d)(?<=\d)(?<![.,]) ?{cents}(?!\d)", f"{_mark(text)}{cents}", text, count=1)
    return text


def _mark(text: str) -> str:
    """The decimal mark that the grouping of a number leaves over."""
    return "," if re.search(r"\d\.\d{3}", text) else "."


def _candidate(spot: Spot, text: str, start: int | None, host: str) -> _Candidate | None:
    if not _FIGURE.search(text) or len(text) > 60 or _NOT_MONEY.search(text):
        return None
    named, current, aside = _says(spot.names)
    currency = currency_in(text, host)
    if not named and currency is None:
        return None
    amount = read_amount(text, currency=currency or currency_of_host(host), host=host)
    if amount is None or amount.hundredths == 0:
        return None
    if currency is None and (
        len(re.findall(r"[^\W\d_]", text)) > 8 or amount.hundredths > 10**10 or _OTHER_NUMBER.search(text)
    ):
        return None
    score = 3.0 * named + 2.0 * (currency is not None) + 1.5 * (current and named)
    score -= 4.0 * spot.struck + 3.0 * aside + 3.0 * bool(_ASIDE_WORDS.search(text))
    score -= 9.0 * spot.elsewhere + 3.0 * spot.hidden
    score -= 0.03 * max(len(text) - 12, 0)
    score += _nearness(spot.place, start)
    return _Candidate(
        amount, read_range(text, currency=amount.currency, host=host), score, spot.names, spot.place, spot.elsewhere
    )


@lru_cache(maxsize=4096)
def _says(names: str) -> tuple[bool, bool, bool]:
    """Whether the names of an element call it a price, today's, or one of something beside the price."""
    return bool(_PRICE_NAME.search(names)), bool(_CURRENT.search(names)), bool(_ASIDE.search(names))


@lru_cache(maxsize=4096)
def _notice(text: str, names: str) -> Status | None:
    return None if _OTHER_NOTICE.search(text) or _OTHER_PLACE.search(names) else states_absence(text)


@lru_cache(maxsize=4096)
def _states_none_left(text: str) -> bool:
    """A line that is about nothing but availability ("Availability: Out Of Stock", "库存：0"); it outweighs a button left alive."""
    match = _ABOUT_STOCK.match(text)
    return match is not None and (_NONE_LEFT.match(text, match.end()) is not None or states_absence(text) == "sold_out")


@lru_cache(maxsize=4096)
def _invites(text: str) -> bool:
    return offers_purchase(text)


@lru_cache(maxsize=4096)
def _telling(text: str) -> bool:
    """Whether a text can be a price, a notice or an invitation; what is none of these, no element makes one."""
    return (
        _FIGURE.search(text) is not None
        or (len(text) < 40 and _invites(text))
        or states_absence(text) is not None
        or _ABOUT_STOCK.match(text) is not None
    )


def _old_or_hidden(element: etree._Element) -> bool:
    if element.tag in STRUCK_TAGS:
        return True
    if not isinstance(element.tag, str) or SPEAKING.isdisjoint(element.keys()):
        return False
    attributes = attributes_of(element)
    return says_struck(names_among(attributes)) or hides(attributes)


def _struck_out(struck: list[_Candidate], best: _Candidate | None) -> Amount | None:
    """The old price beside the price: the best placed one that is higher; text is read as written, so no guess."""
    higher = [c for c in struck if best and c.amount.hundredths > best.amount.hundredths and c.score > -1.0]
    return max(higher, key=lambda c: c.score).amount if higher else None


def _is_buy_button(spot: Spot, text: str, start: int | None) -> bool:
    """A button that invites to buy and can be pressed, behind the headline and not at the other end of the page."""
    if spot.tag not in _BUTTONS or len(text) >= 40 or (start is not None and not -60 <= spot.place - start < FAR):
        return False
    off = (
        spot.element.get("disabled") is not None
        or "disabled" in spot.names
        or spot.element.get("aria-disabled") == "true"
    )
    return not off and _invites(text)


def _nearness(place: int, start: int | None) -> float:
    """A price stands behind the headline, sometimes a little before it; what stands far off is about other goods."""
    if start is None:
        return -1.5
    return max(2.5 - (place - start) / 120, -2.0) if place >= start else max(2.0 - (start - place) / 20, -1.5)


def _best(candidates: list[_Candidate]) -> tuple[_Candidate | None, bool]:
    """The best candidate, and whether it is surely this page's own price.

    An amount that several good places repeat counts more; a name that carries many different amounts is
    a row of cards or of sellers and counts less.
    """
    repeats: dict[int, int] = {}
    carried: dict[str, set[int]] = {}
    for c in candidates:
        if not c.elsewhere:
            carried.setdefault(c.names, set()).add(c.amount.hundredths)
        if c.score > 2:
            repeats[c.amount.hundredths] = repeats.get(c.amount.hundredths, 0) + 1

    def worth(c: _Candidate) -> float:
        return c.score + min(repeats.get(c.amount.hundredths, 0), 4) * 0.4 - 2.0 * (len(carried.get(c.names, ())) > 2)

    best = max(candidates, key=worth, default=None)
    if best is None or best.score <= 1.0:
        return None, False
    first = best
    # Two prices side by side that look alike: the higher one is the old one, struck out by a style sheet we do not read.
    beside = [
        c for c in candidates if abs(c.place - first.place) <= 12 and c.score >= first.score - 1.5 and c.ends is None
    ]
    lower = [c for c in beside if first.amount.hundredths // 2 <= c.amount.hundredths < first.amount.hundredths]
    best = min(lower, key=lambda c: c.amount.hundredths, default=first)
    return best, best.score >= SURE and len(carried.get(best.names, ())) <= 2
