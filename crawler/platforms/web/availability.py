"""Whether a thing can be bought: schema.org terms, shop words and the words on buttons, in shop languages."""

from __future__ import annotations

import re

from crawler.listing import Status

_TERMS: dict[str, Status] = {
    "instock": "on_sale", "onlineonly": "on_sale", "limitedavailability": "on_sale", "instoreonly": "on_sale",
    "preorder": "on_sale", "presale": "on_sale", "backorder": "on_sale", "madetoorder": "on_sale", "available": "on_sale",
    "outofstock": "sold_out", "soldout": "sold_out", "oos": "sold_out", "unavailable": "sold_out", "reserved": "sold_out",
    "discontinued": "off_shelf", "instore": "on_sale", "yes": "on_sale", "true": "on_sale", "1": "on_sale",
    "no": "sold_out", "false": "sold_out", "0": "sold_out", "pending": "sold_out",
}  # fmt: skip

_GONE = re.compile(r"已下架|商品已删除|宝贝不存在|停产|no longer available|discontinued", re.IGNORECASE)
_SOLD_OUT = re.compile(
    r"售罄|已售完|售完|卖完|賣完|缺貨|無貨|(?:无|無)(?:库存|庫存)|已抢光|抢光了|暂时缺货|缺货|无货|补货中|到货通知|sold\s?out|out[\s_-]?of[\s_-]?stock|(?:\bnot|\bno longer|(?<!\d)0) in stock|\bno stock\b|^not available\W*$|currently unavailable|"
    r"temporarily unavailable|notify me when|épuisé|rupture de stock|indisponible|ausverkauft|nicht verfügbar|"
    r"nicht (?:auf lager|lieferbar|vorrätig)|vergriffen|esaurito|non disponib|pas disponible|plus disponible|agotado|sin existencias|não disponível|niet (?:op voorraad|beschikbaar|leverbaar)|slut i lager|ej i lager|ikke på lager|utsolgt|udsolgt|není skladem|nie je skladom|není dostupn|niedostępn|brak towaru|нет на складе|немає в наявності|stokta yok|nincs készleten|elfogyott|indisponibil|stoc epuizat|sin stock|no disponible|esgotado|indisponível|"
    r"niedostępny|brak w magazynie|нет в наличии|распродан|vypredané|vyprodáno|品切れ|在庫切れ|품절|uitverkocht|slutsåld|tükendi",
    re.IGNORECASE,
)
_BUY = re.compile(
    r"加入购物车|加购|立即购买|立即抢购|马上抢|去购买|下单|放入购物袋|加入購物車|add to (?:cart|bag|basket|trolley)|buy (?:it )?now|"
    r"place bid|ajouter au panier|acheter|in den warenkorb|jetzt kaufen|aggiungi al carrello|acquista|compra(?:r| ora)?\b|"
    r"añadir (?:al|a la)|agregar al|adicionar|do koszyka|kup teraz|в корзину|купить|do košíka|do košíku|カートに入れる|구매하기|장바구니|"
    r"in winkelwagen|lägg i|sepete ekle",
    re.IGNORECASE,
)


def status_of(value: object) -> Status | None:
    """A stated availability ("https://schema.org/InStock", "in stock", "有货") as a status; None when unknown."""
    if isinstance(value, bool):
        return "on_sale" if value else "sold_out"
    if not isinstance(value, str) or not value.strip():
        return None
    word = value.strip()
    term = re.sub(r"[\s_-]", "", re.split(r"[/#:]", word.rstrip("/"))[-1]).lower()
    return _TERMS.get(term) or status_in(word[:200])


def status_in(text: str) -> Status | None:
    """A status named by words in a short visible text."""
    if _GONE.search(text):
        return "off_shelf"
    if _SOLD_OUT.search(text):
        return "sold_out"
    if _BUY.search(text) or re.search(
        r"有货|有貨|现货|現貨|有库存|库存充足|在庫あり|in[\s_-]?stock|available (?:for|to) order|auf lager|lieferbar|vorrätig|en stock|disponib|op voorraad|"
        r"\b[ip]å? lager|в наличии|в наявності|на складе|skladom|skladem|dostępn|stokta|készleten",
        text,
        re.IGNORECASE,
    ):
        return "on_sale"
    return None


def offers_purchase(text: str) -> bool:
    """Whether the words of a button invite to buy."""
    return bool(_BUY.search(text))


def states_absence(text: str) -> Status | None:
    """sold_out or off_shelf when a short text says so, else None."""
    return "off_shelf" if _GONE.search(text) else "sold_out" if _SOLD_OUT.search(text) else None
