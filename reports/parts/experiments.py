"""Rules that are still on trial, for every report: what they raise is not to be passed on."""

from __future__ import annotations

from reports.document import AnyBlock, Paragraph, Section, Table, Tag


def experiments_section() -> Section:
    """Experimental rules of the rulebook by id and title."""
    from nlp.rulebook import Rulebook

    rows = tuple((rule.id, rule.title) for rule in Rulebook.default().rules if rule.status == "experimental")
    blocks: tuple[AnyBlock, ...] = (
        (Paragraph("下列规则仍在试用，其线索只供内部参考，不对外移送。"), Table("", ("规则", "名称"), rows))
        if rows
        else (Paragraph("无。所用规则均已正式启用。"),)
    )
    return Section("试用中的规则", "experiments", blocks, (Tag(f"{len(rows)} 条"),))
