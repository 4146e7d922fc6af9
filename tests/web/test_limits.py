"""How often one caller may ask, and who a caller is."""

from datetime import UTC, datetime, timedelta

import pytest
from litestar.exceptions import TooManyRequestsException
from litestar.testing import RequestFactory

from welcome.web.limits import Limiter, caller_of

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
SALT = b"a salt for tests"


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_a_caller_may_ask_some_times_at_once_and_then_evenly():
    limiter = Limiter(SALT, at_once=3, a_minute=6)
    assert [limiter.seconds_to_wait("one", NOW) for _ in range(5)] == [0, 0, 0, 10, 10]
    assert [limiter.seconds_to_wait("one", after(9.5)), limiter.seconds_to_wait("one", after(10))] == [1, 0]
    assert limiter.seconds_to_wait("one", after(10)) == 10
    assert [limiter.seconds_to_wait("one", after(300)) for _ in range(4)] == [0, 0, 0, 10]


def test_one_caller_does_not_spend_what_another_has():
    limiter = Limiter(SALT, at_once=1, a_minute=1)
    assert [limiter.seconds_to_wait(caller, NOW) for caller in ("one", "other", "one", "other")] == [0, 0, 60, 60]


def test_a_clock_that_is_put_back_locks_nobody_out_for_longer_than_it_was_put_back():
    limiter = Limiter(SALT, at_once=1, a_minute=60)
    limiter.seconds_to_wait("one", NOW)
    assert limiter.seconds_to_wait("one", after(-30)) == 31
    assert limiter.seconds_to_wait("one", after(1)) == 0


def test_too_many_requests_say_when_to_come_back():
    limiter = Limiter(SALT, at_once=1, a_minute=2)
    limiter.check("one", NOW)
    with pytest.raises(TooManyRequestsException) as refused:
        limiter.check("one", after(10))
    assert (refused.value.status_code, refused.value.headers) == (429, {"Retry-After": "20"})


def test_no_address_is_held():
    limiter = Limiter(SALT, at_once=1, a_minute=1)
    limiter.check("203.0.113.7", NOW)
    assert "203.0.113.7" not in str(vars(limiter))
    assert Limiter(b"another salt", at_once=1, a_minute=1).seconds_to_wait("203.0.113.7", NOW) == 0


def test_memory_stays_small_and_those_who_ask_most_are_remembered():
    limiter = Limiter(SALT, at_once=5, a_minute=1, callers_max=100)
    for _ in range(5):
        limiter.check("busy", NOW)
    for number in range(1_000):
        limiter.check(str(number), NOW)
    assert len(limiter._clear_at) <= 100
    assert limiter.seconds_to_wait("busy", NOW) > 0


CALLERS = [
    # what connects, X-Forwarded-For, the operator's proxies, who it is
    ("203.0.113.7", [], (), "203.0.113.7"),
    ("203.0.113.7", ["198.51.100.1"], (), "203.0.113.7"),
    ("10.0.0.1", ["198.51.100.1"], ("10.0.0.0/8",), "198.51.100.1"),
    ("10.0.0.1", ["192.0.2.9, 198.51.100.1"], ("10.0.0.0/8",), "198.51.100.1"),
    ("10.0.0.1", ["192.0.2.9, 198.51.100.1, 10.0.0.2"], ("10.0.0.0/8",), "198.51.100.1"),
    ("10.0.0.1", ["192.0.2.9", "198.51.100.1, 10.0.0.2"], ("10.0.0.0/8",), "198.51.100.1"),
    ("10.0.0.1", ["10.0.0.3, 10.0.0.2"], ("10.0.0.0/8",), "10.0.0.3"),
    ("10.0.0.1", [], ("10.0.0.0/8",), "10.0.0.1"),
    ("10.0.0.1", ["nonsense"], ("10.0.0.0/8",), "10.0.0.1"),
    ("10.0.0.1", ["198.51.100.1, unknown, 10.0.0.2"], ("10.0.0.0/8",), "10.0.0.2"),
    ("10.0.0.1", ["198.51.100.1:4711"], ("10.0.0.0/8",), "198.51.100.1"),
    ("10.0.0.1", ["[2001:db8:1:2:3::9]:4711"], ("10.0.0.0/8",), "2001:db8:1:2::/64"),
    ("2001:db8:1:2:ffff::1", [], (), "2001:db8:1:2::/64"),
    ("::ffff:203.0.113.7", [], (), "203.0.113.7"),
    ("::ffff:10.0.0.1", ["203.0.113.7"], ("10.0.0.0/8",), "203.0.113.7"),
    ("fe80::1%eth0", [], (), "fe80::/64"),
    ("a-socket", ["203.0.113.7"], ("10.0.0.0/8",), ""),
]


@pytest.mark.parametrize(("connects", "forwarded", "proxies", "caller"), CALLERS)
def test_a_caller_is_who_the_operators_own_proxies_say(connects, forwarded, proxies, caller):
    request = RequestFactory().post("/")
    request.scope["client"] = (connects, 4711)
    request.scope["headers"] = [(b"x-forwarded-for", line.encode()) for line in forwarded]
    assert caller_of(request, proxies) == caller


def test_a_caller_of_whom_the_server_knows_nothing_is_counted_with_all_such():
    request = RequestFactory().post("/")
    request.scope["client"] = None
    assert caller_of(request, ()) == ""
