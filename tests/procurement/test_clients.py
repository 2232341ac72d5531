"""Who a client is: an IPv4 address or an IPv6 network, as a proxy wrote it only where the setting names its header."""

import pytest

from procurement.clients import client_of


@pytest.mark.once
@pytest.mark.parametrize(
    ("meta", "header", "expected"),
    [
        ({"REMOTE_ADDR": "203.0.113.7"}, "", "203.0.113.7"),
        ({"REMOTE_ADDR": "2001:db8:1:2:3:4:5:6"}, "", "2001:db8:1:2::/64"),
        ({"REMOTE_ADDR": "2001:db8:1:2:ffff::1"}, "", "2001:db8:1:2::/64"),
        ({"REMOTE_ADDR": "2001:db8:1:3::1"}, "", "2001:db8:1:3::/64"),
        ({"REMOTE_ADDR": "::ffff:203.0.113.7"}, "", "203.0.113.7"),
        ({"REMOTE_ADDR": "fe80::1%eth0"}, "", "fe80::/64"),
        ({"REMOTE_ADDR": ""}, "", ""),
        ({}, "", ""),
        ({"REMOTE_ADDR": "unix:/run/x"}, "", ""),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_REAL_IP": "203.0.113.7"}, "X-Real-IP", "203.0.113.7"),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_REAL_IP": "nonsense"}, "X-Real-IP", "127.0.0.1"),
        ({"REMOTE_ADDR": "127.0.0.1"}, "X-Real-IP", "127.0.0.1"),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_REAL_IP": "203.0.113.7"}, "", "127.0.0.1"),
    ],
)
def test_who_a_client_is(meta, header, expected):
    assert client_of(meta, header) == expected
