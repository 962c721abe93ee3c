"""A shop, room or title that says it belongs to a brand or sells for it, with nothing that shows it.

Brands that sell in their own shops alone have no franchise, agent or outlet room. Others have honest
dealers: of them only insider talk (员工内购, 代工厂, 撤柜) counts. A brand's name before a place or a person
of the trade (卡地亚师傅, 梵克雅宝亚洲库存处理中心) says the same without any such word.
"""

from __future__ import annotations

import re

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.checks.authorised import may_sell
from nlp.claim import Claim, ClaimClass, Place
from nlp.judgement import Span

_WHERE = (Place.TITLE, Place.ROOM, Place.SHOP)
_TOLD = (Place.DETAIL, Place.SPEECH)
_BETWEEN = (
    r"(?:的|原厂|亚洲|亚太|中国|国内|全国|海外|香港|大中华区?|华[东南北中]区?|区域|品牌|黄金|珠宝|钻石|首饰|饰品|水晶|"
    r"线上|线下|同城|代购|海淘|尖货|\(|（)*"
)
# What only the maker's own people and places can be called, whoever else may deal in the brand.
_OF_THE_MAKER = (
    "总仓|仓库|国内仓|保税仓|工厂|原厂|代工|车间|工坊|流水线|产线|师傅|老师傅|工匠|匠人|原班人马|供应商|供应链|内部|渠道|"
    "库存|尾货|余货|剩货|批发|联营|员工|厂长|外协|下岗|拉出来"
)
_OF_A_HOUSE = "中心|总部|直营|直播间|专场|特卖|福利|折扣|奥莱|代理|加盟|办事处|分公司|官方|专供"
_TAKEN_BACK = "供应商|代工|工厂|原厂|仓库|门店退|专柜退|柜台退|退下来|流出"
_MAKER = re.compile(_BETWEEN + f"(?:{_OF_THE_MAKER})")
_HOUSE = re.compile(_BETWEEN + f"(?:{_OF_THE_MAKER}|{_OF_A_HOUSE})")
_SAID_OF_IT = re.compile(_BETWEEN + r"(?:门店|专柜|柜台)?" + f"(?:{_TAKEN_BACK})")
_REACH = 14
_MOST = 20
"""Words of affiliation looked at in one text."""


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters; who sells in own shops alone stands in books/brands.yml."""


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.BRAND}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by the brand and the words of affiliation, which must stand in one text."""
    said = [
        claim for claim in case.claims((ClaimClass.TRADE,), tags=("affiliation",), targets=()) if claim.place in _WHERE
    ]
    by_field: dict[str, list[Claim]] = {}
    for claim in said:
        by_field.setdefault(claim.span.field, []).append(claim)
    spans: list[Span] = []
    words: set[Claim] = set()
    sellers: dict[str, bool] = {}
    for brand in case.claims((ClaimClass.BRAND,), without=("ingredient", "style", "generic", "ambiguous"), targets=()):
        if brand.place not in (*_WHERE, *_TOLD):
            continue
        if brand.name not in sellers:
            sellers[brand.name] = may_sell(brand.name, case) is not None
        if sellers[brand.name]:
            continue
        beside = by_field.get(brand.span.field, [])
        # The same words tell of every brand of the text; one that they tell of is enough to have them all.
        told = bool(beside) and (_own_shops_alone(brand, case) or any("insider" in c.tags for c in beside[:_MOST]))
        house = _belongs(brand, case)
        if told:
            words.update(beside[:_MOST])
        if told or house:
            spans += [brand.span, *house]
    return met_by((*spans, *(claim.span for claim in words))) if spans else NOT_MET


def _own_shops_alone(brand: Claim, case: Case) -> bool:
    row = case.brands.row(brand.name, case.on)
    return row is not None and row.own_shops


def _belongs(brand: Claim, case: Case) -> list[Span]:
    """The place or person of the trade that the brand's name stands before."""
    field, end = brand.span.field, brand.span.end
    after = case.reading.texts[field][end : end + _REACH]
    if brand.place in _WHERE:
        found = (_HOUSE if _own_shops_alone(brand, case) else _MAKER).match(after)
    else:
        found = _SAID_OF_IT.match(after)
    return [Span(field, end, end + found.end(), found[0])] if found else []
