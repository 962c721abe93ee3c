"""A transcript written by a speech recognition service as JSON, JSON lines included: which form, and what was said."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from typing import Protocol, cast

import orjson

from crawler.deliveries.delivery import DeliveryRefused, Problem
from crawler.deliveries.transcripts.said import Said

_MOST = 200_000  # stretches of speech in one file; a day without pause has below 50,000


class Form(Protocol):
    """A module of this folder that reads one service's JSON."""

    NAME: str
    said: Callable[[object], Iterator[Said | Problem] | None]


def recognised(file: str, text: str) -> Iterator[Said | Problem]:
    """What was said, in the order of the file. Raises DeliveryRefused for JSON of no known form."""
    document = _document(file, text)
    forms = _forms()
    for module in forms:
        found = module.said(document)
        if found is not None:
            return _bounded(found)
    raise DeliveryRefused(file, f"不认识的转写 JSON（{_shape(document)}），可读取：{'、'.join(m.NAME for m in forms)}")


def _bounded(found: Iterator[Said | Problem]) -> Iterator[Said | Problem]:
    for number, one in enumerate(found, 1):
        if number > _MOST:
            yield Problem(number, "", f"超过 {_MOST} 句，此后未读")
            return
        yield one


def _forms() -> list[Form]:
    package = importlib.import_module(__package__ or "crawler.deliveries.transcripts")
    modules = [importlib.import_module(f"{package.__name__}.{m.name}") for m in pkgutil.iter_modules(package.__path__)]
    return [cast("Form", module) for module in modules if hasattr(module, "said") and hasattr(module, "NAME")]


def _document(file: str, text: str) -> object:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as whole:
        try:
            return [orjson.loads(line) for line in text.splitlines() if line.strip()]
        except orjson.JSONDecodeError:
            raise DeliveryRefused(file, f"不是有效的 JSON（第 {whole.lineno} 行第 {whole.colno} 个字符附近）") from None


def _shape(document: object) -> str:
    """The outermost names, so that the sender sees what we saw."""
    value = document[0] if isinstance(document, list) and document else document
    if isinstance(value, dict):
        names = [str(name)[:20] for name in value][:6]
        return f"最外层字段：{'、'.join(names) or '无'}"
    return "最外层不是对象"
