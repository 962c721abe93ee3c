"""Who looks: the role that output is masked for, on the command line and at the desk."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desk.outcome import Unusable

if TYPE_CHECKING:
    from alerts.store import Store
    from reports.masking import Masker, Role, Viewer

For = Annotated[
    str,
    typer.Option(
        "--for", metavar="ROLE",
        help="供谁使用，据此遮蔽个人信息：regulator 监管部门、alliance 联盟、member 成员、brand_owner 品牌权利人",
    ),
]  # fmt: skip
OwnShop = Annotated[
    str | None, typer.Option("--own-shop", metavar="S", help="供成员使用时，其本店的编号或名称：本店信息不遮蔽")
]
AT_THE_DESK: dict[str, Role] = {
    "admin": "regulator",
    "supervisor": "regulator",
    "reviewer": "regulator",
    "reader": "alliance",
}
"""Whoever decides sees what the regulator sees; a mere reader needs nobody's telephone."""


def viewer(role: str, own_shop: str | None = None) -> Viewer:
    """Raises Unusable for a role that there is not, and for a shop of somebody who has none."""
    from reports.masking import ROLES, Viewer

    known = next((one for one in ROLES if one == role), None)
    if known is None:
        raise Unusable(f"没有“{role}”这一角色，可选：{'、'.join(ROLES)}")
    if own_shop is not None and known != "member":
        raise Unusable("--own-shop 只用于成员（--for member）")
    return Viewer(known, own_shop)


def at_the_desk(role: str) -> Viewer:
    """What a signed-in person sees; an unknown role sees least of those at the desk."""
    from reports.masking import Viewer

    return Viewer(AT_THE_DESK.get(role, "alliance"))


def handed_out(store: Store, what: str, value: Any, masker: Masker) -> None:
    """Put on record that JSON was made for somebody outside; what the regulator's own people look at is no export."""
    if masker.viewer.role == "regulator":
        return
    import msgspec

    from alerts.exports import record_export
    from desk.compose import now
    from reports.masking import ROLES

    digest, role = hashlib.sha256(msgspec.json.encode(value)).hexdigest(), masker.viewer.role
    record_export(store, what, ROLES[role], digest, now(), role=role, masks=masker.counts)
