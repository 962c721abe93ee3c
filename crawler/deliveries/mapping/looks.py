"""What the values of a column look like, and whether they can be what its header suggests."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from crawler.deliveries.columns import alias_table, fold_header
from crawler.money import parse_fen

_PERSONAL = (
    re.compile(r"(?:\+?86[- ]?)?1[3-9]\d[-* ]?[\d*]{4}[- ]?[\d*]{4}"),  # a mobile number, masked or not
    re.compile(r"[1-9]\d{5}(?:19|20)\d{2}(?:0\d|1[0-2])[0-3]\d\d{3}[\dXx]"),  # an identity card
    re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"),  # a mail address
    re.compile(r".{2,}(?:省|市|区|县).*(?:路|街|道|镇|村|小区|号).*\d.*"),  # where somebody lives
)
_ID = re.compile(r"[A-Za-z]{0,4}\d{8,20}")
_CERTIFICATE = re.compile(r"(?:(?:GIA|IGI|NGTC|HRD|GRS|NGDTC|GTC)[ -]?)?(?:LG)?[ -]?\d{8,14}", re.IGNORECASE)
_MONEY = re.compile(r"[¥￥]?\s*\d[\d,]*(?:\.\d{1,2})?\s*[万元]?")
_COUNT = re.compile(r"\d{1,7}")
_PICTURE = re.compile(r"\S+\.(?:jpe?g|png|webp|gif|bmp)(?:[?!].*)?", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?:)?//\S+")
_SPEC = re.compile(r"[^:：;；]{1,10}[:：][^:：;；]{1,20}(?:[;；].*)?")


def personal(values: Sequence[str]) -> bool:
    """True when a third of the values look like a person's number, card, mail or address."""
    return _share(values, lambda value: any(form.fullmatch(value) for form in _PERSONAL)) >= 1 / 3


def looks_like(values: Sequence[str]) -> dict[str, float]:
    """Targets that the values suggest, with how strongly (0 to 1)."""
    if not values:
        return {}
    length = sum(map(len, values)) / len(values)
    distinct = len(set(values)) / len(values)
    chinese = _share(values, lambda value: bool(re.search(r"[\u4e00-\u9fff]", value)))
    named = _share(values, lambda value: bool(re.match(r"(?i)GIA|IGI|NGTC|HRD|LG\d", value)))
    pictures = _share(values, lambda value: bool(_PICTURE.fullmatch(value)))
    status = alias_table().status
    found = {
        "certificate": 0.95 * named * _share(values, lambda value: bool(_CERTIFICATE.fullmatch(value))),
        "image": 0.95 * pictures,
        "url": 0.9 * _share(values, lambda value: bool(_ADDRESS.fullmatch(value))) * (1 - pictures),
        "status": 0.9 * _share(values, lambda value: fold_header(value) in status),
        "item_id": 0.8 * _share(values, lambda value: bool(_ID.fullmatch(value))) * (distinct > 0.9) * (1 - named),
        "price": 0.6 * _share(values, lambda value: bool(re.search(r"[¥￥.万元]", value) and _MONEY.fullmatch(value))),
        "description": 0.7 * chinese * (length >= 50),
        "title": 0.7 * chinese * (8 <= length < 50) * (distinct > 0.6),
        "spec": 0.6 * _share(values, lambda value: bool(_SPEC.fullmatch(value))),
    }
    return {target: score for target, score in found.items() if score >= 0.4}


def fits(target: str, values: Sequence[str]) -> bool:
    """False when most values cannot be of this target, whatever the header says."""
    test = _TESTS.get(target)
    return test is None or not values or _share(values, test) >= 0.6


def _time(value: str) -> bool:
    try:
        datetime.fromisoformat(value.replace("/", "-"))
    except ValueError:
        return False
    return True


def _money(value: str) -> bool:
    return parse_fen(value, "元") is not None


_TESTS: dict[str, Callable[[str], bool]] = {
    "item_id": lambda value: len(value) <= 64 and not re.search(r"[\s\u4e00-\u9fff]", value),
    "price": _money, "market": _money, "campaign": _money,
    "stock": lambda value: bool(_COUNT.fullmatch(value)), "sales": lambda value: bool(_COUNT.fullmatch(value)),
    "url": lambda value: bool(_ADDRESS.fullmatch(value)),
    "image": lambda value: bool(_PICTURE.fullmatch(value) or _ADDRESS.fullmatch(value)),
    "title": lambda value: not value.replace(".", "").isdigit(),
    "description": lambda value: not value.replace(".", "").isdigit(),
    "status": lambda value: len(value) <= 10 and not value.isdigit(), "observed_at": _time,
    "certificate": lambda value: bool(re.search(r"\d{4}", value)),
}  # fmt: skip


def _share(values: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, values)) / len(values) if values else 0.0
