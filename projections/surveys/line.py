"""One round as a point on the line of satisfaction."""

from datetime import date, time
from zoneinfo import ZoneInfo

import msgspec

from domain.calendar import add_days, add_months, at_local
from projections.surveys import changes
from projections.surveys.counted import Tally
from projections.surveys.due import first_day, state_of
from projections.surveys.figures.change import Measured
from projections.surveys.figures.silence import silence
from projections.surveys.measured import figure, silent
from projections.surveys.rounds import Held
from projections.surveys.rows import Figure
from projections.surveys.trend_rows import Beside, Reported, RoundPoint, ThemePoint
from projections.surveys.whole_rows import Silent
from projections.tickets.outcomes import Outcome, Period


class Told(msgspec.Struct, frozen=True):
    """A round that was in the field, with its counts: of the whole, or of one building."""

    code: str
    held: Held
    stratum: str
    tally: Tally

    @property
    def base(self) -> int:
        """Those who could be asked."""
        frame = self.held.frame
        if frame is None:
            return 0
        if not self.stratum:
            return frame.base
        return sum(one.size for one in frame.strata if one.name == self.stratum)

    @property
    def days(self) -> tuple[date, date]:
        """First and last day of the time before it: as long as the longest time between two rounds."""
        begins = first_day(self.held)
        return add_months(begins, -self.held.template.cycle.every_months), add_days(begins, -1)

    @property
    def period(self) -> Period:
        zone = ZoneInfo(self.held.zone)
        begins, ends = self.days
        midnights = (at_local(day, time(), zone) for day in (begins, add_days(ends, 1)))
        return Period(*(int(one.timestamp()) for one in midnights))


def theme_of(one: Told, theme: str) -> str:
    """The question of the line, the overall one unless told."""
    return theme or one.held.sheet.overall


def counts(one: Told, theme: str, tally: Tally | None = None) -> tuple[int, int]:
    """Satisfied answers and all answers to a question; none where the round does not ask it."""
    tally = one.tally if tally is None else tally
    place = next((at for at, each in enumerate(one.held.sheet.themes) if each.code == theme), None)
    return (tally.happy[place], tally.answered[place]) if place is not None and tally.answered else (0, 0)


def share(one: Told, theme: str) -> Figure | None:
    return figure(*counts(one, theme), one.base)


def measured(one: Told, theme: str) -> Measured:
    return changes.measured(one.held, theme, *counts(one, theme), one.base)


def point(one: Told, before: Told | None, theme: str, outcome: Outcome) -> RoundPoint:
    """The round on the line.

    Args:
        before: The latest round before it that has a figure.
        outcome: The tickets of its ``period``.
    """
    held, code = one.held, theme_of(one, theme)
    change = None
    if before is not None:
        pair = measured(before, theme_of(before, theme)), measured(one, code)
        change = changes.alone(before.code, pair)
    of_issued, of_base = _silence(one, code)
    return RoundPoint(
        code=one.code,
        name=held.name,
        round=held.round,
        state=state_of(held),
        starts=first_day(held),
        base_kind=held.template.base,
        base=one.base,
        sheet=changes.sheet_name(held.sheet),
        points=held.sheet.scale.points,
        happy_from=held.sheet.scale.happy_from,
        issued=one.tally.issued,
        returned=one.tally.returned,
        valid=one.tally.valid,
        satisfaction=share(one, code),
        themes=[ThemePoint(each.code, each.name, share(one, each.code)) for each in held.sheet.themes],
        reported=_reported(one, code),
        target=held.target if code == held.sheet.overall and not one.stratum else None,
        change=change,
        breaks=change is not None and any(each.what != "figure" for each in change.why),
        of_issued=of_issued,
        of_base=of_base,
        beside=Beside(*one.days, outcome.tickets, outcome.reopened, outcome.kept, outcome.missed),
    )


def _silence(one: Told, theme: str) -> tuple[Silent | None, Silent | None]:
    happy, answered = counts(one, theme)
    if not answered:
        return None, None
    found = silence(happy, answered, one.tally.issued, max(one.base, answered))
    return silent(found.of_issued), silent(found.of_base if one.base >= answered else None)


def _reported(one: Told, theme: str) -> Reported | None:
    """The latest report, of the whole alone: no building stands in it."""
    if not one.held.reports or one.stratum:
        return None
    latest = one.held.reports[-1]
    happy, answered = latest.counts.happy.get(theme, 0), latest.counts.answered.get(theme, 0)
    return Reported(
        at=int(latest.at.timestamp()),
        position=latest.position,
        figure=figure(happy, answered, latest.counts.base),
        restated=(happy, answered) != counts(one, theme),
    )
