"""Erasing a person, or the words of a text, for good (PIPL 47): history stays, and says what is gone and why."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Annotated

from msgspec import Meta, structs

from domain.company import Member
from domain.erasure import (
    WHATEVER_STANDS,
    Basis,
    ErasedAgain,
    Erasure,
    PersonErased,
    TextRedacted,
    erasure_stream,
)
from domain.errors import NotAllowed, Reason, Refused, Term, Unknown, reason
from domain.facts import Entry, Recorded, whole_seconds
from domain.log import Log
from domain.operations.commands import command
from domain.operations.desk import Desk
from domain.roles import EVERYWHERE, TERMS, Role
from domain.traces import Sought, Trace, sought
from domain.units import Unit

_ERASE = (Role.ADMINISTRATOR, Role.PROPERTY_HEAD)
_NAMED = 20
"""Texts that a refusal names; the rest are counted."""

Id = Annotated[str, Meta(min_length=1, max_length=60)]
Texts = Annotated[list[Id], Meta(max_length=5_000)]
Entries = Annotated[list[Id], Meta(max_length=500)]


@command("person.erase", *_ERASE)
def erase_person(
    desk: Desk, *, person: Id, basis: Basis, others: Entries | None = None, texts: Texts | None = None
) -> None:
    """Erase a person's entry in every version, for good, with the other entries and texts that go with it.

    ``others`` are entries of the same person under other ids, ``texts`` what names them. A text that still holds the
    phone number must be among them; what only holds the name is left where somebody looked at it and left it out.
    """
    people, words = list(dict.fromkeys([person, *(others or ())])), list(dict.fromkeys(texts or ()))
    entries = {id: _entries(desk, id, "person") for id in people}
    for text in words:
        _entries(desk, text, "text")
    _allow_everywhere(desk, [*people, *words])
    wanted = sought(entry for versions in entries.values() for entry in versions)
    left = _left(desk, wanted, {*people, *words})
    obstacles = [] if basis in WHATEVER_STANDS else list(standing_in_the_way(desk, people))
    obstacles += _still_said(left.phone)
    if obstacles:
        raise Refused(*obstacles)
    for id in people:
        first = id == person
        _erase(
            desk,
            id,
            PersonErased(
                erases=id,
                basis=basis,
                versions=len(entries[id]),
                with_entry="" if first else person,
                texts=len(words) if first else 0,
                texts_left=len(left.name) if first else 0,
                entries_left=len(left.entries) if first else 0,
            ),
        )
    for text in words:
        _erase(desk, text, TextRedacted(erases=text, basis=basis, with_entry=person))
    desk.results |= {"texts_left": len(left.name), "entries_left": len(left.entries)}


@command("text.redact", *_ERASE)
def redact_text(desk: Desk, *, text: Id, basis: Basis) -> None:
    """Erase the words of one text, for good; where it stood, 已删除 stands."""
    _entries(desk, text, "text")
    _allow_everywhere(desk, [text])
    _erase(desk, text, TextRedacted(erases=text, basis=basis))


def _erase(desk: Desk, entry: str, fact: PersonErased | TextRedacted) -> None:
    """Record that an entry is erased; its values go when that is saved."""
    desk.load(Erasure, erasure_stream(entry)).record(fact, desk.at)
    desk.erased.append(entry)


class _Left:
    """What still speaks of a person after an erasure."""

    def __init__(self) -> None:
        self.phone: list[str] = []
        self.name: list[str] = []
        self.entries: set[str] = set()


def _left(desk: Desk, wanted: Sought, going: Collection[str]) -> _Left:
    left = _Left()
    for entry in desk.log.every_entry():
        if entry.id in going:
            continue
        if entry.kind == "person":
            if wanted.in_entry(entry):
                left.entries.add(entry.id)
            continue
        said = wanted.in_words(entry.value.decode())
        if said is Trace.PHONE:
            left.phone.append(entry.id)
        elif said is Trace.NAME:
            left.name.append(entry.id)
    return left


def _still_said(texts: Sequence[str]) -> Iterator[Reason]:
    for text in texts[:_NAMED]:
        yield reason(
            "The text {entry} still holds the phone number.",
            who=Term("you"),
            verb=Term("let it go with the person"),
            entry=text,
        )
    if len(texts) > _NAMED:
        yield reason("{count} more texts hold it.", count=len(texts) - _NAMED)


def _entries(desk: Desk, id: str, kind: str) -> list[Entry]:
    """Every version of an entry of that kind.

    Raises:
        Unknown: There never was one.
        Refused: It was erased already.
    """
    found = [entry for entry in desk.log.versions(id) if entry.kind == kind]
    if found:
        return found
    if desk.load(Erasure, erasure_stream(id)).exists:
        raise Refused(reason("The register entry {entry} has been erased already.", entry=id))
    raise Unknown(
        reason(
            "There is no register entry {entry} of this kind.",
            who=Term("you"),
            verb=Term("check the id"),
            entry=id,
        )
    )


def standing_in_the_way(desk: Desk, people: Iterable[str]) -> Iterator[Reason]:
    """The roles that a person still holds and the homes that they still own or rent: why the entry is needed."""
    for id, streams in desk.log.speaking_of(people).items():
        for stream, _ in streams:
            if stream.startswith("member:"):
                yield from _works_here(desk, id, stream)
            elif stream.startswith("unit:"):
                yield from _lives_here(desk, id, stream)


def _works_here(desk: Desk, id: str, stream: str) -> Iterator[Reason]:
    member, today = desk.load(Member, stream), desk.now.astimezone(desk.zone).date()
    if member.person is None or member.person.id != id:
        return
    for grant in member.grants:
        if grant.until is None or today <= grant.until:
            yield reason(
                "{account} still works here as {role}.",
                who=TERMS[Role.ADMINISTRATOR],
                verb=Term("end the role first"),
                account=stream.partition(":")[2],
                role=TERMS[grant.role],
            )


def _lives_here(desk: Desk, id: str, stream: str) -> Iterator[Reason]:
    unit = desk.load(Unit, stream)
    if unit.owner and unit.owner.id == id:
        yield reason(
            "This person still owns {unit}.",
            who=TERMS[Role.DESK],
            verb=Term("record the new owner first"),
            unit=unit.code,
        )
    if id in unit.tenants:
        yield reason(
            "This person still rents {unit}.",
            who=TERMS[Role.DESK],
            verb=Term("record the end of the tenancy first"),
            unit=unit.code,
        )


def _allow_everywhere(desk: Desk, ids: Sequence[str]) -> None:
    """Let nobody erase what other sites speak of, too.

    Raises:
        NotAllowed: The doer's role does not reach one of the sites.
    """
    if desk.reaches(EVERYWHERE):
        return
    spoken = desk.log.speaking_of(ids)
    sites = {_site(*one) for streams in spoken.values() for one in streams}
    for site in sorted(one for one in sites if not desk.reaches(one)):
        raise NotAllowed(
            reason(
                "Another site speaks of this, too.",
                who=TERMS[Role.ADMINISTRATOR],
                verb=Term("erase it with a role that holds at all sites"),
                site=site,
            )
        )


def _site(stream: str, site: str) -> str:
    """Who works here is everybody's."""
    return EVERYWHERE if stream.startswith("member:") else site


def erase_again(log: Log, erased: Mapping[str, int], at: datetime) -> list[str]:
    """Erase what a restored backup brought back, and say so in its history; which entries there were.

    Args:
        log: The restored store, before anybody reads it.
        erased: What was erased after the backup was made: register ids, each with the position that its erasure had.
        at: When it was restored.
    """
    back = {id: versions for id in erased if (versions := log.versions(id))}
    events: list[Recorded] = []
    for id, versions in back.items():
        erasure = log.get(Erasure, erasure_stream(id))
        erasure.record(ErasedAgain(erases=id, versions=len(versions), position=erased[id]), whole_seconds(at))
        events += [structs.replace(one, through="command line") for one in erasure.collect_events()]
    if events:
        log.append(events, erased=list(back))
    return list(back)
