"""Who truly stood at a post, from who came and went: minutes, and heads."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from domain.roster.presence import Presence
from domain.roster.problem import Duty

People = Mapping[str, Presence]
"""Whoever something was told of at one duty, by id."""


def served_min(duty: Duty, people: People, until: datetime) -> int:
    """Minutes that the asked heads were at the post within its turn, up to an instant; more heads count no more."""
    seconds, last, there = 0.0, duty.span.begins, 0
    for at, change in [*comings_and_goings(people, until), (min(until, duty.span.ends), 0)]:
        inside = min(max(at, duty.span.begins), duty.span.ends)
        seconds += (inside - last).total_seconds() * min(there, duty.needs)
        last, there = inside, there + change
    return int(seconds) // 60


def heads_served(duty: Duty, people: People) -> int:
    """As many heads as were at the post together for at least half of its turn; 0 where the roll was not called.

    So a relief that overlaps for minutes adds nobody, and a break of minutes takes nobody away.
    """
    seconds: dict[int, float] = {}
    last, there = duty.span.begins, 0
    for at, change in [*comings_and_goings(people, duty.span.ends), (duty.span.ends, 0)]:
        inside = min(max(at, duty.span.begins), duty.span.ends)
        seconds[there] = seconds.get(there, 0.0) + (inside - last).total_seconds()
        last, there = inside, there + change
    half = (duty.span.ends - duty.span.begins).total_seconds() / 2
    return max(heads for heads in seconds if sum(s for many, s in seconds.items() if many >= heads) >= half)


def comings_and_goings(people: People, until: datetime) -> list[tuple[datetime, int]]:
    """When somebody came (+1) or went (−1), in order; who comes as another goes leaves no gap."""
    stays: Iterable[tuple[datetime, datetime | None]] = (
        (one.begins, one.ends) for person in people.values() for one in person.stays
    )
    found = [
        (at, change)
        for begins, ends in stays
        for at, change in ((begins, 1), (ends, -1))
        if at is not None and at <= until
    ]
    return sorted(found, key=lambda one: (one[0], -one[1]))
