"""How often a client may ask."""

from __future__ import annotations

from msgcheck.service.token_buckets import BURST, PER_S, TokenBuckets


def test_a_client_may_ask_in_bursts_and_little_by_little_again(clock):
    buckets = TokenBuckets(clock)
    assert [buckets.take("gmail") for _ in range(BURST + 1)] == [True] * BURST + [False]
    clock.now += 1 / PER_S
    assert [buckets.take("gmail") for _ in range(2)] == [True, False]


def test_a_client_that_waits_long_may_not_ask_without_end(clock):
    buckets = TokenBuckets(clock)
    buckets.take("gmail")
    clock.now += 1_000_000
    assert [buckets.take("gmail") for _ in range(BURST + 1)].count(True) == BURST


def test_one_client_takes_nothing_from_another(clock):
    buckets = TokenBuckets(clock)
    while buckets.take("gmail"):
        pass
    assert buckets.take("thunderbird")
