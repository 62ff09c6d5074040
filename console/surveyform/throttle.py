"""How much one address, and everybody together, may ask of the open page: a small bucket each, in memory alone."""

from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from math import ceil

import msgspec

NETWORK_BITS = 64
"""What one household, or one attacker, has of IPv6: the whole of it counts as one address."""


class Rate(msgspec.Struct, frozen=True):
    """A bucket: how many requests at once, and how many more each second."""

    burst: float
    each_s: float


ONE = Rate(60, 1)
"""Of one address: a building's or a telephone network's shared one serves a full house."""
ALL = Rate(300, 30)
"""Of everybody together: what the console answers without its own people noticing."""
REFUSED_COSTS = 4
"""What a code that opens nothing takes beyond its request."""
MOST_ADDRESSES = 4096
"""More than can be short of anything at once: those who are full again are forgotten first."""


class _Bucket:
    """Attributes: how much is left, and at which second of the clock that was so."""

    __slots__ = ("at", "left")

    def __init__(self, left: float, at: float) -> None:
        self.left, self.at = left, at

    def fill(self, rate: Rate, now: float) -> float:
        """What is left now."""
        self.left = min(rate.burst, self.left + max(0.0, now - self.at) * rate.each_s)
        self.at = now
        return self.left


class Throttle:
    """Whether a request is answered now; whoever is stopped takes nothing from others.

    Args:
        clock: Seconds that only go forward.
        one: What each address may ask.
        everybody: What all may ask together.
    """

    def __init__(self, clock: Callable[[], float], one: Rate = ONE, everybody: Rate = ALL) -> None:
        self._clock, self._one, self._all = clock, one, everybody
        self._everybody = _Bucket(everybody.burst, clock())
        self._addresses: OrderedDict[str, _Bucket] = OrderedDict()

    def admit(self, address: str) -> int:
        """Take one request in.

        Returns:
            0 where it is answered now, else after how many seconds it may come again, at least 1.
        """
        now = self._clock()
        own, shared = self._bucket(address, now), self._everybody
        if own.fill(self._one, now) < 1:
            return _wait(own.left, self._one)
        if shared.fill(self._all, now) < 1:
            return _wait(shared.left, self._all)
        own.left -= 1
        shared.left -= 1
        return 0

    def refused(self, address: str) -> None:
        """Let a code that opened nothing cost more; never more than a full bucket can make good."""
        bucket = self._bucket(address, self._clock())
        bucket.left = max(bucket.left - REFUSED_COSTS, -self._one.burst)

    def __len__(self) -> int:
        """How many addresses it remembers."""
        return len(self._addresses)

    def _bucket(self, address: str, now: float) -> _Bucket:
        name = _network(address)
        bucket = self._addresses.get(name)
        if bucket is None:
            bucket = self._addresses[name] = _Bucket(self._one.burst, now)
            if len(self._addresses) > MOST_ADDRESSES:
                self._addresses.popitem(last=False)
        self._addresses.move_to_end(name)
        return bucket


def _wait(left: float, rate: Rate) -> int:
    return max(1, ceil((1 - left) / rate.each_s))


def _network(address: str) -> str:
    try:
        read = ip_address(address)
    except ValueError:
        return address[:60]
    if isinstance(read, IPv6Address):
        return str(read.ipv4_mapped or int(read) >> (128 - NETWORK_BITS))
    return str(read)
