"""Shares and least counts, compared as integers and never after rounding (CAL-10)."""


def share_met(done: int, base: int, pct: int) -> bool:
    """Whether ``done`` of ``base`` reach ``pct`` percent: also exactly at the limit, or for a base of 0."""
    return 100 * done >= pct * base


def minimum_count(pct: int, base: int) -> int:
    """The least count that reaches ``pct`` percent of ``base``, rounded up (CAL-10)."""
    return -(-pct * base // 100)
