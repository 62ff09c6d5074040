"""Who is at which post, where the reserve is, and who calls: the rows of the day itself (EXM-07, EXM-31)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec

from domain.roster.attendance import Attendance
from domain.roster.calls import Call, Calls, calls_stream
from domain.roster.presence import Presence
from domain.roster.problem import Duty
from domain.roster.standby import Standby, standby_stream
from projections.asking.views import Snapshot
from projections.spine.model import Field, Row, StateModel
from projections.spine.reference import Reference

People = Mapping[str, Presence]


class HeldStandby(msgspec.Struct, frozen=True):
    """Where each of the reserve waits, and the key of the duty that each was sent to."""

    places: dict[str, str] = {}
    sent: dict[str, str] = {}


def attendance_row(attendance: Attendance, reference: Reference) -> Row | None:
    _, site, campaign, duty = attendance.id.split(":", 3)
    people = msgspec.json.encode(attendance.people)
    return {"site": site, "campaign": campaign, "duty": duty, "held": people}


def standby_row(standby: Standby, reference: Reference) -> Row | None:
    return {"held": msgspec.json.encode(HeldStandby(standby.places, standby.sent))}


def calls_row(calls: Calls, reference: Reference) -> Row | None:
    return {"held": msgspec.json.encode(list(calls.calls.values()))}


ATTENDANCE = StateModel(
    name="attendance",
    version=1,
    prefix="duty",
    aggregate=Attendance,
    fields=(Field("site"), Field("campaign"), Field("duty"), Field("held", "json")),
    row=attendance_row,
    live_on=("campaign",),
)
STANDBY = StateModel(
    name="standby",
    version=1,
    prefix="standby",
    aggregate=Standby,
    fields=(Field("held", "json"),),
    row=standby_row,
)
CALLS = StateModel(
    name="calls", version=1, prefix="calls", aggregate=Calls, fields=(Field("held", "json"),), row=calls_row
)

_people = msgspec.json.Decoder(dict[str, Presence]).decode
_standby = msgspec.json.Decoder(HeldStandby).decode
_calls = msgspec.json.Decoder(list[Call]).decode


class Told(msgspec.Struct, frozen=True):
    """All that was told of a campaign's days at one moment.

    Attributes:
        duties: People by the key of the duty, then by id.
        calls: By number, which is their place from 1.
    """

    duties: Mapping[str, People] = {}
    standby: HeldStandby = HeldStandby()
    calls: tuple[Call, ...] = ()


def told(snapshot: Snapshot, site: str, campaign: str) -> Told:
    """What was known at the snapshot's moment."""
    rows = snapshot.rows(ATTENDANCE, "campaign = :campaign AND site = :site", campaign=campaign, site=site)
    standby = snapshot.row(STANDBY, standby_stream(site, campaign))
    calls = snapshot.row(CALLS, calls_stream(site, campaign))
    return Told(
        duties={row["duty"]: _people(row["held"]) for row in rows},
        standby=_standby(standby["held"]) if standby else HeldStandby(),
        calls=tuple(_calls(calls["held"])) if calls else (),
    )


def served_min(duty: Duty, people: People, until: datetime) -> int:
    """Minutes that the asked heads were at the post within its turn, up to an instant; more heads count no more."""
    seconds, last, there = 0.0, duty.span.begins, 0
    for at, change in [*_changes(people, until), (min(until, duty.span.ends), 0)]:
        inside = min(max(at, duty.span.begins), duty.span.ends)
        seconds += (inside - last).total_seconds() * min(there, duty.needs)
        last, there = inside, there + change
    return int(seconds) // 60


def lacking_since(duty: Duty, people: People, now: datetime) -> datetime | None:
    """Since when the post has had fewer heads than asked within its turn; ``None`` while it has them, or before."""
    if now < duty.span.begins:
        return None
    since: datetime | None = duty.span.begins
    there = 0
    for at, change in _changes(people, now):
        there += change
        if there >= duty.needs:
            since = None
        elif since is None:
            since = max(at, duty.span.begins)
    return since


def _changes(people: People, until: datetime) -> list[tuple[datetime, int]]:
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
