"""Who sees what. Identity and bank card numbers are shown to nobody: no report needs them, and the proof keeps them."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from alerts.identity import named_seller
from alerts.persons.values import Class
from crawler.listing import Listing

Role = Literal["regulator", "alliance", "member", "brand_owner"]

ROLES: dict[Role, str] = {
    "regulator": "监管部门",
    "alliance": "行业联盟",
    "member": "成员单位",
    "brand_owner": "品牌权利人",
}

_SENSITIVE: frozenset[Class] = frozenset({"id_card", "bank_card"})
_REACH: frozenset[Class] = frozenset({"phone", "wechat", "qq", "email", "person", "address"})
_HIDDEN: dict[Role, frozenset[Class]] = {
    "regulator": _SENSITIVE,
    "alliance": _SENSITIVE | _REACH,
    "brand_owner": _SENSITIVE | _REACH | {"operator", "anchor", "staff"},
    "member": _SENSITIVE | _REACH | {"shop", "operator", "anchor", "staff"},
}
_HIDDEN_OF_ITS_OWN: frozenset[Class] = _SENSITIVE | {"staff"}


class Viewer(Struct, frozen=True):
    """Who looks: a role, and for a member the id or name of its own shop."""

    role: Role = "regulator"
    shop: str | None = None

    def hides(self, cls: Class, *, own: bool = False) -> bool:
        """Whether data of a class is not to be seen; ``own``: in what is the viewer's own."""
        return cls in (_HIDDEN_OF_ITS_OWN if own else _HIDDEN[self.role])

    def owns(self, shop_id: str | None, name: str | None) -> bool:
        """Whether a shop is the viewer's. One with an id is known by it; a name alone is anybody's to take."""
        if self.role != "member" or not self.shop:
            return False
        if shop_id:
            return self.shop.strip() == shop_id.strip()
        return bool(name) and named_seller(self.shop) == named_seller(name or "")


def individual(listing: Listing) -> bool:
    """Whether a shop is taken to be run by a natural person: the credit code of an individual business begins with 92
    (GB 32100); without one, an operator that is called so or has a name as short as a person's."""
    shop = listing.shop
    if shop is None:
        return False
    if shop.uscc:
        return shop.uscc.startswith("92")
    company = shop.company or ""
    return bool(company) and ("个体" in company or "经营者" in company or len(company) <= 4)
