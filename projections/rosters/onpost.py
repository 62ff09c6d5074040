"""Who is on post at one moment, counted once for the roster and for the exam's day (EXM-07, EXM-31)."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from domain.roster.presence import Presence, Standing
from domain.roster.problem import Duty
from domain.roster.roster import Roster
from domain.roster.sending import on_duty
from projections.rosters.attendance import Told
from projections.rosters.rows import OnPost

MUSTER = timedelta(hours=1)
"""How long before its turn a post is on the board, so that the roll can be called."""


def on_post(roster: Roster, told: Told, now: datetime) -> OnPost:
    """The posts whose turn is on or begins within the hour, and the reserve that is left."""
    turns = [found for duties in by_post(roster).values() if (found := _called(duties, now))]
    standing = [[one.standing for one in listed(roster, told, duty).values() if one] for duty in turns]
    return OnPost(
        heads=sum(duty.needs for duty in turns),
        here=sum(
            min(duty.needs, known.count(Standing.HERE)) for duty, known in zip(turns, standing, strict=True)
        ),
        late=sum(known.count(Standing.LATE) for known in standing),
        reserve_left=sum(busy_at(roster, told, person, now) is None for person in reserve(roster, now)),
    )


def by_post(roster: Roster) -> dict[str, list[Duty]]:
    """The duties of each post in their order; one that is the school's own has none."""
    found: dict[str, list[Duty]] = {code: [] for code in roster.posts}
    for duty in roster.duties.values():
        found[duty.post].append(duty)
    return found


def shown(duties: Sequence[Duty], now: datetime) -> tuple[Duty | None, str]:
    """The duty that is on, else the one that comes within the hour, else the last, else the first to come."""
    on = [one for one in duties if one.span.begins <= now < one.span.ends]
    coming = [one for one in duties if one.span.begins - MUSTER <= now < one.span.begins]
    for found, state in ((on, "on"), (coming, "coming")):
        if found:
            return found[0], state
    past = [one for one in duties if one.span.ends <= now]
    return (past[-1], "over") if past else (next(iter(duties), None), "later")


def _called(duties: Sequence[Duty], now: datetime) -> Duty | None:
    """The duty whose roll is called now."""
    duty, state = shown(duties, now)
    return duty if state in ("on", "coming") else None


def listed(roster: Roster, told: Told, duty: Duty) -> dict[str, Presence | None]:
    """Everybody of the edition that holds, then whoever else was told of; ``None`` where nothing was told."""
    known = told.duties.get(duty.key, {})
    return {person: known.get(person) for person in (*on_duty(roster, duty.key), *known)}


def reserve(roster: Roster, now: datetime) -> Iterable[str]:
    """Everybody of the reserve who is not on leave."""
    away = {
        one.person
        for one in roster.leaves.values()
        if one.state == "granted" and one.span.begins <= now < one.span.ends
    }
    return (one.person for one in roster.here if one.is_reserve and one.person not in away)


def busy_at(roster: Roster, told: Told, person: str, now: datetime) -> Duty | None:
    """The duty that somebody has now, by roster or sent; ``None`` while free."""
    sent = told.standby.sent.get(person)
    mine = [roster.duties[sent]] if sent in roster.duties else []
    mine += [
        duty
        for duty in roster.duties.values()
        if duty.span.begins <= now < duty.span.ends and person in on_duty(roster, duty.key)
    ]
    return next((one for one in mine if not is_relieved(told, one.key, person)), None)


def is_relieved(told: Told, duty: str, person: str) -> bool:
    """Whether somebody's turn at a duty is over for them."""
    known = told.duties.get(duty, {}).get(person)
    return known is not None and known.standing is Standing.RELIEVED
