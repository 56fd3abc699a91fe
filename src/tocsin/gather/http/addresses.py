"""Where a connection may go: to public addresses, and to the hosts that a person allowed by name.

Names are settled here and the connection is made to the very address that was judged, so that a name which answers
differently a moment later gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Collection
from typing import TypeAlias

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve: TypeAlias = Callable[[str, int], list[str]]

# What carries an IPv4 address inside an IPv6 one: translated (NAT64) and tunnelled (6to4, Teredo).
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SITE_LOCAL = ipaddress.ip_network("fec0::/10")


class AddressRefused(OSError):
    """A host lies where we do not go."""


def is_public(address: Address) -> bool:
    """Whether an address belongs to one host of the open internet, also where it wraps another address."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = _wrapped(address)
        if inner is not None:
            return is_public(inner)
        if address in _SITE_LOCAL:
            return False
    return address.is_global and not address.is_multicast


def _wrapped(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for, None where it stands for itself."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.teredo is not None:
        return address.teredo[1]
    return address.sixtofour


def resolve_name(host: str, port: int) -> list[str]:
    """The addresses of a host, as the system knows them. Raises `OSError` where it knows none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


def addresses_of(host: str, port: int, *, allowed: Collection[str] = (), resolve: Resolve = resolve_name) -> list[str]:
    """The addresses to connect to. `allowed` hosts, in lower case, may lie anywhere.

    Raises `AddressRefused` where any address of another host is not public: a name that points both ways is a trap.
    """
    found = resolve(host, port)
    if host.lower().rstrip(".") in allowed:
        return found
    for each in found:
        if not is_public(ipaddress.ip_address(each.partition("%")[0])):
            raise AddressRefused(f"{host} is at {each}, which is no public address")
    return found
