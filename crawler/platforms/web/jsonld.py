"""JSON-LD blocks of a page, also those that strict JSON refuses, repaired by rules that cannot change a value."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from crawler.platforms.web.document import Document

Node = dict[str, Any]
MAX_NODES = 5_000
MAX_REFERENCE_DEPTH = 3
"""Levels below a node at which references are followed: product, offer, seller."""
MAX_BLOCK = 2_000_000
"""Characters of one block that are read; a page with more is a data dump, not a product."""

_OPENERS = ("<!--", "//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */", "<![CDATA[")
_CLOSERS = (";", "-->", "//]]>", "// ]]>", "/*]]>*/", "/* ]]> */", "]]>")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_QUOTED_LINE = re.compile(r'^(\s*"[A-Za-z@][\w@:-]{0,40}"\s*:\s*")(.*)("\s{0,8},?\s{0,8}[}\]]{0,4})$')


def jsonld_nodes(document: Document) -> list[Node]:
    """Every JSON-LD object of the page in order, those inside @graph and lists included, references resolved."""
    nodes: list[Node] = []
    for element in document.root.iter("script"):
        if "ld+json" not in (element.get("type") or "").lower():
            continue
        value = loads(element.text or "")
        nodes.extend(_flat(value, MAX_NODES - len(nodes)))
    return _resolved(nodes)


def loads(text: str) -> Any:
    """The value of a block, None when no safe repair makes it JSON.

    Safe: comment and CDATA wrappers, HTML entities around keys, control characters, trailing commas and
    braces, and unescaped quotes inside a one-line text value. Nothing is evaluated and no value is guessed.
    """
    text = text[:MAX_BLOCK].strip().lstrip("\ufeff")
    for repair in (_as_is, _unwrapped, _without_commas, _requoted):
        text = repair(text)
        try:
            # raw_decode stops at the end of the value: a brace or a semicolon too many does no harm.
            return json.JSONDecoder(strict=False, object_hook=_spelled).raw_decode(text.lstrip())[0]
        except (ValueError, RecursionError):
            continue
    return None


def _spelled(node: Node) -> Node:
    """Some builders write ``Offers`` and ``Availability``: names of properties begin small, a rightly spelt one wins."""
    for name in [n for n in node if n[:1].isupper()]:
        node.setdefault(name[0].lower() + name[1:], node.pop(name))
    return node


def _as_is(text: str) -> str:
    return text


def _unwrapped(text: str) -> str:
    for opener in _OPENERS:
        text = text.removeprefix(opener).lstrip()
    for closer in _CLOSERS:
        text = text.removesuffix(closer).rstrip()
    return html.unescape(text) if text.lstrip("[{ \n").startswith("&quot;") else text


def _without_commas(text: str) -> str:
    return _TRAILING_COMMA.sub(r"\1", text)


def _requoted(text: str) -> str:
    """Escape quotes inside a value that begins and ends on its own line: ``"name": "Ring "Eve", 18K",``."""
    lines = []
    for line in text.split("\n"):
        line = line.rstrip()
        match = _QUOTED_LINE.match(line) if len(line) < 20_000 else None
        if match:
            inner = re.sub(r'(?<!\\)"', r"\\" + '"', match[2])
            line = match[1] + inner + match[3]
        lines.append(line)
    return "\n".join(lines)


def _flat(value: Any, room: int) -> Iterator[Node]:
    """Top-level objects: lists and @graph opened, and the entity that a page node is about."""
    queue: list[Any] = [value]
    while queue and room > 0:
        item = queue.pop(0)
        if isinstance(item, list):
            queue[:0] = item
        elif isinstance(item, dict):
            room -= 1
            yield item
            for key in ("@graph", "mainEntity", "mainEntityOfPage"):
                inside = item.get(key)
                if isinstance(inside, dict | list):
                    queue.insert(0, inside)


def _resolved(nodes: list[Node]) -> list[Node]:
    """``{"@id": …}`` alone points at the node of that id elsewhere on the page (one step, so no circles)."""
    named = {n["@id"]: n for n in nodes if isinstance(n.get("@id"), str) and len(n) > 1}
    if not named:
        return nodes

    def follow(value: Any, depth: int) -> Any:
        if isinstance(value, dict):
            if set(value) == {"@id"} and isinstance(value["@id"], str):
                return named.get(value["@id"], value)
            return {k: follow(v, depth - 1) for k, v in value.items()} if depth else value
        if isinstance(value, list):
            return [follow(v, depth) for v in value]
        return value

    return [follow(node, MAX_REFERENCE_DEPTH) for node in nodes]
