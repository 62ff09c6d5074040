"""A site's day as the time machine shows it: how much was recorded when, and what stands out.

``events`` has no index on times: a day is a stretch of positions, found by halving and read once. What was read of a
stretch never changes, so the days looked at last are kept and only their new events are read.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from threading import Lock

import msgspec

from domain.company import Site, site_stream
from domain.policy import PolicyBook, TimeOfDay, in_force
from projections.asking.history import stream_at
from projections.asking.moments import AsOf, position_at
from projections.asking.registry import question
from projections.asking.views import Views

SLOT = timedelta(minutes=5)
_MICROSECOND = timedelta(microseconds=1)
_KEPT = 24
NOTABLE = frozenset(
    {
        "campaign.admission_opened",
        "campaign.decided",
        "campaign.started",
        "duty.arrival_corrected",
        "import.begun",
        "import.undone",
        "roster.published",
        "rooms.swapped",
        "site.policy_chosen",
        "tariff.published",
        "ticket.incident_flagged",
        "ticket.reopened",
    }
)
"""Facts that people come back to."""


class Landmark(msgspec.Struct, frozen=True):
    """A moment that stands out; ``at`` in Unix milliseconds, ``code`` a fact's name or that of a rule's time."""

    at: int
    code: str


class Step(msgspec.Struct, frozen=True):
    """One recording of the site: what one press goes on by.

    Attributes:
        position: Of its last event.
        at: When it was recorded, to the microsecond: as of it, it is known.
    """

    position: int
    at: datetime


class RecordedDay(msgspec.Struct, frozen=True):
    """A local day.

    Attributes:
        begins, ends: Unix milliseconds.
        counts: Events of the site recorded in each five minutes, from midnight on.
        total: Events recorded.
        before, after: The recordings next to this day, where nothing was recorded on it.
    """

    day: date
    begins: int
    ends: int
    counts: list[int]
    total: int
    landmarks: list[Landmark]
    before: Step | None
    after: Step | None


class Standpoint(msgspec.Struct, frozen=True):
    """Where a moment stands in the log.

    Attributes:
        position: Of the last event recorded by then, of any site.
        recorded: Events of the site recorded on the day up to then.
        previous, next: The recordings of the site beside it.
    """

    position: int
    recorded: int
    previous: Step | None
    next: Step | None


class Times:
    """Positions and times of recording of a site's events within one stretch of the log."""

    def __init__(self, after: int) -> None:
        self.upto = after
        self.positions, self.stamps = array("q"), array("q")
        self.notable: list[tuple[int, str]] = []

    def read_on(self, views: Views, site: str, upto: int) -> None:
        """Take in what was recorded since."""
        if upto <= self.upto:
            return
        for position, stamp, name in views.log.times(site, self.upto, upto):
            self.positions.append(position)
            self.stamps.append(stamp)
            if name in NOTABLE:
                self.notable.append((stamp, name))
        self.upto = upto

    def step(self, place: int) -> Step:
        """The recording that the event at a place belongs to."""
        stamp = self.stamps[place]
        last = bisect_right(self.stamps, stamp) - 1
        return Step(self.positions[last], _instant(stamp))


class Days:
    """The days that were looked at last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, datetime], Times] = OrderedDict()
        self._lock = Lock()

    def of(self, views: Views, site: str, begins: datetime, ends: datetime) -> Times:
        """The events of a site that were recorded from one instant until before another."""
        last = position_at(views.log, ends - _MICROSECOND)
        with self._lock:
            known = self._kept.get((site, begins))
            if known is None:
                known = Times(position_at(views.log, begins - _MICROSECOND))
            self._kept[site, begins] = known
            self._kept.move_to_end((site, begins))
            known.read_on(views, site, last)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return known


@question("audit_day")
def audit_day(views: Views, *, site: str, day: date | None = None, as_of: AsOf = None) -> RecordedDay:
    """How many events of a site were recorded in each five minutes of a local day, and which moments stand out."""
    place = views.log.get(Site, site_stream(site))
    chosen = day or views.instant(as_of).astimezone(place.zone).date()
    begins, ends = _bounds(place, chosen)
    times = views.keep(Days, Days).of(views, site, begins, ends)
    moment = views.moment(as_of)
    shown = len(times.positions) if moment is None else bisect_right(times.positions, moment)
    counts = [0] * ((ends - begins) // SLOT)
    since, width = _micros(begins), SLOT // _MICROSECOND
    for stamp in times.stamps[:shown]:
        counts[(stamp - since) // width] += 1
    known = times.stamps[shown - 1] if shown else 0
    notable = _apart(Landmark(stamp // 1000, name) for stamp, name in times.notable if stamp <= known)
    return RecordedDay(
        day=chosen,
        begins=_millis(begins),
        ends=_millis(ends),
        counts=counts,
        total=shown,
        landmarks=sorted(
            [*notable, *_fixed(views, site_at(views, site, as_of), chosen)], key=lambda one: one.at
        ),
        before=None if shown else _before(views, site, _first_after(views, begins), moment),
        after=None if shown else _after(views, site, position_at(views.log, ends - _MICROSECOND), moment),
    )


def standpoint(views: Views, site: str, as_of: AsOf) -> Standpoint:
    """Which event was the last at a moment, how many the site had recorded that day, and the recordings beside it."""
    at, position = views.instant(as_of), views.moment(as_of)
    place = views.log.get(Site, site_stream(site))
    begins, ends = _bounds(place, at.astimezone(place.zone).date())
    times = views.keep(Days, Days).of(views, site, begins, ends)
    head = views.log.head() if position is None else position
    known = bisect_right(times.positions, head)
    earlier = bisect_left(times.stamps, _micros(at), 0, known)
    return Standpoint(
        position=head,
        recorded=known,
        previous=times.step(earlier - 1)
        if earlier
        else _before(views, site, _first_after(views, begins), head),
        next=times.step(known) if known < len(times.positions) else _after(views, site, head, None),
    )


def site_at(views: Views, site: str, as_of: AsOf) -> Site:
    """A site as it was known at a recorded moment: which rules it had chosen."""
    stream = site_stream(site)
    return Site(stream).replay(stream_at(views, stream, as_of, "recorded"))


def _bounds(place: Site, day: date) -> tuple[datetime, datetime]:
    """The instants at which a local day begins and ends."""
    begins = datetime.combine(day, time.min, place.zone)
    ends = datetime.combine(day + timedelta(days=1), time.min, place.zone)
    return begins.astimezone(UTC), ends.astimezone(UTC)


def _first_after(views: Views, begins: datetime) -> int:
    return position_at(views.log, begins - _MICROSECOND) + 1


def _before(views: Views, site: str, position: int, upto: int | None) -> Step | None:
    """The site's last recording before a position."""
    found = views.log.last_time(site, position - 1 if upto is None else min(position - 1, upto))
    return Step(found[0], _instant(found[1])) if found else None


def _after(views: Views, site: str, position: int, upto: int | None) -> Step | None:
    """The site's first recording after a position."""
    found = views.log.first_time(site, position)
    if found is None or (upto is not None and found[0] > upto):
        return None
    return Step(found[0], _instant(found[1]))


def _apart(landmarks: Iterable[Landmark]) -> list[Landmark]:
    """Of many alike within five minutes the first."""
    told: dict[str, int] = {}
    apart: list[Landmark] = []
    for one in landmarks:
        if one.at - told.get(one.code, 0) > SLOT.total_seconds() * 1000:
            apart.append(one)
            told[one.code] = one.at
    return apart


def _fixed(views: Views, place: Site, day: date) -> list[Landmark]:
    """Times of the day that the site's rules name: slips back by 17:00 (REP-09)."""
    choice = in_force(place.choices, "repair", day)
    if choice is None:
        return []
    limits = views.log.get(PolicyBook, f"policy:{choice.profile}").at_version(choice.version).limits
    return [
        Landmark(_millis(datetime.combine(day, one.basis.before, place.zone)), "slips_due")
        for one in limits
        if isinstance(one.basis, TimeOfDay) and one.code == "return_slips"
    ]


def _micros(at: datetime) -> int:
    """Unix microseconds, exactly: a float has not room for them."""
    return (at - datetime.fromtimestamp(0, UTC)) // _MICROSECOND


def _instant(stamp: int) -> datetime:
    return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=stamp)


def _millis(at: datetime) -> int:
    return int(at.timestamp() * 1000)
