"""Identity: by what name we ask, and whether whoever we ask can find out who we are.

RFC 9110 §10.1.5 (User-Agent: product and comment), RFC 9309 §2.2.1 (the product token is what robots.txt names).
"""

from __future__ import annotations

from crawler.source import Source
from crawler.versions import versions


def user_agent(source: Source) -> str:
    """``Zuanjian/<version>``, with the operator's contact where the source states one."""
    product = f"Zuanjian/{versions().get('zuanjian', '0')}"
    return f"{product} (+{source.contact})" if source.contact else product


def nameless(*sources: Source) -> str | None:
    """One Chinese sentence where any of these asks other people's hosts and does not say who asks; else None.

    Whoever gave a grant knows to whom.
    """
    names = [
        source.name
        for source in sources
        if not (source.contact or source.wholly_loopback or source.basis.kind != "open_page")
    ]
    if not names:
        return None
    return (
        f"来源“{'”、“'.join(names)}”没有写明 contact：对方无从得知是谁在访问、向谁提出异议。"
        "请发布联系页面（样文见 docs/contact-page.md），并把地址写入来源文件"
    )
