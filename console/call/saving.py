"""From the filled form to commands: a report, and the two steps that the receptionist says were taken.

Ids follow from the form's own id, so a call that is sent twice, from a page that heard no answer, is saved once.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from console.viewer import Viewer
from domain.errors import Reason, Refused, Term, reason
from domain.facts import whole_seconds
from domain.tickets.facts import Channel, HelpClass
from domain.units import Unit, unit_stream

Scope = Literal["own", "common", "warranty"]
StepName = Literal["fill_slip", "notify_engineering"]
Milliseconds = Annotated[int, Meta(ge=0, le=10_000_000_000_000)]
Id = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}$")]
Short = Annotated[str, Meta(max_length=200)]
STEPS: tuple[StepName, ...] = ("fill_slip", "notify_engineering")
SCOPES: Mapping[str, Term] = {
    "common": Term("[Common area] {matter}"),
    "warranty": Term("[Under warranty] {matter}"),
}


class Call(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the form hands over; instants in Unix milliseconds of the server's clock.

    Attributes:
        unit: The unit chosen from the look-up; empty where the address was typed by hand.
        item: Tariff item; empty means that it stands in no tariff and is assessed first (REP-04).
        booked_for: Wall clock of the site, ``YYYY-MM-DDTHH:MM``; empty means as soon as possible.
        fill_slip: When the slip was said to be filled; ``None`` means not yet.
        notify_engineering: When engineering was said to be told; ``None`` means not yet.
    """

    id: Id
    help_class: HelpClass
    scope: Scope
    channel: Channel
    started_at: Milliseconds
    matter: Annotated[str, Meta(max_length=20_000)]
    phone: Short = ""
    name: Short = ""
    address: Short = ""
    unit: Short = ""
    item: Short = ""
    booked_for: Short = ""
    fill_slip: Milliseconds | None = None
    notify_engineering: Milliseconds | None = None

    @property
    def is_repair(self) -> bool:
        """An own-use paid repair; a common area or a warranty case is taken as help of class repair for now."""
        return self.help_class is HelpClass.REPAIR and self.scope == "own"

    def taken_at(self, step: StepName) -> int | None:
        return self.fill_slip if step == "fill_slip" else self.notify_engineering


class Urge(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same household called again about an open ticket."""

    id: Id
    ticket: Short
    channel: Channel
    started_at: Milliseconds
    said: Annotated[str, Meta(max_length=20_000)] = ""


class Stepped(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A step of a ticket that was opened with this form, said to be taken after saving."""

    id: Id
    ticket: Short
    step: StepName
    at: Milliseconds


class StepAnswer(msgspec.Struct, frozen=True):
    """What became of one step: recorded, or why not."""

    step: StepName
    at: int
    reasons: list[str] = []


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What the form is told.

    Attributes:
        id: The form's id; a form with another id takes no notice.
        kind: ``saved``, ``urged``, ``stepped`` or ``refused``.
        changed: It had been saved before with other content, which counts.
        reasons: Why not, in the person's language; ``field`` is where the cursor goes.
    """

    id: str
    kind: str
    ticket: str = ""
    repair: bool = False
    changed: bool = False
    steps: list[StepAnswer] = []
    reasons: list[str] = []
    field: str = ""


def save(viewer: Viewer, call: Call) -> Answer:
    """Open the ticket; then record the steps that were ticked, each at its own time."""
    do = "repair.report" if call.is_repair else "help.report"
    try:
        ticket, changed = _submit(viewer, do, call.id, **arguments(viewer, call))
    except Refused as refusal:
        return refused(viewer, call.id, refusal)
    steps: list[StepAnswer] = []
    for step in STEPS if call.is_repair else ():
        at = call.taken_at(step)
        if at is not None:
            steps.append(_take(viewer, call.id, ticket, step, at))
    return Answer(
        id=call.id, kind="saved", ticket=ticket, repair=call.is_repair, changed=changed, steps=steps
    )


def take_step(viewer: Viewer, said: Stepped) -> Answer:
    """Record one step after saving."""
    taken = _take(viewer, said.id, said.ticket, said.step, said.at)
    return Answer(id=said.id, kind="stepped", ticket=said.ticket, repair=True, steps=[taken])


def urge(viewer: Viewer, said: Urge) -> Answer:
    """Note that the household called again; no second ticket (MRG-02)."""
    words = {"said": said.said.strip()} if said.said.strip() else {}
    at = _at(viewer, said.started_at)
    try:
        _submit(
            viewer, "ticket.urge", f"{said.id}:urge", ticket=said.ticket, channel=said.channel, at=at, **words
        )
    except Refused as refusal:
        return refused(viewer, said.id, refusal)
    return Answer(id=said.id, kind="urged", ticket=said.ticket)


def arguments(viewer: Viewer, call: Call) -> dict[str, Any]:
    """The report's arguments (REP-01; for help TCK-01)."""
    given: dict[str, Any] = {"matter": _matter(viewer, call), "channel": call.channel}
    given["at"] = _at(viewer, call.started_at)
    unit = call.unit or _registered(viewer, call.address)
    name, phone = call.name.strip(), call.phone.strip()
    caller = {"name": name or phone, "phone": phone}
    if not call.is_repair:
        given |= {"help_class": call.help_class, "unit": unit or None}
        given |= {"place": "" if unit else call.address.strip(), "caller": caller if name or phone else None}
        return given
    given |= {"unit": unit or call.address.strip(), "caller": caller, "item": call.item}
    if call.booked_for:
        given["booked_for"] = _booked(call.booked_for, viewer.zone)
    return given


def _booked(wall_clock: str, zone: ZoneInfo) -> datetime:
    booked = local_instant(wall_clock, zone)
    if booked is None:
        raise Refused(
            reason(
                "The booked time is not complete.", who=Term("you"), verb=Term("give day and time"), booked=""
            )
        )
    return booked


def local_instant(wall_clock: str, zone: ZoneInfo) -> datetime | None:
    """The instant of a site's wall clock ``YYYY-MM-DDTHH:MM``; ``None`` for anything else."""
    try:
        local = datetime.fromisoformat(wall_clock)
    except ValueError:
        return None
    return local.replace(tzinfo=zone) if local.tzinfo is None else None


def _matter(viewer: Viewer, call: Call) -> str:
    """What the caller said; where no kind of ticket says the scope yet, it stands in front."""
    matter = call.matter.strip()
    if call.help_class is HelpClass.REPAIR and call.scope in SCOPES and matter:
        return viewer.t(SCOPES[call.scope], matter=matter)
    return matter


def _registered(viewer: Viewer, address: str) -> str:
    """The unit that an address names letter by letter; empty where there is none."""
    code = address.strip()
    known = code and ":" not in code and viewer.house.log.get(Unit, unit_stream(viewer.site, code)).exists
    return code if known else ""


def _at(viewer: Viewer, milliseconds: int) -> datetime:
    """When it happened; the browser's second may run ahead of ours, and nothing happens later than now."""
    return min(datetime.fromtimestamp(milliseconds // 1000, UTC), whole_seconds(viewer.now()))


def _take(viewer: Viewer, id: str, ticket: str, step: StepName, at: int) -> StepAnswer:
    try:
        _submit(viewer, f"repair.{step}", f"{id}:{step}", ticket=ticket, at=_at(viewer, at))
    except Refused as refusal:
        return StepAnswer(step, at, [viewer.explain(one) for one in refusal.reasons])
    return StepAnswer(step, at)


def _submit(viewer: Viewer, do: str, id: str, **given: Any) -> tuple[str, bool]:
    """The ticket's number, and whether this id had been used before for other content.

    Raises:
        Refused: Nothing was recorded under this id, now or before.
    """
    command = f"call:{viewer.account}:{id}"
    try:
        return _number(viewer.submit(do, command, **given).streams), False
    except Refused:
        earlier = viewer.house.log.of_command(command)
        if not earlier:
            raise
        return _number([event.originator_id for event in earlier]), True


def _number(streams: Sequence[str]) -> str:
    return streams[0].split(":", 2)[2]


def refused(viewer: Viewer, id: str, refusal: Refused) -> Answer:
    """Why not, and where the cursor goes."""
    fields = [field for one in refusal.reasons if (field := field_of(one))]
    said = [viewer.explain(one) for one in refusal.reasons]
    return Answer(id=id, kind="refused", reasons=said, field=fields[0] if fields else "")


_FIELDS = {
    "unit": "address",
    "caller": "name",
    "booked": "booked",
    "booked_for": "booked",
    "item": "item",
    "matter": "matter",
}


def field_of(why: Reason) -> str:
    """The field that a refusal speaks of; empty where it is about none."""
    named = str(why.fields.get("name", ""))
    if named in _FIELDS:
        return _FIELDS[named]
    return next((_FIELDS[name] for name in why.fields if name in _FIELDS), "")
