"""Every word of the exam's board in the viewer's language; the English strings are the message ids."""

from collections.abc import Callable

from console.board.words import words as board_words

Translate = Callable[[str], str]
SHARED = ("age.", "span.", "stale.", "lag.", "past.", "product", "position", "simulated", "day_end")
"""What the board of the duty desk says, too."""


def words(_: Translate) -> dict[str, str]:
    """The board's words by key; ``{name}`` in a wording is filled in the browser.

    Args:
        _: Translates an English message id, such as ``gettext``.
    """
    shared = {key: said for key, said in board_words(_).items() if key.startswith(SHARED)}
    return {**shared, **_top(_), **_posts(_), **_rooms(_), **_verbs(_), **_asked(_)}


def _top(_: Translate) -> dict[str, str]:
    """Head, countdown, numbers and the line of the day."""
    return {
        "title": _("Exam day"),
        "past.title": _("As recorded at {at}"),
        "list": _(", "),
        "comma": _(" · "),
        "stop": _("; "),
        "announce": _("{here} of {heads} on post"),
        "label.tiles": _("Four numbers of the day"),
        "label.tabs": _("Parts of the board"),
        "quiet.from": _("Silent from {at}: colours change, nothing sounds"),
        "quiet.until": _("Silent until {at}: colours change, nothing sounds"),
        "count.to": _("to {at} {name}"),
        "count.rest": _("Then: {list}"),
        "count.over": _("No milestone is left"),
        "count.admitted": _("Admission open since {at}, on the word of {name}"),
        "count.locked": _("Nobody is let in yet: waits until {at}"),
        "count.waits": _("Its time has come; candidates wait for the liaison's word"),
        "line.now": _("now"),
        "tile.posts": _("On post"),
        "tile.posts.gap": _("{post} lacks {n}"),
        "tile.posts.since": _(", for {time}"),
        "tile.posts.none": _("no post is manned now"),
        "tile.rooms": _("Rooms usable"),
        "tile.rooms.none": _("no rooms chosen yet"),
        "tile.rooms.undecided": _("the spare rooms are not named yet"),
        "tile.rooms.left": _("{n} spare rooms left"),
        "tile.rooms.spare": _("{room} {item}, a spare can take over"),
        "tile.rooms.no_spare": _("{room} {item}, no spare left"),
        "tile.reserve": _("Reserve"),
        "tile.reserve.unit": _(" people"),
        "tile.reserve.unit.one": _(" person"),
        "tile.reserve.at": _("{n} at {place}"),
        "tile.calls": _("Calls unanswered"),
        "tile.calls.unit": _(" calls"),
        "tile.calls.unit.one": _(" call"),
        "tile.calls.last": _("the last was answered in {time}"),
        "tile.calls.never": _("no call so far"),
        "tab.roll": _("Roll-call"),
        "tab.rooms": _("Rooms"),
        "tab.calls": _("Calls"),
        "tab.decide": _("Gaps"),
    }


def _posts(_: Translate) -> dict[str, str]:
    """Posts, and how somebody stands to one."""
    return {
        "posts.title": _("Posts"),
        "posts.more": _("and {n} more posts"),
        "posts.hint": _("there / asked for"),
        "post.gap": _("lacks {n}"),
        "post.over": _("turn over"),
        "post.later": _("turn to come"),
        "post.not_ours": _("school"),
        "post.of_school": _("the school's own post"),
        "post.from": _("from {at}"),
        "post.pair": _("post for two"),
        "post.police": _("{n} police there"),
        "post.no_police": _("no police recorded"),
        "post.previous": _("Before: {names}"),
        "post.next": _("Next: {names}, from {at}"),
        "standing.expected": _("expected"),
        "standing.late": _("coming late"),
        "standing.absent": _("absent"),
        "standing.sent": _("on the way"),
        "standing.here": _("at the post"),
        "standing.away": _("away for a while"),
        "standing.relieved": _("relieved"),
        "standing.unconfirmed": _("not confirmed"),
        "head.expected": _("due by {begins}"),
        "head.late": _("phoned {since}{about}{why}"),
        "head.absent": _("does not come, told {since}{why}"),
        "head.sent": _("sent {since} {place}"),
        "head.here": _("arrived {at}"),
        "head.away": _("left {since}{why}{about}"),
        "head.relieved": _("relieved {since}"),
        "head.unconfirmed": _("arrival taken back {since}{why}"),
        "head.about": _(", back or here about {at}"),
        "head.instead": _("for {name}"),
    }


def _rooms(_: Translate) -> dict[str, str]:
    """Rooms, decisions, reserve and calls."""
    return {
        "rooms.title": _("{n} rooms"),
        "rooms.hint": _("{active} in use, {spare} spare; ticks: {checks}"),
        "rooms.floor": _("{building}, floor {floor}"),
        "rooms.fault": _("{n} fault"),
        "rooms.faults": _("{n} faults"),
        "rooms.pass": _("passed at first"),
        "rooms.again": _("passed after re-check"),
        "rooms.open": _("not done"),
        "rooms.dashed": _("dashed = spare"),
        "decide.title": _("{n} for you to decide"),
        "decide.more": _("and {n} more"),
        "decide.none": _("Nothing to decide"),
        "decide.word": _("Candidates wait"),
        "decide.word_rest": _("Let them in on the word of the school's liaison alone (EXM-30)."),
        "decide.post": _("{post} lacks {n}"),
        "decide.unknown": _("Nobody has said why."),
        "decide.nobody": _("Nobody is free who may step in."),
        "decide.room": _("{room}: {item}"),
        "decide.in_repair": _("Reported {since}, in repair. {cause}"),
        "decide.awaits_recheck": _("Reported {since}, repaired, waits for its re-check. {cause}"),
        "decide.voided": _("Reported {since}, the ticket was voided. {cause}"),
        "decide.swap_rest": _(
            "{n} checks of {spare} open again with their old due days; {late} are late at once."
        ),
        "decide.no_spare": _("No spare room in order is left: ask the school for a room."),
        "decide.low": _("{n} materials run low: {list}"),
        "reserve.title": _("Reserve {n}"),
        "reserve.free": _("free"),
        "calls.title": _("Calls"),
        "calls.none": _("No call waits."),
        "incidents.title": _("Incidents today"),
    }


def _verbs(_: Translate) -> dict[str, str]:
    """What can be pressed."""
    return {
        "verb.arrive": _("On post"),
        "verb.correct": _("Correct"),
        "verb.late": _("Comes late"),
        "verb.absent": _("Does not come"),
        "verb.leave": _("Leaves for a while"),
        "verb.relieve": _("Relieved"),
        "verb.send": _("Send reserve"),
        "verb.send_from": _("Send {name} ({place})"),
        "verb.send_name": _("Send {name}"),
        "verb.station": _("Place"),
        "verb.swap_to": _("Swap to {spare}"),
        "verb.admit": _("Open admission"),
        "verb.call": _("Note a call"),
        "verb.answer": _("Note the answer"),
        "verb.incident": _("Note an incident"),
        "verb.codes": _("Post codes"),
        "verb.wall": _("Wall screen"),
        "checkin.title": _("You are at: {post}"),
        "checkin.press": _("I am on post"),
        "checkin.done": _("On post since {at}. Thank you."),
        "checkin.before": _("You were on post at {at} already."),
    }


def _asked(_: Translate) -> dict[str, str]:
    """Forms and refusals."""
    return {
        "told.title": _("Nothing was recorded"),
        "told.close": _("Close"),
        "told.lost": _("The line broke; press again."),
        "ask.back": _("Back"),
        "ask.record": _("Record"),
        "ask.person": _("{name}, {post}"),
        "ask.why": _("Why"),
        "ask.expected": _("Expected at"),
        "ask.back_at": _("Back at, if known"),
        "ask.arrived": _("Arrived at; empty where not there"),
        "ask.what": _("What is it about?"),
        "ask.where": _("Where"),
        "ask.place": _("Where the person waits"),
        "ask.station": _("Where does {name} wait?"),
        "ask.liaison": _("Who of the school gave the word"),
    }
