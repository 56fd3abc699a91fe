"""Where a connection may go."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.gather.http.addresses import AddressRefused, addresses_of, is_public

AT_HOME = """127.0.0.1 10.1.2.3 172.16.0.9 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 240.0.0.1 198.18.0.1
255.255.255.255 ::1 :: fe80::1 fc00::1 fec0::1 ff0e::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1::
2001:db8::1""".split()


@pytest.mark.parametrize("address", AT_HOME)
def test_addresses_at_home_are_not_public(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", "8.8.8.8 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808".split())
def test_addresses_of_the_open_internet_are_public(address):
    assert is_public(ipaddress.ip_address(address))


@given(st.ip_addresses(v=4))
def test_wrapping_an_address_changes_nothing(address):
    for wrapped in (f"::ffff:{address}", str(ipaddress.IPv6Address(0x64FF9B << 96 | int(address)))):
        assert is_public(ipaddress.ip_address(wrapped)) == is_public(address)


def test_one_address_at_home_among_several_is_enough_to_refuse():
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.7"):
        addresses_of("trap.example", 80, resolve=lambda *_: ["8.8.8.8", "10.0.0.7"])


def test_a_host_allowed_by_name_may_lie_at_home():
    found = addresses_of("Feeds.Internal.", 80, allowed={"feeds.internal"}, resolve=lambda *_: ["10.0.0.7"])
    assert found == ["10.0.0.7"]
    with pytest.raises(AddressRefused):
        addresses_of("other.internal", 80, allowed={"feeds.internal"}, resolve=lambda *_: ["fe80::1%eth0"])
