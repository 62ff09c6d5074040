"""What was erased, and what of a person there still is: certificates of erasure, and the look before one (PIPL 47)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from domain.company import Member
from domain.erasure import ERASURES, Basis, ErasedAgain, PersonErased, TextRedacted, erasure_stream
from domain.errors import Unknown, reason
from domain.facts import Entry, Recorded
from domain.traces import Sought, Trace, digits_of, sought
from domain.units import Unit
from projections.asking.registry import question
from projections.asking.views import Views

NEVER = 2**63 - 1
_WORDS = 200
_SHORTEST = 4
Limit = Annotated[int, msgspec.Meta(ge=1, le=200)]


class Gone(msgspec.Struct, frozen=True):
    """One register entry that was erased.

    Attributes:
        kind: ``person`` or ``text``.
        versions: How many versions of it there were; 1 for a text.
        position: Of the event that erased it.
        hash: That event's, hex: the chain proves it.
        back: Whether the register holds it again; it must not.
    """

    entry: str
    kind: str
    versions: int
    position: int
    hash: str
    back: bool


class Certificate(msgspec.Struct, frozen=True):
    """One erasure: everything that went with one command.

    Attributes:
        entry: The entry that was asked for.
        basis: Why; ``None`` where a restored backup had brought it back.
        texts_left: Texts that say the name without the number, and were kept after somebody looked.
        entries_left: Entries with the same phone number that were kept.
        at: When it happened; ``recorded_at`` is the log's own time.
        store: Id of the store, as its checkpoints name it.
    """

    entry: str
    basis: Basis | None
    gone: tuple[Gone, ...]
    texts_left: int
    entries_left: int
    at: datetime
    recorded_at: datetime | None
    by: str
    doer: str
    role: str
    store: str


class Holder(msgspec.Struct, frozen=True):
    """Why an entry is still needed: a home that the person owns or rents, or a role that they hold.

    Attributes:
        stands: ``owner``, ``tenant`` or ``works``.
        place: The unit's stream, or the account.
    """

    stands: str
    place: str


class TextTrace(msgspec.Struct, frozen=True):
    """A text that says the person's number or name, with the streams whose events point to it."""

    text: str
    said: Trace
    words: str
    streams: tuple[str, ...]


class TextOnFile(msgspec.Struct, frozen=True):
    """A text with the streams whose events point to it."""

    text: str
    words: str
    streams: tuple[str, ...]


class Same(msgspec.Struct, frozen=True):
    """Another entry with the same phone number."""

    entry: str
    name: str
    holders: tuple[Holder, ...]
    streams: tuple[str, ...]


class OnFile(msgspec.Struct, frozen=True):
    """A person's entry as it is now."""

    entry: str
    name: str
    phone: str


class Traces(msgspec.Struct, frozen=True):
    """Everything that still speaks of a person.

    Attributes:
        name: Of the latest version.
        versions: How many there are.
        streams: Whose events point to the entry.
        holders: What stands in the way of erasing it.
        others: Entries of the same number.
        texts: What says the number first, then what says only the name.
    """

    entry: str
    name: str
    phone: str
    versions: int
    streams: tuple[str, ...]
    holders: tuple[Holder, ...]
    others: tuple[Same, ...]
    texts: tuple[TextTrace, ...]


@question("erasures")
def erasures(views: Views) -> list[Certificate]:
    """Every erasure there was, the latest first."""
    told: dict[str, list[Recorded]] = {}
    after = 0
    while page := views.log.search(stream_prefix=ERASURES, after=after):
        for event in page:
            if isinstance(event, Recorded):
                told.setdefault(event.command or f"{event.recorded_at}", []).append(event)
        after = page[-1].position
    return [_certificate(views, events) for events in reversed(told.values())]


@question("erasure")
def erasure(views: Views, *, entry: str) -> Certificate:
    """The certificate of the erasure that an entry went with, the latest where there was more than one."""
    own = views.log.stream(erasure_stream(entry))
    if not own:
        raise Unknown(reason("No erasure of {entry} is on record.", entry=entry[:60]))
    with_it = views.log.of_command(own[-1].command) if own[-1].command else own[-1:]
    return _certificate(views, with_it)


@question("people_on_file")
def people_on_file(views: Views, *, part: str, limit: Limit = 20) -> list[OnFile]:
    """Entries of people by part of a name, by a phone number or a part of it, or by their register id."""
    wanted, digits = part.strip(), digits_of(part.strip())
    found: list[OnFile] = []
    for entry in views.log.latest("person") if wanted else ():
        said = msgspec.json.decode(entry.value, type=dict[str, str])
        name, phone = said.get("name", ""), said.get("phone", "")
        number = digits.isdigit() and len(digits) >= _SHORTEST and digits in digits_of(phone)
        if entry.id == wanted or number or wanted.casefold() in name.casefold():
            found.append(OnFile(entry.id, name, phone))
    return found[:limit]


@question("texts_on_file")
def texts_on_file(views: Views, *, part: str, limit: Limit = 20) -> list[TextOnFile]:
    """Texts that hold these words, or the one of that register id."""
    wanted = part.strip()
    said: dict[str, str] = {}
    for entry in views.log.latest("text") if wanted else ():
        words = entry.value.decode()
        if entry.id == wanted or wanted in words:
            said[entry.id] = words[:_WORDS]
        if len(said) == limit:
            break
    spoken = views.log.speaking_of(said)
    return [
        TextOnFile(id, words, tuple(stream for stream, _ in spoken.get(id, ()))) for id, words in said.items()
    ]


@question("traces_of_person")
def traces_of_person(views: Views, *, person: str) -> Traces:
    """What still speaks of a person: roles, homes, other entries of the same phone number, and texts."""
    versions = views.log.versions(person)
    if not versions or versions[0].kind != "person":
        raise Unknown(reason("There is no register entry {entry} of this kind.", entry=person[:60]))
    wanted = sought(versions)
    same, texts = _said(views, person, wanted)
    spoken = views.log.speaking_of([person, *same, *texts])

    def streams(id: str) -> tuple[str, ...]:
        return tuple(stream for stream, _ in spoken.get(id, ()))

    now = views.people([person, *same])
    others = [Same(id, now[id].get("name", ""), _holders(views, id, streams(id)), streams(id)) for id in same]
    traced = [TextTrace(id, said, words[:_WORDS], streams(id)) for id, (said, words) in texts.items()]
    return Traces(
        entry=person,
        name=now[person].get("name", ""),
        phone=now[person].get("phone", ""),
        versions=len(versions),
        streams=streams(person),
        holders=_holders(views, person, streams(person)),
        others=tuple(others),
        texts=tuple(sorted(traced, key=lambda one: one.said is not Trace.PHONE)),
    )


def _said(views: Views, person: str, wanted: Sought) -> tuple[Sequence[str], dict[str, tuple[Trace, str]]]:
    """Other entries of the same number, and the texts that say number or name, with their words."""
    same: dict[str, None] = {}
    texts: dict[str, tuple[Trace, str]] = {}
    for entry in views.log.every_entry():
        if entry.kind == "person":
            if entry.id != person and wanted.in_entry(entry):
                same[entry.id] = None
        elif said := wanted.in_words(words := entry.value.decode()):
            texts[entry.id] = (said, words)
    return list(same), texts


def _holders(views: Views, id: str, streams: Iterable[str]) -> tuple[Holder, ...]:
    held: list[Holder] = []
    today = views.clock().date()
    for stream in streams:
        if stream.startswith("unit:"):
            unit = views.log.get(Unit, stream)
            held += [Holder("owner", stream)] if unit.owner and unit.owner.id == id else []
            held += [Holder("tenant", stream)] if id in unit.tenants else []
        elif stream.startswith("member:"):
            member = views.log.get(Member, stream)
            works = any(one.until is None or today <= one.until for one in member.grants)
            if works and member.person and member.person.id == id:
                held.append(Holder("works", stream.partition(":")[2]))
    return tuple(held)


def _certificate(views: Views, events: Sequence[Recorded]) -> Certificate:
    told = [one for one in events if isinstance(one.fact, PersonErased | TextRedacted | ErasedAgain)]
    first, fact = told[0], told[0].fact
    there: dict[str, Entry] = views.log.values(one.originator_id.removeprefix(ERASURES) for one in told)
    person = fact if isinstance(fact, PersonErased) else None
    return Certificate(
        entry=first.originator_id.removeprefix(ERASURES),
        basis=fact.basis if isinstance(fact, PersonErased | TextRedacted) else None,
        gone=tuple(_gone(views, one, there) for one in told),
        texts_left=person.texts_left if person else 0,
        entries_left=person.entries_left if person else 0,
        at=first.happened_at,
        recorded_at=first.recorded_at,
        by=first.by,
        doer=first.doer,
        role=first.role,
        store=views.log.store.id,
    )


def _gone(views: Views, event: Recorded, there: dict[str, Entry]) -> Gone:
    entry, fact = event.originator_id.removeprefix(ERASURES), event.fact
    versions = fact.versions if isinstance(fact, PersonErased | ErasedAgain) else 1
    kind = "text" if isinstance(fact, TextRedacted) or entry.startswith("t") else "person"
    hashes = {row[0]: row[2] for row in views.log.raw.stream(event.originator_id, NEVER)}
    return Gone(entry, kind, versions, event.position, hashes[event.position].hex(), entry in there)
