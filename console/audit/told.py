"""What the time machine says in words: one speaker for the page and for what the browser asks for later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from console.audit.marks import mark
from console.languages import Translator
from console.ticketpage.sentences import SENTENCES, sentence
from console.ticketpage.stamps import same_day
from console.ticketpage.told import who
from console.wiring import House
from domain.errors import Term
from projections.audit.changes import DeskChanges, Pair
from projections.audit.lanes import Lane, Lanes
from projections.tickets.story import StoryLine

LANES = {"unit": Term("Unit"), "person": Term("Technician"), "ticket": Term("Ticket"), "rule": Term("Rules")}
ENDED = {
    "closed": Term("Closed at {at}"),
    "voided": Term("Voided at {at}"),
    "decline_filed": Term("Filed as declined at {at}"),
}


@dataclass(frozen=True)
class Speaker:
    """Somebody's language at one site of a house."""

    house: House
    site: str
    translator: Translator

    @property
    def zone(self) -> ZoneInfo:
        return self.translator.zone

    def t(self, text: str, /, **fields: Any) -> str:
        return self.translator.t(text, **fields)

    def address(self, at: datetime) -> str:
        """An instant as an address has it: in the site's own time, to the microsecond where it has any."""
        return at.astimezone(self.zone).isoformat()

    def mark(self, code: str) -> str:
        """A fact or a rule's time in two or three words."""
        return self.t(mark(code))

    def stamp(self, ms: int, beside: int) -> str:
        """``09:03``, to the second where there are any; with its day where that is another one."""
        at = _at(ms)
        near = same_day(at, _at(beside), self.zone)
        return self.translator.clock(at) if near else self.translator.moment(at)

    def late(self, seconds: int) -> str:
        """``晚 2 时 30 分``: how long after it happened something was recorded."""
        return self.t("{span} late", span=self.span(seconds))

    def span(self, seconds: int) -> str:
        """A length in words, in the two largest units."""
        days, rest = divmod(seconds, 86400)
        hours, rest = divmod(rest, 3600)
        minutes, second = divmod(rest, 60)
        if days:
            return self.translator.plural("{count} day", "{count} days", days)
        if hours:
            return self.t("{h} h {m} min", h=hours, m=minutes) if minutes else self.t("{h} h", h=hours)
        if minutes:
            return self.t("{m} min {s} s", m=minutes, s=second) if second else self.t("{m} min", m=minutes)
        return self.t("{s} s", s=second)

    def absent(self, pair: Pair, changes: DeskChanges) -> dict[str, Any]:
        """Why a ticket was not on the earlier desk."""
        then = changes.then.at
        happened, recorded = self.stamp(pair.reported_at, then), self.stamp(pair.recorded_at, then)
        if pair.reported_at > then:
            return {
                "kind": "new",
                "title": self.t("Not reported yet"),
                "text": self.t("came at {at}", at=happened),
            }
        late = self.late((pair.recorded_at - pair.reported_at) // 1000)
        if pair.recorded_at > then:
            text = self.t(
                "happened {happened}, recorded {recorded}, {late}",
                happened=happened,
                recorded=recorded,
                late=late,
            )
            return {"kind": "unknown", "title": self.t("Not on the desk then"), "text": text}
        return {"kind": "back", "title": self.t("Had ended then"), "text": self.t("opened again since")}

    def ended(self, pair: Pair, changes: DeskChanges) -> str:
        if not pair.ended or pair.ended_at is None:
            return ""
        return self.t(ENDED[pair.ended], at=self.stamp(pair.ended_at, changes.now.at))

    def checked(self, rows: int, position: int, wrong: Sequence[str]) -> str:
        """What telling each row anew from its own events came to."""
        if wrong:
            numbers = [stream.split(":", 2)[2] for stream in wrong]
            return self.t(
                "Up to event {n}: {numbers} differ from a replay of their events", n=position, numbers=numbers
            )
        return self.translator.plural(
            "Up to event {n}: the {count} row equals a replay of its events",
            "Up to event {n}: all {count} rows equal a replay of their events",
            rows,
            n=f"{position:,}",
        )

    def lanes(self, lanes: Lanes) -> dict[str, Any]:
        """Lanes as the browser draws them."""
        drawn = [self._lane(lane, lanes) for lane in lanes.lanes]
        return {"since": lanes.since, "at": lanes.at, "until": lanes.until, "lanes": drawn}

    def _lane(self, lane: Lane, lanes: Lanes) -> dict[str, Any]:
        return {
            "kind": lane.kind,
            "name": f"{self.t(LANES[lane.kind])} {lane.name if lane.kind == 'person' else lane.key}".strip(),
            "href": self.href(lane.kind, lane.key),
            "held": self._held(lane.name) if lane.kind == "rule" else "",
            "marks": [self._mark(line, lanes) for line in lane.lines],
        }

    def _held(self, pin: str) -> str:
        """The rules that were in force, by their title."""
        if not pin:
            return ""
        profile = self.house.views.reference.profile(pin)
        return self.t(
            "{profile}, version {version}, in force", profile=Term(profile.term), version=profile.version
        )

    def _mark(self, line: StoryLine, lanes: Lanes) -> dict[str, Any]:
        happened = _millis(line.happened_at)
        recorded = _millis(line.recorded_at or line.happened_at)
        late = "" if line.recorded_late_s is None else self.late(line.recorded_late_s)
        told = sentence(line, self.translator) if line.fact in SENTENCES else self.mark(line.fact)
        return {
            "happened": happened,
            "recorded": recorded,
            "late": late,
            "word": self.mark(line.fact),
            "at": self.stamp(happened, lanes.at),
            "written": self.stamp(recorded, lanes.at),
            "text": told,
            "who": who(line, self.translator),
        }

    def href(self, kind: str, key: str) -> str:
        """The page of a ticket or a unit."""
        if kind == "ticket":
            return f"/ticket?{urlencode({'t': key, 'site': self.site})}"
        return f"/unit?{urlencode({'u': key, 'site': self.site})}" if kind == "unit" else ""


def _at(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)


def _millis(at: datetime) -> int:
    return int(at.timestamp() * 1000)
