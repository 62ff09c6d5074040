"""One live board, everybody who watches it, and what they are told (design 7)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time
from math import inf
from time import monotonic
from typing import Any

import msgspec
from starlette.types import Message

from console.reader import Reader
from console.sights import Row, Sight
from console.wiring import House
from domain.policy import PolicyBook, TimeOfDay, in_force

WAITING_MESSAGES = 256
"""Messages that one slow reader may leave unread before its stream is ended; it comes back with a full board."""


def body(message: bytes) -> Message:
    """A message as the server sends it on; one serves all readers."""
    return {"type": "http.response.body", "body": message, "more_body": True}


NOT_YOURS = body(b'event: bye\ndata: {"reason":"no_role"}\n\n')


class Channel:
    """One board as its readers know it.

    Attributes:
        sight: What it shows.
        rows: Every row by its id.
        position: Position of the log that the rows stand at.
        day: Local day of the landmarks.
        landmarks: Times of that day that the site's rules name.
        judged: Position of the log up to which the readers' roles are known to hold.
        readers: Who watches.
        watched: Whether news are looked up for it; set before its rows are first read, so that none is missed.
    """

    def __init__(self, sight: Sight) -> None:
        self.sight = sight
        self.rows: dict[str, Row] = {}
        self.position = 0
        self.day = date.min
        self.landmarks: Sequence[Mapping[str, Any]] = []
        self.judged = 0
        self.readers: set[Reader] = set()
        self.watched = False
        self._encoded: msgspec.Raw | None = None
        self._spoke_at = -inf

    @property
    def site(self) -> str:
        """Code of the site."""
        return self.sight.site

    def fill(self, position: int, rows: Collection[Row]) -> None:
        """Begin with the whole board of a position."""
        self.position = position
        self.rows = {row.id: row for row in rows}
        self._encoded = None

    def encoded(self) -> msgspec.Raw:
        """All rows as JSON, made once for everybody who comes between two changes."""
        if self._encoded is None:
            self._encoded = msgspec.Raw(msgspec.json.encode(list(self.rows.values())))
        return self._encoded

    def silence_s(self) -> float:
        """Seconds since the readers were told anything."""
        return monotonic() - self._spoke_at

    def take(self, position: int, rows: Sequence[Row], asked: Collection[str]) -> dict[str, Any]:
        """Take over the rows that were asked for by id; answers with what readers do not know yet."""
        changed = [row for row in rows if self.rows.get(row.id) != row]
        gone = sorted((set(asked) & self.rows.keys()) - {row.id for row in rows})
        self.rows.update({row.id: row for row in changed})
        for id in gone:
            del self.rows[id]
        self.position = position
        if changed or gone:
            self._encoded = None
        return {"changed": changed, "gone": gone} if changed or gone else {}

    def send(self, message: bytes) -> None:
        """Give a message to every reader; whoever is too slow is let go."""
        self._spoke_at = monotonic()
        told = body(message)
        for reader in list(self.readers):
            if len(reader.waiting) >= WAITING_MESSAGES:
                self.let_go(reader)
            else:
                reader.tell(told)

    def let_go(self, reader: Reader, *last: Message) -> None:
        """End one reader's stream after these last words."""
        self.readers.discard(reader)
        reader.let_go(*last)

    def let_all_go(self) -> None:
        """End every stream; the readers come back for a full board."""
        for reader in list(self.readers):
            self.let_go(reader)

    def begin_anew(self) -> None:
        """End every stream and keep no row: the first who comes back has the board read again."""
        self.let_all_go()
        self.fill(self.position, ())

    def message(self, event: str, now: datetime, **more: Any) -> bytes:
        """One message of the stream; a beat carries no id, so that a reconnect names the last change."""
        body = {"position": self.position, "server_now": int(now.timestamp() * 1000), **more}
        ident = "" if event == "beat" else f"id: {self.position}\n"
        return f"event: {event}\n{ident}data: ".encode() + msgspec.json.encode(body) + b"\n\n"


def local_day(house: House, site: str) -> date:
    return house.clock().astimezone(house.site(site).zone).date()


def landmarks(house: House, site: str) -> list[dict[str, Any]]:
    """Times of today that the site's rules name, for the ribbon: slips back by 17:00 (REP-09)."""
    place, now = house.site(site), house.clock()
    local = now.astimezone(place.zone)
    choice = in_force(place.choices, "repair", local.date())
    if choice is None:
        return []
    limits = house.log.get(PolicyBook, f"policy:{choice.profile}").at_version(choice.version).limits
    times = [
        one.basis.before for one in limits if isinstance(one.basis, TimeOfDay) and one.code == "return_slips"
    ]
    return [{"at": _millis(local, at), "code": "slips_due"} for at in times]


def _millis(local: datetime, at: time) -> int:
    instant = local.replace(hour=at.hour, minute=at.minute, second=at.second, microsecond=0)
    return int(instant.timestamp() * 1000)
