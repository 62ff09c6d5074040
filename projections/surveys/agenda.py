"""The survey rounds of a site, newest first, what is due of each, and when each kind must be held again."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from domain.calendar import Calendar, CalendarBook, local_date
from domain.company import Site, site_stream
from projections.asking.moments import AsOf
from projections.asking.registry import question
from projections.asking.views import Snapshot, Views
from projections.surveys.counted import Tally, counted, total
from projections.surveys.due import collected_by, first_day, next_window, own_window, state_of, steps
from projections.surveys.measured import quota, recovery, satisfaction, target
from projections.surveys.problems import Course, courses
from projections.surveys.rounds import SURVEYS, Held, decoded
from projections.surveys.rows import DueStep, KindRow, SurveyRow, Surveys


class Known(msgspec.Struct, frozen=True):
    """A round with everything that was counted of it at one moment."""

    code: str
    held: Held
    calendar: Calendar
    tally: Tally
    courses: Sequence[Course]
    steps: list[DueStep]


@question("surveys")
def surveys(views: Views, *, site: str, as_of: AsOf = None) -> Surveys:
    """Survey rounds of a site, the newest first, and when each kind of survey must be held again at the latest."""
    now = views.instant(as_of)
    with views.snapshot(as_of) as snapshot:
        rows = snapshot.rows(SURVEYS, "site = :site", site=site)
        known = [known_of(views, snapshot, site, row["code"], decoded(row["held"]), now) for row in rows]
    newest = sorted(known, key=lambda one: (one.held.starts, one.code), reverse=True)
    return Surveys([survey_row(one) for one in newest], _kinds(newest, now))


def known_of(
    views: Views,
    snapshot: Snapshot,
    site: str,
    code: str,
    held: Held,
    now: datetime,
    tally: Tally | None = None,
) -> Known:
    """Count a round; ``tally`` where somebody has counted its forms already."""
    calendar = calendar_of(views, site, held)
    if tally is None:
        deadline = collected_by(held, calendar)
        tally = total(counted(snapshot, site, code, len(held.sheet.themes), deadline))
    found = courses(snapshot, site, code)
    today = local_date(now, ZoneInfo(held.zone))
    return Known(code, held, calendar, tally, found, steps(held, tally, found, calendar, today))


def calendar_of(views: Views, site: str, held: Held) -> Calendar:
    """The calendar that a round's deadlines keep; before its base is frozen, the site's latest."""
    if held.frame is not None:
        return views.reference.calendar(held.frame.calendar)
    region = views.log.get(Site, site_stream(site)).calendar
    return views.log.get(CalendarBook, f"calendar:{region}").latest


def survey_row(one: Known) -> SurveyRow:
    """The row of one round."""
    held, tally = one.held, one.tally
    base = held.frame.base if held.frame else None
    asked, back = quota(held, tally), recovery(held, tally)
    judged = [each.met for each in (asked, back) if each is not None and each.met is not None]
    open_steps = [each for each in one.steps if each.done is None]
    return SurveyRow(
        code=one.code,
        name=held.name,
        kind=held.template.code,
        kind_name=held.template.name,
        edition=held.template.edition,
        round=held.round,
        state=state_of(held),
        starts=first_day(held),
        base_kind=held.template.base,
        base=base,
        numbered=held.numbered - len(held.replaced),
        issued=tally.issued,
        returned=tally.returned,
        valid=tally.valid,
        quota=asked,
        recovery=back,
        recovery_of=held.template.recovery_of,
        thresholds_met=all(judged) if judged else None,
        satisfaction=satisfaction(held.sheet, tally, base),
        target=target(held, tally),
        next=open_steps[0] if open_steps else None,
        is_late=any(each.late for each in open_steps),
        open_problems=sum(each.state != "accepted" for each in one.courses),
    )


def _kinds(newest: Sequence[Known], now: datetime) -> list[KindRow]:
    by_kind: dict[str, list[Known]] = {}
    for one in newest:
        if state_of(one.held) != "called_off":
            by_kind.setdefault(one.held.template.code, []).append(one)
    return [_kind(by_kind[kind], now) for kind in sorted(by_kind)]


def _kind(newest: Sequence[Known], now: datetime) -> KindRow:
    """One kind from its rounds, of which there is at least one."""
    template, zone = newest[0].held.template, ZoneInfo(newest[0].held.zone)
    was_held = [one for one in newest if one.held.frame is not None]
    planned = [one for one in newest if one.held.frame is None]
    last = max(was_held, key=lambda one: first_day(one.held), default=None)
    coming = planned[-1] if planned else None
    if last is not None:
        begins, due = next_window(template.cycle, first_day(last.held))
    else:
        begins, due = own_window(template.cycle, newest[-1].held.starts)
    return KindRow(
        kind=template.code,
        name=template.name,
        rules=template.rules,
        last=last.code if last else "",
        last_starts=first_day(last.held) if last else None,
        next=coming.code if coming else "",
        next_from=begins,
        next_due=due,
        is_late=local_date(now, zone) > due,
    )
