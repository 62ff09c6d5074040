"""After the signature: the copies back by 17:00, to the desk, to finance, the bill, the visit, the end (REP-09..12)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import msgspec

from seed.demo import crew, words
from seed.demo.crew import TECHNICIANS, turn_of
from seed.demo.days import DAY, billing, last_batch, local, next_batch, next_working_day
from seed.demo.job import Job
from seed.demo.life import Life
from seed.demo.scene import Scene

COPIES = [2, 3]


class Deed(msgspec.Struct, frozen=True):
    """One step of the paper; ``written`` where it is put on record later."""

    at: datetime
    do: str
    by: str
    arguments: dict[str, Any]
    doer: str = ""
    written: datetime | None = None


def after_signature(
    scene: Scene, life: Life, job: Job, signed: datetime, on_record: datetime, technician: str
) -> datetime:
    """The rest of a signed repair; the instant of closing."""
    back = _back(scene, signed, on_record, technician)
    paper = list(_paper(scene, job, back, technician))
    visits = list(_visits(scene, signed))
    ended = max(deed.at for deed in (*paper, *visits))
    closed = local(next_working_day(ended.date()), 9) + scene.chance.minutes(5, 110)
    closing = Deed(closed, "ticket.close", crew.desk_at(closed), {})
    for deed in sorted((*paper, *visits, closing), key=lambda deed: deed.at):
        life.note(deed.do, deed.at, deed.by, doer=deed.doer, written=deed.written, **deed.arguments)
    return closed


def _back(scene: Scene, signed: datetime, on_record: datetime, technician: str) -> datetime:
    """When the technician hands the copies back: in the afternoon round, by 17:00, but for some (REP-09)."""
    chance, day = scene.chance, signed.date()
    round_at = local(day, 16, 15) + chance.seconds(0, 2500)
    if signed + timedelta(minutes=15) > round_at:
        round_at = _after_five(scene, signed, technician)
    if chance.falls("slips_late"):
        overnight = chance.falls("slips_next_morning")
        round_at = local(round_at.date() + DAY, 8, 20) if overnight else local(round_at.date(), 17, 6)
        round_at += chance.minutes(0, 80)
    return max(round_at, on_record + timedelta(minutes=2))


def _after_five(scene: Scene, signed: datetime, technician: str) -> datetime:
    """Straight away while it is still before five, else tomorrow, else at the end of the turn before days off."""
    day = signed.date()
    latest = local(day, 16, 58)
    if signed + timedelta(minutes=6) <= latest:
        return latest - scene.chance.seconds(0, 60)
    if turn_of(TECHNICIANS.index(technician), day + DAY):
        return local(day + DAY, 16, 15) + scene.chance.seconds(0, 2500)
    return signed + scene.chance.minutes(14, 40)


def _paper(scene: Scene, job: Job, back: datetime, technician: str) -> Iterator[Deed]:
    chance = scene.chance
    confirmed = back + chance.minutes(2, 14)
    at_desk = confirmed + chance.minutes(4, 28)
    batch = next_batch(at_desk)
    if chance.falls("finance_late"):
        batch = last_batch(batch.date()) + 2 * DAY
    at_finance = max(batch, at_desk) + chance.minutes(2, 50)
    billed = billing(at_finance) + chance.minutes(5, 140)
    bill = {"month": f"{billed:%Y-%m}", "amount_cents": job.total_cents}
    yield Deed(back, "repair.return_slips", technician, {"copies": COPIES})
    yield Deed(confirmed, "repair.confirm_slips", crew.head_at(confirmed), {})
    yield Deed(at_desk, "repair.hand_slips_to_desk", crew.head_at(at_desk), {"copies": COPIES})
    yield Deed(at_finance, "repair.send_to_finance", crew.desk_at(at_finance), {})
    yield Deed(billed, "repair.bill", crew.FINANCE, bill)


def _visits(scene: Scene, signed: datetime) -> Iterator[Deed]:
    """About a third is visited by the area's officer; whoever was not content is visited again (TRN-16)."""
    chance, texts = scene.chance, words.remarks()
    if not chance.falls("visited"):
        return
    first = local((signed + chance.whole(1, 5) * DAY).date(), chance.pick((9, 10, 14, 15, 16, 18)))
    first += chance.minutes(0, 50)
    officer = chance.pick((*crew.AREA_OFFICERS, *crew.AREA_OFFICERS, crew.ASSISTANT))
    content = not chance.falls("unsatisfied")
    yield _visit(scene, officer, first, texts.satisfied if content else texts.unsatisfied, satisfied=content)
    if not content:
        second = first + 2 * DAY + chance.minutes(5, 50)
        yield _visit(scene, officer, second, texts.satisfied, satisfied=True)


def _visit(scene: Scene, officer: str, at: datetime, opinions: tuple[str, ...], *, satisfied: bool) -> Deed:
    chance = scene.chance
    mode = chance.pick(("phone", "phone", "home"))
    said: dict[str, Any] = {"mode": mode, "satisfied": satisfied, "signature": mode == "home"}
    if not satisfied or chance.falls("says_something"):
        said["opinion"] = chance.pick(opinions)
    written = at + chance.minutes(40, 200) if chance.falls("visit_on_paper") else None
    return Deed(at, "repair.visit", officer, said, written=written)
