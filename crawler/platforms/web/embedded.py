"""Microdata and RDFa through extruct, in the same shape as JSON-LD nodes so that one reader serves all three."""

from __future__ import annotations

from collections import Counter
from typing import Any
from xml.dom import minidom

from lxml import etree

from crawler.platforms.web.document import Document, elements
from crawler.platforms.web.jsonld import Node

MAX_DEPTH = 12
MAX_COMPARISONS = 50_000_000
MAX_REFERENCES = 3
"""Steps from a product over RDFa references (offer, seller, address); they may form circles."""


def microdata_nodes(document: Document) -> list[Node]:
    """Top-level microdata items of the page. Markup too deep or too much for the reader counts as none."""
    if not document.mentions("itemscope"):
        return []
    if document.root.find(".//*[@itemscope]") is None or not _bearable(document):
        return []
    from extruct.w3cmicrodata import MicrodataExtractor

    try:
        items = MicrodataExtractor(strict=True).extract_items(document.root, document.base)
    except (RecursionError, ValueError, KeyError, TypeError):
        return []
    return [node for item in items if isinstance(node := _from_microdata(item, 0), dict)]


def _bearable(document: Document) -> bool:
    """extruct compares every property of an item with every other, once for each item around it."""
    inside: Counter[etree._Element] = Counter()
    for element in document.root.iter():
        if element.get("itemprop") is None:
            continue
        scopes = [a for a in element.iterancestors() if a.get("itemscope") is not None]
        inside.update(scopes)
        if len(scopes) > MAX_DEPTH:
            return False
    return sum(n * n for n in inside.values()) <= MAX_COMPARISONS


def _from_microdata(item: Any, depth: int) -> Any:
    if not isinstance(item, dict) or depth > MAX_DEPTH:
        return item if isinstance(item, str) else None
    if "properties" not in item:
        # extruct gives an item without properties as its text: keep both the kind and the words.
        value = item.get("value")
        return {"@type": _short(item.get("type")), "name": value} if isinstance(value, str) else None
    node: Node = {"@type": _short(item.get("type"))}
    if item.get("id"):
        node["@id"] = item["id"]
    for name, values in item["properties"].items():
        node[str(name).rsplit("/", 1)[-1]] = [_from_microdata(v, depth + 1) for v in values]
    return node


def loose_properties(document: Document) -> Node | None:
    """``itemprop`` attributes outside any item: half-finished markup that still names price and sku."""
    if not document.mentions("itemprop"):
        return None
    found: Node = {}
    for element in elements(document.root, "//*[@itemprop][not(ancestor-or-self::*[@itemscope])]"):
        value = (
            element.get("content") or element.get("href") or element.get("src") or document.text(element, limit=2000)
        )
        for name in (element.get("itemprop") or "").split():
            if value:
                found.setdefault(name, []).append(value)
    if not {"price", "sku", "productID", "offers", "lowPrice"} & set(found):
        return None
    offer = {k: found[k] for k in ("price", "lowPrice", "highPrice", "priceCurrency", "availability") if k in found}
    return {"@type": ["Product"], **found, "offers": [{"@type": ["Offer"], **offer}]}


def rdfa_nodes(document: Document) -> list[Node]:
    """Typed RDFa resources of schema.org and GoodRelations; rdflib loads only for a page that has any."""
    if not document.mentions("typeof"):
        return []
    if not elements(document.root, "(//*[@typeof][@vocab or ancestor::*[@vocab] or contains(@typeof, ':')])[1]"):
        return []
    from extruct.rdfa import RDFaExtractor
    from extruct.utils import parse_xmldom_html

    try:
        tree: minidom.Document = parse_xmldom_html(document.source.encode(), encoding="utf-8")
        found = RDFaExtractor().extract_items(tree, base_url=document.base or "http://localhost/", expanded=True)
    except Exception:
        return []
    named = {n["@id"]: n for n in found if isinstance(n, dict) and "@id" in n}
    pointed = {
        v["@id"] for n in named.values() for vs in n.values() if isinstance(vs, list) for v in vs
        if isinstance(v, dict) and "@id" in v
    }  # fmt: skip
    tops = [n for key, n in named.items() if "@type" in n and key not in pointed]
    return [_from_rdfa(node, named, 0) for node in tops]


def _from_rdfa(node: Node, named: dict[str, Node], depth: int) -> Node:
    result: Node = {"@type": _short(node.get("@type"))}
    for name, values in node.items():
        if name.startswith("@") or not isinstance(values, list):
            continue
        kept: list[Any] = []
        for value in values[:50]:
            if isinstance(value, dict) and "@value" in value:
                kept.append(value["@value"])
            elif isinstance(value, dict) and "@id" in value:
                target = named.get(value["@id"])
                typed = target is not None and "@type" in target and depth < MAX_REFERENCES
                kept.append(_from_rdfa(target, named, depth + 1) if typed and target else value["@id"])
        result[name.rsplit("/", 1)[-1].rsplit("#", 1)[-1]] = kept
    return result


def _short(types: Any) -> list[str]:
    return [str(t).rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1] for t in _many(types)]


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
