"""The life of an own-use paid repair, from the call to the way to the customer (REP-01..04, TRN-01..07)."""

from datetime import datetime, timedelta

from seed.demo import crew, words
from seed.demo.days import slot, waking
from seed.demo.job import Job, reported_job, rework
from seed.demo.life import Life, Planned
from seed.demo.paper import after_signature
from seed.demo.scene import Scene
from seed.demo.visit import on_site

_SOON = timedelta(minutes=40)


def repair_life(scene: Scene, thread: str, at: datetime) -> list[Planned]:
    """All commands of one repair, a reopening included."""
    chance = scene.chance
    life = Life(thread, chance, ticket=True)
    job = reported_job(chance, at)
    _report(scene, life, job, at)
    if chance.falls("voided"):
        voided = at + chance.minutes(3, 12)
        life.note("ticket.void", voided, crew.desk_at(voided), why=chance.pick(words.remarks().duplicates))
        return life.planned
    closed = _round(scene, life, job, at)
    if closed is not None and chance.falls("repair_reopened"):
        again = waking(closed + chance.minutes(1500, 9000))
        why = chance.pick(words.remarks().reopened)
        life.note("ticket.reopen", again, crew.desk_at(again), why=why, same_cause=True)
        _round(scene, life, rework(job), again)
    return life.planned


def _report(scene: Scene, life: Life, job: Job, at: datetime) -> None:
    home, caller = scene.homes.caller(scene.chance)
    life.note(
        "repair.report",
        at,
        crew.desk_at(at),
        written=at + scene.chance.seconds(15, 40),
        matter=job.says,
        unit=home.code,
        caller=caller,
        channel=scene.chance.pick(("phone", "phone", "phone", "phone", "in_person")),
        item=job.item,
        booked_for=job.booked_for,
    )


def _round(scene: Scene, life: Life, job: Job, at: datetime) -> datetime | None:
    """One round of work; the instant at which the paper is closed, ``None`` where the slip is filed as refused."""
    ready, booked = _slip(scene, life, at), job.booked_for
    if not job.item:
        ready, accepted = _quote(scene, life, job, ready)
        if not accepted:
            return ready
        ready, booked = _material(scene, life, ready, booked)
    if booked is not None and booked < ready + _SOON:
        booked = slot(ready + timedelta(hours=2))
        life.note("ticket.rebook", ready, crew.desk_at(ready), booked_for=booked)
    if booked is None and scene.chance.falls("not_home"):
        ready, booked = _not_home(scene, life, received=ready)
    arrived, technician = _send(scene, life, job, ready, booked)
    signed, on_record = on_site(scene, life, job, arrived, technician)
    return None if signed is None else after_signature(scene, life, job, signed, on_record, technician)


def _slip(scene: Scene, life: Life, at: datetime) -> datetime:
    """Slip filled, engineering told, slip signed for."""
    chance, desk = scene.chance, crew.desk_at(at)
    filled = at + (chance.seconds(128, 260) if chance.falls("slip_late") else chance.seconds(55, 112))
    told = filled + chance.seconds(15, 45)
    if chance.falls("notice_late"):
        told = filled + chance.seconds(130, 400)
    received = told + chance.seconds(50, 280)
    life.note("repair.fill_slip", filled, desk)
    life.note("repair.notify_engineering", told, desk)
    life.note("repair.receive_slip", received, crew.head_at(received))
    return received


def _quote(scene: Scene, life: Life, job: Job, received: datetime) -> tuple[datetime, bool]:
    """Assess, tell the price, hear yes or no: when, and whether it was yes (REP-04)."""
    chance, head = scene.chance, crew.head_at(received)
    late = chance.falls("assessed_late")
    assessed = received + (chance.minutes(15, 30) if late else chance.minutes(4, 12))
    quoted = assessed + chance.seconds(30, 110)
    life.note("repair.assess", assessed, head, feasible=True, price_cents=job.total_cents)
    life.note("repair.quote", quoted, head)
    told = quoted + chance.minutes(2, 9)
    if chance.falls("thinks"):
        evidence = chance.pick(words.remarks().thinking)
        life.note("ticket.wait", told, crew.desk_at(told), reason="customer", evidence=evidence)
        told = waking(told + chance.minutes(90, 8000))
        life.note("ticket.resume", told, crew.desk_at(told))
    if chance.falls("declines"):
        life.note("repair.decline", told, crew.desk_at(told), why=chance.pick(words.remarks().declines))
        closed = told + chance.minutes(4, 30)
        life.note("ticket.close", closed, crew.desk_at(closed))
        return closed, False
    agreed = told + chance.seconds(20, 60)
    life.note("repair.consent", agreed, crew.desk_at(agreed), price_cents=job.total_cents)
    return agreed, True


def _material(
    scene: Scene, life: Life, agreed: datetime, booked: datetime | None
) -> tuple[datetime, datetime | None]:
    """Now and then a part must come first, and an appointment is made for afterwards."""
    if not scene.chance.falls("lacks_material"):
        return agreed, booked
    since, until = agreed + timedelta(minutes=3), waking(agreed + scene.chance.minutes(1200, 4000))
    booked, evidence = slot(until + timedelta(hours=2)), scene.chance.pick(words.remarks().material)
    rebooked = agreed + timedelta(minutes=1)
    life.note("ticket.rebook", rebooked, crew.desk_at(rebooked), booked_for=booked)
    life.note("ticket.wait", since, crew.head_at(since), reason="material", evidence=evidence)
    life.note("ticket.resume", until, crew.head_at(until))
    return until, booked


def _not_home(scene: Scene, life: Life, *, received: datetime) -> tuple[datetime, datetime | None]:
    """Nobody is at home: wait for the customer, then come at once or at a time agreed."""
    chance = scene.chance
    since = received + chance.seconds(70, 200)
    until = waking(since + chance.minutes(60, 4300))
    evidence = chance.pick(words.remarks().not_home)
    life.note("ticket.wait", since, crew.desk_at(since), reason="customer", evidence=evidence)
    life.note("ticket.resume", until, crew.desk_at(until))
    if chance.falls("comes_at_once"):
        return until, None
    booked = slot(until + timedelta(hours=2))
    rebooked = until + timedelta(minutes=1)
    life.note("ticket.rebook", rebooked, crew.desk_at(rebooked), booked_for=booked)
    return rebooked, booked


def _send(
    scene: Scene, life: Life, job: Job, ready: datetime, booked: datetime | None
) -> tuple[datetime, str]:
    """Dispatch and travel: arrival and technician; five minutes before an appointment, else within ten minutes."""
    chance = scene.chance
    late = chance.falls("arrived_late")
    if booked is None:
        wanted = ready + (chance.minutes(9, 24) if late else chance.seconds(70, 150))
    else:
        wanted = booked - (chance.minutes(-10, 3) if late else chance.minutes(10, 17))
    technician, out = scene.technicians.send(wanted, job.on_site)
    sent = max(ready + timedelta(seconds=15), out - chance.seconds(25, 50))
    if booked is not None:
        sent = max(ready + timedelta(seconds=15), out - chance.minutes(40, 90))
    arrived = out + chance.seconds(110, 270)
    life.note("repair.dispatch", sent, crew.head_at(sent), technicians=[technician])
    if booked is None and late and out - sent > timedelta(minutes=2):
        _urge(scene, life, sent + (out - sent) / 2)
    tools = ["tools", "slip", "tariff", "badge", "shoe_covers", "floor_cloth"]
    life.note("ticket.set_out", out, technician, taken_along=tools, phoned=booked is not None)
    if chance.falls("urges"):
        _urge(scene, life, out + timedelta(seconds=60))
    return arrived, technician


def _urge(scene: Scene, life: Life, at: datetime) -> None:
    said = scene.chance.pick(words.remarks().urges)
    life.note("ticket.urge", at.replace(microsecond=0), crew.desk_at(at), said=said)
