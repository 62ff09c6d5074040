"""The desk at which one command is carried out: who acts, what time it is, what was loaded, what is to be saved."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import TypeVar
from zoneinfo import ZoneInfo

import msgspec

from domain.aggregate import Aggregate
from domain.company import Member, Site, member_stream, site_stream
from domain.errors import ChangedMeanwhile, NotAllowed, Refused, Term, Unknown, reason
from domain.facts import Entry, PersonRef, Recorded, TextRef
from domain.log import Log
from domain.operations.digests import keyed
from domain.operations.envelope import Envelope
from domain.roles import EVERYWHERE, TERMS, Role, held, may_record_for
from domain.tickets.facts import Adopted
from domain.tickets.ticket import Ticket, ticket_stream
from domain.units import Unit, unit_stream

A = TypeVar("A", bound=Aggregate)
_COUNTED = re.compile(r"[0-9]{3}(?<!999)")
"""The end of a number that is the greatest of its series as text too; not so beyond 999, or in a foreign ledger."""
_DIGITS = re.compile("[0-9]+")


class Desk:
    """One command's workplace; nothing of it reaches the log before the door saves it.

    Attributes:
        order: Who commands what, where and when.
        now: The clock's instant, whole seconds.
        log: The store, for reading.
        results: What the outcome tells beyond positions.
        entries: Values for the register.
        erased: Register ids whose values go.
        checking: The command is only tried: nothing of it will be saved.
    """

    def __init__(
        self,
        order: Envelope,
        now: datetime,
        log: Log,
        random: Callable[[int], bytes],
        *,
        checking: bool = False,
    ) -> None:
        self.order = order
        self.now = now
        self.log = log
        self.results: dict[str, object] = {}
        self.entries: list[Entry] = []
        self.erased: list[str] = []
        self.role = ""
        self.checking = checking
        self._random = random
        self._loaded: dict[str, Aggregate] = {}
        self._named: dict[str, PersonRef] = {}

    @property
    def at(self) -> datetime:
        """When it happened."""
        return self.order.at or self.now

    @property
    def site_code(self) -> str:
        return self.order.site

    @property
    def doer(self) -> str:
        return self.order.doer or self.order.by

    @property
    def zone(self) -> ZoneInfo:
        return self.site.zone if self.order.site else ZoneInfo("Asia/Shanghai")

    @property
    def today(self) -> date:
        """The site's local date of what happened."""
        return self.at.astimezone(self.zone).date()

    @property
    def site(self) -> Site:
        """The command's site.

        Raises:
            Unknown: It is not open.
        """
        site = self.load(Site, site_stream(self.order.site))
        if not site.exists:
            raise Unknown(reason("There is no site “{site}”.", site=self.order.site[:60]))
        return site

    @property
    def open_site(self) -> str:
        """The site's code, once it is sure that the site is open."""
        return self.site.id.partition(":")[2]

    def load(self, cls: type[A], stream: str) -> A:
        """An aggregate, the same object each time it is asked for."""
        found = self._loaded.get(stream)
        if not isinstance(found, cls):
            found = self.log.get(cls, stream)
            self._loaded[stream] = found
        return found

    def begin(self, cls: type[A], stream: str) -> A:
        """An aggregate that begins now: where somebody else has begun that stream first, saving it fails."""
        begun = self._loaded[stream] = cls(stream)
        return begun

    def ticket(self, number: str) -> Ticket:
        """A ticket of this site.

        Raises:
            Unknown: There is none of that number.
            ChangedMeanwhile: It has moved on since the page that commands was drawn.
        """
        stream = ticket_stream(self.order.site, number)
        first_look = stream not in self._loaded
        ticket = self.load(Ticket, stream)
        if not ticket.rounds:
            raise Unknown(reason("There is no ticket {number} at this site.", number=number[:60]))
        if first_look and self.order.seen is not None and ticket.version != self.order.seen:
            raise ChangedMeanwhile
        return ticket

    def unit(self, code: str) -> Unit:
        """A registered unit of this site.

        Raises:
            Unknown: It is not registered.
        """
        unit = self.load(Unit, unit_stream(self.order.site, code))
        if not unit.exists:
            raise Unknown(
                reason(
                    "There is no unit “{unit}” at this site.",
                    who=TERMS[Role.DESK],
                    verb=Term("check the number, or register the unit"),
                    unit=code[:60],
                )
            )
        return unit

    def member(self, account: str) -> Member:
        """Somebody who works here.

        Raises:
            Unknown: No such account has joined.
        """
        member = self.load(Member, member_stream(account))
        if not member.exists:
            raise Unknown(reason("Nobody here has the account “{account}”.", account=account[:60]))
        return member

    def next_number(self, letter: str) -> str:
        """The next ticket number of the site's local day: ``R260424-031``; a race for it ends in another try.

        Tickets that this command has begun count, too.
        """
        series = f"{letter}{self.today:%y%m%d}-"
        stream = ticket_stream(self.order.site, series)
        last = (self.log.last_stream(stream) or f"{stream}000").removeprefix(stream)
        if not _COUNTED.fullmatch(last):
            tails = (event.originator_id.removeprefix(stream) for event in self._found(stream))
            last = str(max((int(tail) for tail in tails if _DIGITS.fullmatch(tail)), default=0))
        begun = [one.removeprefix(stream) for one in self._loaded if one.startswith(stream)]
        latest = max(int(tail) for tail in (last, *begun) if _DIGITS.fullmatch(tail))
        return f"{series}{latest + 1:03}"

    def count(self, stream_prefix: str) -> int:
        """How many streams of the log begin like this."""
        return len({event.originator_id for event in self._found(stream_prefix)})

    def histories(self, stream_prefix: str) -> dict[str, list[Recorded]]:
        """Every event of these streams, oldest first, by stream."""
        told: dict[str, list[Recorded]] = {}
        for event in self._found(stream_prefix):
            told.setdefault(event.originator_id, []).append(event)
        return told

    def secret(self) -> str:
        """Thirty-two digits that nobody could have known before."""
        return self._random(16).hex()

    def streams_of_run(self, run: str) -> list[str]:
        """The ticket streams that an import wrote to, oldest first."""
        adopted = self._found(ticket_stream(self.order.site, ""), "ticket.adopted")
        mine = (event for event in adopted if isinstance(event.fact, Adopted) and event.fact.run == run)
        return list(dict.fromkeys(event.originator_id for event in mine))

    def _found(self, stream_prefix: str, name: str | None = None) -> Iterator[Recorded]:
        """Every event of these streams that can be read, oldest first, page by page."""
        after = 0
        while page := self.log.search(stream_prefix=stream_prefix, name=name, after=after):
            yield from (event for event in page if isinstance(event, Recorded))
            after = page[-1].position

    def allow(self, roles: Sequence[Role]) -> None:
        """Let only these roles do it, and only those record it who may (design 3).

        Raises:
            NotAllowed: The doer holds none of them then, or the recorder may not write it down for the doer.
        """
        doing = [role for role in roles if role in self.roles_of(self.doer, self.today)]
        if not doing:
            raise NotAllowed(
                reason(
                    "{account} may not do this at this site on {day}; it takes one of: {roles}.",
                    who=TERMS[roles[0]],
                    verb=Term("do it, or let the administrator grant the role"),
                    account=self.doer,
                    day=self.today,
                    roles=[TERMS[role] for role in roles],
                )
            )
        self.role = doing[0]
        if self.doer != self.order.by:
            self._allow_recorder(doing)

    def _allow_recorder(self, doing: Iterable[Role]) -> None:
        recorder = self.roles_of(self.order.by, self.now.astimezone(self.zone).date())
        for role in doing:
            if may_record_for(recorder, role):
                self.role = role
                return
        raise NotAllowed(
            reason(
                "{account} may not write down what {doer} does.",
                who=self.doer,
                verb=Term("record it yourself"),
                account=self.order.by,
                doer=self.doer,
            )
        )

    def reaches(self, site: str) -> bool:
        """Whether the doer's right goes as far as that site: the command's own, or any where it is held everywhere."""
        if site == self.order.site and site != EVERYWHERE:
            return True
        grants = self.load(Member, member_stream(self.doer)).grants
        return self.role in held(grants, EVERYWHERE, self.today)

    def roles_of(self, account: str, day: date) -> frozenset[Role]:
        """The roles an account holds at the command's site on a day."""
        member = self.load(Member, member_stream(account))
        return held(member.grants, self.order.site or EVERYWHERE, day)

    def text(self, words: str) -> TextRef:
        """Put a free text into the register; the event carries only its id and seal.

        Raises:
            Refused: Nothing is left of it without spaces and control characters.
        """
        clean = "".join(sign for sign in words if sign >= " " or sign in "\n\t").strip()
        if not clean:
            raise Refused(reason("There are no words in the text.", who=Term("you"), verb=Term("fill it in")))
        id = f"t{self._random(8).hex()}"
        return TextRef(id, self._enter(id, 1, "text", clean.encode()))

    def person(self, name: str, phone: str = "", *, known: PersonRef | None = None) -> PersonRef:
        """Put a person into the register, or a corrected version of one known.

        Who was erased since comes in as somebody new: nothing leads from the one entry to the other.
        """
        known = known if known and self.log.values([known.id]) else None
        id, version = (known.id, known.version + 1) if known else (f"p{self._random(8).hex()}", 1)
        value = msgspec.json.encode({"name": name.strip(), "phone": phone.strip()})
        return PersonRef(id, version, self._enter(id, version, "person", value))

    def known_person(self, name: str) -> PersonRef:
        """Somebody whom one command names again and again: one register entry for all of it."""
        if name not in self._named:
            self._named[name] = self.person(name)
        return self._named[name]

    def is_as_entered(self, known: PersonRef | None, name: str, phone: str) -> bool:
        """Whether the register already says this of a person."""
        entry = self.log.people([known.id]).get(known.id) if known else None
        return entry == {"name": name.strip(), "phone": phone.strip()}

    def _enter(self, id: str, version: int, kind: str, value: bytes) -> str:
        salt = self._random(16)
        self.entries.append(Entry(id, version, kind, value, salt))
        return sha256(salt + value).hexdigest()

    def decided(self) -> list[Recorded]:
        """The facts of all aggregates in the order of loading, in the command's envelope."""
        pending = [event for aggregate in self._loaded.values() for event in aggregate.collect_events()]
        order = keyed(self.order, pending, self.entries, self.log) if self.entries else self.order
        return [order.wrap(event, part, self.role) for part, event in enumerate(pending)]
