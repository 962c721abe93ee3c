"""Which network addresses are open to the public, and which host names are addresses in disguise."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address

# Python counts these as global although each of them can reach inside: 6to4, NAT64 and Teredo carry an IPv4
# address of the sender's choice, site-local is the private space of old. Source: IANA special-purpose registries.
_CARRIERS = tuple(
    ip_network(net)
    for net in ("2002::/16", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/23", "fec0::/10", "::/96", "192.88.99.0/24")
)


def literal_address(host: str) -> Address | None:
    """The address that ``host`` spells, or None for a name.

    The C library reads ``127.1``, ``0x7f000001`` and ``2130706433`` as 127.0.0.1; so must a guard.
    Brackets and an IPv6 zone (``%eth0``) are dropped.
    """
    bare = host.strip("[]").partition("%")[0].rstrip(".")
    try:
        return ip_address(bare)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(bare)) if bare and " " not in bare else None
    except (OSError, ValueError):
        return None


def is_public(address: Address | str) -> bool:
    """True when anybody on the internet reaches the same machine under ``address``.

    False for loopback, private, link-local (and with it the metadata services of clouds), shared
    carrier space (100.64.0.0/10), multicast, reserved and IPv4-carrying IPv6 addresses, and for what is
    no address at all.
    """
    if isinstance(address, str):
        try:
            address = ip_address(address.partition("%")[0])
        except ValueError:
            return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if any(address.version == net.version and address in net for net in _CARRIERS):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)
