"""Calls for help that are no paid repair: answered, looked after, done, closed (TCK-01, TCK-02)."""

from datetime import datetime, timedelta

from domain.tickets.facts import HelpClass
from seed.demo import crew, words
from seed.demo.days import waking
from seed.demo.life import Life, Planned
from seed.demo.scene import Scene
from seed.demo.words import HelpMatter

_PLACES = ("中心花园", "地下车库", "北门岗", "三号楼大堂", "东侧人行通道", "会所门口")
_ON_SITE = frozenset({HelpClass.MEDICAL, HelpClass.CRIME, HelpClass.DISASTER, HelpClass.REPAIR})
_OUTDOORS = frozenset({HelpClass.CRIME, HelpClass.REPAIR})


def help_life(scene: Scene, thread: str, at: datetime) -> list[Planned]:
    """All commands of one call for help."""
    life = Life(thread, scene.chance, ticket=True)
    matter = scene.chance.pick(words.matters().helps)
    _report(scene, life, matter, at)
    closed = _round(scene, life, matter, at)
    if scene.chance.falls("help_reopened"):
        again = waking(closed + scene.chance.minutes(90, 2600))
        life.note(
            "ticket.reopen", again, crew.desk_at(again), why=scene.chance.pick(words.remarks().reopened)
        )
        _round(scene, life, matter, again)
    return life.planned


def _report(scene: Scene, life: Life, matter: HelpMatter, at: datetime) -> None:
    home, caller = scene.homes.caller(scene.chance)
    where = {"place": scene.chance.pick(_PLACES)} if matter.help_class in _OUTDOORS else {"unit": home.code}
    channel = scene.chance.pick(("phone", "phone", "phone", "phone", "in_person", "staff"))
    life.note(
        "help.report",
        at,
        crew.desk_at(at),
        written=at + scene.chance.seconds(40, 90),
        matter=matter.says,
        help_class=matter.help_class,
        channel=channel,
        caller=caller,
        **where,
    )


def _round(scene: Scene, life: Life, matter: HelpMatter, at: datetime) -> datetime:
    """Answer, help, close; the instant of closing."""
    chance, desk = scene.chance, crew.desk_at(at)
    late = chance.falls("answered_late")
    answered = at + (chance.minutes(11, 24) if late else chance.seconds(60, 420))
    helper, begun = _helper(scene, matter, answered + chance.minutes(2, 9), desk)
    if late:
        life.note("ticket.urge", at + timedelta(minutes=8), desk, said=chance.pick(words.remarks().urges))
    life.note("ticket.answer", answered, desk, what=matter.answer, escalated=late)
    if helper != desk:
        life.note("ticket.assign", answered + chance.seconds(20, 80), desk, to=[helper])
        begun = _on_the_way(scene, life, matter, helper, begun)
    begun = _waited(scene, life, begun)
    done = begun + chance.minutes(4, 12 if helper == desk else 70)
    written = done + chance.minutes(14, 50) if helper != desk and chance.falls("on_paper") else None
    _note_for(life, "ticket.finish", done, helper, written, result=matter.result)
    closed = (written or done) + chance.minutes(3, 40)
    life.note("ticket.close", closed, crew.desk_at(closed))
    return closed


def _helper(scene: Scene, matter: HelpMatter, wanted: datetime, desk: str) -> tuple[str, datetime]:
    """Whoever looks after it, and from when: the desk itself answers questions."""
    match matter.help_class:
        case HelpClass.ENQUIRY:
            return desk, wanted
        case HelpClass.REPAIR:
            return scene.technicians.send(wanted, timedelta(minutes=45))
        case HelpClass.MEDICAL | HelpClass.CRIME | HelpClass.DISASTER:
            return scene.chance.pick(crew.GUARDS), wanted
        case _:
            return scene.chance.pick((*crew.AREA_OFFICERS, crew.OFFICER)), wanted


def _on_the_way(scene: Scene, life: Life, matter: HelpMatter, helper: str, begun: datetime) -> datetime:
    if matter.help_class in _ON_SITE:
        _note_for(life, "ticket.arrive", begun, helper, None)
        begun += scene.chance.minutes(1, 4)
    _note_for(life, "ticket.begin_work", begun, helper, None)
    return begun


def _waited(scene: Scene, life: Life, begun: datetime) -> datetime:
    """Now and then the customer has to call back first."""
    if not scene.chance.falls("help_waits"):
        return begun
    since = begun + timedelta(minutes=2)
    until = waking(since + scene.chance.minutes(40, 1500))
    evidence = scene.chance.pick(words.remarks().not_home)
    life.note("ticket.wait", since, crew.desk_at(since), reason="customer", evidence=evidence)
    life.note("ticket.resume", until, crew.desk_at(until))
    return until


def _note_for(
    life: Life, do: str, at: datetime, helper: str, written: datetime | None, **arguments: object
) -> None:
    """What guards do is written down by the duty manager, what others do by themselves."""
    recorder = crew.duty_manager_at(written or at) if helper.startswith("anguan") else helper
    doer = helper if recorder != helper else ""
    life.note(do, at, recorder, doer=doer, written=written, **arguments)
