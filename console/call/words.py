"""Every word of the form in the viewer's language; the English strings are the message ids."""

from collections.abc import Callable

from console.board.words import words as board_words

Translate = Callable[[str], str]
SHARED = ("span.", "note.", "day_end", "figure.over", "with.nobody", "age.long", "age.brief")
"""Words that the form shares with the board, by the beginning of their key."""


def words(_: Translate) -> dict[str, str]:
    """The form's words by key; ``{name}`` in a wording is filled in the browser.

    Args:
        _: Translates an English message id and leaves its placeholders alone.
    """
    shared = {key: word for key, word in board_words(_).items() if key.startswith(SHARED)}
    return {
        **shared,
        **_head(_),
        **_classes(_),
        **_fields(_),
        **_charge(_),
        **_beside(_),
        **_saving(_),
        **_missing(_),
        **_ends(_),
    }


def _head(_: Translate) -> dict[str, str]:
    """Head and stopwatch."""
    return {
        "title": _("Take a call"),
        "subtitle": _("The clock runs from the call on; fill this in before you hang up"),
        "elapsed": _("Elapsed"),
        "began": _("call {at}"),
        "left": _("{name}: {time} left"),
        "over": _("{name}: {time} over"),
        "all_ticked": _("Everything that runs from the call is ticked"),
        "channel": _("Reached us by"),
        "channel.phone": _("phone"),
        "channel.in_person": _("in person"),
        "channel.letter": _("letter"),
        "channel.email": _("e-mail"),
        "channel.staff": _("through staff"),
        "stale": _("Hints are {n} s old: no connection. Go on typing, nothing is lost."),
    }


def _classes(_: Translate) -> dict[str, str]:
    """The seven help classes (TCK-01) and where a repair belongs."""
    return {
        "classes": _("What is it?"),
        "class.repair": _("Repair"),
        "class.complaint": _("Complaint"),
        "class.enquiry": _("Enquiry"),
        "class.other": _("Other help"),
        "class.medical": _("Sudden illness"),
        "class.crime": _("Crime, accident"),
        "class.disaster": _("Fire, flood, typhoon"),
        "class.urgent": _("address and phone first"),
        "scope": _("Belongs to"),
        "scope.own": _("Inside the home"),
        "scope.common": _("Common area"),
        "scope.warranty": _("Under warranty"),
        "scope.common.says": _(
            "Taken as a help ticket of class repair; “Common area” is put before the matter. No slip, no charge."
        ),
        "scope.warranty.says": _(
            "Taken as a help ticket of class repair; “Under warranty” is put before the matter. No slip, no charge."
        ),
        "help.says": _("Taken as a help ticket, class: {name}."),
    }


def _fields(_: Translate) -> dict[str, str]:
    """Fields and their look-ups."""
    return {
        "phone": _("Phone"),
        "phone.hint": _("number, name, pinyin or door"),
        "name": _("Customer’s name"),
        "address": _("Address"),
        "address.hint": _("5-2-12 or 521203"),
        "address.unknown": _("no such unit"),
        "address.free": _("as typed, no unit of the register"),
        "matter.repair": _("What is to be repaired"),
        "matter.help": _("What is it about"),
        "found.none": _("Nobody fits; go on typing by hand"),
        "found.lost": _("No connection; go on by hand"),
        "found.open": _("{n} open"),
        "relation.owner": _("owner"),
        "relation.tenant": _("tenant"),
        "relation.caller": _("called before"),
        "relation.nobody": _("nobody known"),
    }


def _charge(_: Translate) -> dict[str, str]:
    """Tariff item, appointment and the two steps."""
    return {
        "charge": _("What it costs"),
        "charge.in": _("In the tariff: {name}, {price}"),
        "charge.out": _("Not in the tariff, quote first"),
        "charge.evident": _("chosen from the words; change it with ↑ ↓"),
        "charge.possible": _("perhaps one of these: choose with ↑ ↓, otherwise it is quoted first"),
        "charge.unmatched": _("nothing in the tariff fits the words"),
        "charge.no_tariff": _("no tariff is in force here, so it is quoted first"),
        "charge.find": _("Find another item"),
        "when": _("When to come"),
        "when.asap": _("As soon as possible"),
        "when.booked": _("Booked"),
        "when.at": _("Booked for"),
        "step.fill_slip": _("The slip is filled"),
        "step.notify_engineering": _("Engineering is told"),
        "step.at": _("ticked {at}"),
        "step.why": _("Tick only what is done; each counts from the second it is ticked"),
    }


def _beside(_: Translate) -> dict[str, str]:
    """The right column."""
    return {
        "beside": _("This phone, this household"),
        "beside.contacts": _("{n} calls in 30 days"),
        "beside.contacts.one": _("1 call in 30 days"),
        "beside.ask": _("Once phone or address is known, what is open there stands here."),
        "beside.nothing": _("Nothing open and nothing of the last 12 months."),
        "open.household": _("Open, same household"),
        "open.household.over": _("Same household, over the limit"),
        "open.caller": _("Open, same phone"),
        "open.caller.over": _("Same phone, over the limit"),
        "open.trouble": _("Same trouble in this building"),
        "open.trouble.today": _("In this building today"),
        "open.reported": _("reported {time}"),
        "open.over": _("{time} over"),
        "open.left": _("{time} left"),
        "open.merge": _(
            "One matter of one household is one ticket; only the duty manager merges and splits."
        ),
        "open.urge": _("Note as called again"),
        "open.separate": _("Another ticket"),
        "open.separated": _("This call becomes a ticket of its own."),
        "open.look": _("See the ticket"),
        "closed": _("Closed ticket"),
        "closed.days": _("ended {n} days ago"),
        "closed.today": _("ended today"),
        "closed.satisfied": _("satisfied on the return visit"),
        "closed.dissatisfied": _("not satisfied on the return visit"),
        "closed.same": _("Same cause? Then reopen it: it counts as rework."),
        "clocks": _("Clocks that will start"),
        "clocks.waits": _("waits"),
        "clocks.none": _("No limit applies."),
        "erased": _("Erased"),
    }


def _saving(_: Translate) -> dict[str, str]:
    """Buttons, the draft, refusals."""
    return {
        "save.repair": _("Open a ticket"),
        "save.filled": _("Open a ticket, slip filled"),
        "save.told": _("Open a ticket and tell engineering"),
        "save.help": _("Open a help ticket"),
        "save.sending": _("Opening …"),
        "keep": _("Keep as draft"),
        "end": _("No request, end"),
        "draft.safe": _("Neither a refresh nor a lost line loses what you typed"),
        "draft.kept": _("{at} kept on this computer"),
        "draft.lost": _("This browser keeps no drafts"),
        "draft.restored": _("Your draft of {at} is back; its call began at {began}."),
        "refused": _("The ticket cannot be opened: {n} things are missing"),
        "refused.one": _("The ticket cannot be opened: 1 thing is missing"),
        "refused.safe": _("Nothing was recorded, and what you entered is still here."),
        "silent": _("No answer yet for {time}"),
        "silent.says": _(
            "It is sent again by itself as soon as there is a connection, and opened only once."
        ),
        "silent.back": _("Go back and change it"),
        "step.refused": _("This step was not recorded"),
    }


def _missing(_: Translate) -> dict[str, str]:
    """What the form itself finds missing."""
    return {
        "missing.phone": _("The phone is missing: ask for it."),
        "missing.phone_letters": _("The phone may hold digits, blanks, +, - and brackets only."),
        "missing.reach": _("Neither phone nor address is known: ask for one of them."),
        "missing.name": _("The customer’s name is missing: ask for it."),
        "missing.address": _("The address is missing: ask for it."),
        "missing.matter": _("What it is about is missing: ask for it."),
        "missing.booked": _("The booked time is missing: give day and time."),
    }


def _ends(_: Translate) -> dict[str, str]:
    """After saving, urging or ending."""
    return {
        "saved": _("Opened: {ticket}"),
        "saved.time": _("The call took {time}"),
        "saved.within": _("{name}: {time}, within {limit}"),
        "saved.beyond": _("{name}: {time}, {over} over"),
        "saved.changed": _(
            "It had been saved before you changed it; what you changed since is not in it. Add it as a remark."
        ),
        "saved.ticket": _("See the ticket"),
        "saved.slip": _("Print the slip"),
        "saved.next": _("Next call"),
        "urged": _("Noted: called again about {ticket}; no second ticket was opened"),
        "ended": _("Ended; no ticket was opened"),
        "ended.says": _("It was no request. Press Undo if that was a slip of the hand."),
        "ended.undo": _("Undo"),
        "board": _("To the duty desk"),
    }
