"""iFlytek: ``content.orderResult`` is JSON in a string, and each ``json_1best`` in it is JSON in a string again.

``st.bg``/``st.ed`` are ms as strings; the words lie in ``rt[].ws[].cw[].w``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from crawler.deliveries.delivery import Problem
from crawler.deliveries.transcripts.said import Said, objects, records, stretch

NAME = "讯飞（content.orderResult）"


def said(document: object) -> Iterator[Said | Problem] | None:
    """What was said, or None for another form."""
    results = [
        part["content"]["orderResult"]
        for part in objects(document)
        if isinstance(part.get("content"), dict) and "orderResult" in part["content"]
    ]
    return _read(results) if results else None


def _read(results: list[object]) -> Iterator[Said | Problem]:
    for result in results:
        order = _opened(result)
        if not isinstance(order, dict):
            yield Problem(1, "content.orderResult", "不是有效的 JSON", raw=str(result)[:500])
            continue
        # ``lattice2`` is the same speech before smoothing: it is read only where ``lattice`` is absent.
        for number, sentence in records(order.get("lattice") or order.get("lattice2")):
            best = _opened(sentence.get("json_1best"))
            st = best.get("st") if isinstance(best, dict) else None
            if isinstance(st, dict):
                yield stretch(number, st.get("bg"), st.get("ed"), _words(st))
            else:
                raw = str(sentence.get("json_1best"))[:500]
                yield Problem(number, f"第{number}句", "json_1best 不是有效的 JSON", raw=raw)


def _opened(value: object) -> object:
    """A value, or the JSON inside the string that it is; None where that cannot be read."""
    if not isinstance(value, str):
        return value
    try:
        opened: object = orjson.loads(value)
    except orjson.JSONDecodeError:
        return None
    return opened


def _words(st: dict[str, Any]) -> str:
    return "".join(
        word
        for _, part in records(st.get("rt"))
        for _, place in records(part.get("ws"))
        for word in _of_place(place.get("cw"))
    )


def _of_place(choices: object) -> list[str]:
    """The words at one place. Choices that carry scores (``sc``) are rivals: the first is the best."""
    found = [choice for _, choice in records(choices) if isinstance(choice.get("w"), str)]
    if len(found) > 1 and all("sc" in choice for choice in found):
        found = found[:1]
    return [choice["w"] for choice in found]
