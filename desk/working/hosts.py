"""Which sources may not be looked at together: those that share a host, or that a chain of shared hosts connects."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.source import Source


def locks(sources: Iterable[Source]) -> dict[str, str]:
    """Source name -> the lock of its group, named for the group's first host by name.

    A job holds one lock, and a source may have many hosts; so whatever is connected by hosts goes one at a time.
    """
    group: dict[str, str] = {}

    def first(host: str) -> str:
        while group.setdefault(host, host) != host:
            host = group[host]
        return host

    named = {source.name: [_host(host) for host in source.hosts] or [f"source:{source.name}"] for source in sources}
    for hosts in named.values():
        for host in hosts[1:]:
            one, other = sorted((first(hosts[0]), first(host)))
            group[other] = one
    return {name: first(hosts[0]) for name, hosts in named.items()}


def _host(written: str) -> str:
    host = written.lower().rstrip(".")
    return host.removesuffix(":443").removesuffix(":80") if host.count(":") == 1 else host
