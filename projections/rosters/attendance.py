"""Who is at which post, where the reserve is, and who calls: the rows of the day itself (EXM-07, EXM-31)."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from domain.roster.attendance import Attendance
from domain.roster.calls import Call, Calls, calls_stream
from domain.roster.presence import Presence
from domain.roster.problem import Duty
from domain.roster.serving import People, comings_and_goings
from domain.roster.standby import Standby, standby_stream
from projections.asking.views import Snapshot
from projections.spine.model import Field, Row, StateModel
from projections.spine.reference import Reference


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


def lacking_since(duty: Duty, people: People, now: datetime) -> datetime | None:
    """Since when the post has had fewer heads than asked within its turn; ``None`` while it has them, or before."""
    if now < duty.span.begins:
        return None
    since: datetime | None = duty.span.begins
    there = 0
    for at, change in comings_and_goings(people, now):
        there += change
        if there >= duty.needs:
            since = None
        elif since is None:
            since = max(at, duty.span.begins)
    return since
