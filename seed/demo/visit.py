"""On site: the item, the tariff, the customer's yes or no, the work, the signature (REP-05..08, TRN-08..11)."""

from datetime import datetime, timedelta
from typing import Any

from seed.demo import crew, words
from seed.demo.job import Job
from seed.demo.life import Life
from seed.demo.scene import Scene

Done = tuple[str, datetime, dict[str, Any]]


def on_site(
    scene: Scene, life: Life, job: Job, arrived: datetime, technician: str
) -> tuple[datetime | None, datetime]:
    """Everything at the customer's.

    Returns:
        When the customer signed, ``None`` after a refusal; and when all of it was on record.
    """
    chance = scene.chance
    refuses = job.total_cents > 0 and chance.falls("refuses")
    before, at = _before_work(scene, job, arrived)
    done, end = _refusal(scene, at) if refuses else _work(scene, job, at)
    on_record = _write(scene, life, technician, arrived, [*before, *done], end)
    if refuses:
        _file_refusal(scene, life, end)
        return None, on_record
    return end, on_record


def _before_work(scene: Scene, job: Job, arrived: datetime) -> tuple[list[Done], datetime]:
    """What was found, whose material, the price."""
    chance, texts = scene.chance, words.remarks()
    checked = arrived + chance.seconds(50, 160)
    found: dict[str, Any] = {}
    if chance.falls("differs"):
        found["actual"] = chance.pick(texts.actuals)
    own = chance.falls("brings_material")
    if own:
        found["own_materials"] = True
    done: list[Done] = [("repair.confirm_item", checked, found)]
    if own:
        poor = chance.falls("poor_material")
        verdict = {"verdict": "unqualified" if poor else "qualified", "warned": poor}
        done.append(("repair.record_material_test", checked + timedelta(seconds=40), verdict))
    shown = checked + chance.seconds(50, 120)
    done.append(("repair.show_tariff", shown, {"price_cents": job.total_cents}))
    return done, shown


def _work(scene: Scene, job: Job, shown: datetime) -> tuple[list[Done], datetime]:
    """Consent, work, try-out, signature."""
    chance = scene.chance
    agreed = shown + chance.seconds(20, 60)
    begun = agreed + chance.seconds(30, 90)
    done: list[Done] = [("repair.consent_on_site", agreed, {}), ("ticket.begin_work", begun, {})]
    if chance.falls("second_job"):
        left = {"minutes_left": max(5, job.minutes - 6)}
        done.append(("repair.report_time_left", begun + timedelta(minutes=5), left))
    tried = begun + timedelta(minutes=job.minutes)
    if chance.falls("fails_first"):
        done.append(("repair.try_out", tried, {"works": False}))
        tried += timedelta(minutes=6)
    done.append(("repair.try_out", tried, {"works": True}))
    signed = tried + chance.minutes(2, 5)
    charges = [{"name": job.name, "quantity": job.quantity, "price_cents": job.price_cents}]
    done.append(("repair.sign", signed, {"charges": charges, "site_cleaned": True}))
    return done, signed


def _refusal(scene: Scene, shown: datetime) -> tuple[list[Done], datetime]:
    refused = shown + scene.chance.seconds(60, 150)
    why = {"why": scene.chance.pick(words.remarks().refusals)}
    signed = refused + timedelta(seconds=45)
    done: list[Done] = [
        ("repair.refuse_on_site", refused, why),
        ("repair.sign_refusal_as_technician", signed, {}),
    ]
    return done, signed


def _file_refusal(scene: Scene, life: Life, signed: datetime) -> None:
    """The head signs too, and the slip goes back to customer service (REP-06)."""
    countersigned = signed + scene.chance.minutes(15, 50)
    filed = countersigned + scene.chance.minutes(5, 30)
    life.note("repair.sign_refusal_as_head", countersigned, crew.head_at(countersigned))
    life.note("repair.file_decline", filed, crew.desk_at(filed))


def _write(
    scene: Scene, life: Life, technician: str, arrived: datetime, done: list[Done], end: datetime
) -> datetime:
    """Put it on record: by the technician at once, or by the desk from the slip, later; when the last of it was."""
    on_paper = scene.chance.falls("on_paper")
    later = end + scene.chance.minutes(11, 30)
    all_later = on_paper and scene.chance.falls("all_on_paper")
    _note(life, technician, "ticket.arrive", arrived, later if all_later else None, {})
    if scene.chance.falls("incident"):
        flagged = arrived + timedelta(seconds=40)
        what = {"what": scene.chance.pick(words.remarks().incidents)}
        _note(life, technician, "ticket.flag_incident", flagged, later if all_later else None, what)
    for do, at, arguments in done:
        _note(life, technician, do, at, later if on_paper else None, arguments)
    return life.planned[-1].recorded


def _note(
    life: Life, technician: str, do: str, at: datetime, written: datetime | None, arguments: dict[str, Any]
) -> None:
    if written is None:
        life.note(do, at, technician, **arguments)
    else:
        life.note(do, at, crew.desk_at(written), doer=technician, written=written, **arguments)
