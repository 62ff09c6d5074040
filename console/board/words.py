"""Every word of the board in the viewer's language; the English strings are the message ids."""

from collections.abc import Callable

Translate = Callable[[str], str]


def words(_: Translate) -> dict[str, str]:
    """The board's words by key; ``{name}`` in a wording is filled in the browser.

    Args:
        _: Translates an English message id, such as ``gettext``.
    """
    return {
        **_page(_),
        **_numbers(_),
        **_list(_),
        **_trade(_),
        **_verbs(_),
        **_notes(_),
        **_trouble(_),
    }


def _page(_: Translate) -> dict[str, str]:
    """The page, its head and its columns."""
    return {
        "product": _("Steward"),
        "title": _("Duty desk"),
        "age.long": _("Data {n} s old"),
        "age.brief": _("{n} s old"),
        "age.none": _("No data yet"),
        "position": _("event {n}"),
        "simulated": _("Demo, simulated clock"),
        "label.tiles": _("Four numbers; press one to filter"),
        "label.filters": _("Filters"),
        "search": _("Unit, ticket, name, matter"),
        "call": _("Take a call"),
        "column.left": _("Left"),
        "column.ticket": _("Ticket"),
        "column.matter": _("Place and matter"),
        "column.limits": _("Limits, most urgent first"),
        "column.with": _("With whom"),
        "column.next": _("Next step"),
        "no_limit": _("no limit"),
        "gaps": _("{n} steps missing"),
        "gaps.one": _("{n} step missing"),
        "day_end": _("today 24:00"),
        "held": _("{n} changes wait until your hand leaves the list"),
        "wall.rest": _("{n} more"),
        "past.title": _("As it was: {at}"),
        "past.back": _("Back to now"),
        "signed_out": _("You are signed out. Nothing is shown any more."),
        "signed_out.link": _("Sign in"),
    }


def _numbers(_: Translate) -> dict[str, str]:
    """The four numbers, the ribbon, spans of time and landmarks."""
    return {
        "tile.over": _("Over the limit now"),
        "tile.over.brief": _("Over"),
        "tile.over.worst": _("oldest {time}, {place}"),
        "tile.over.none": _("nothing is over its limit"),
        "tile.soon": _("Due within 30 min"),
        "tile.soon.brief": _("In 30 min"),
        "tile.soon.worst": _("next in {time}"),
        "tile.soon.cluster": _("next in {time}; {n} fall at {at}"),
        "tile.soon.none": _("nothing due in the next 30 min"),
        "tile.not_signed_for": _("Not signed for"),
        "tile.not_signed_for.brief": _("Unsigned"),
        "tile.not_signed_for.worst": _("longest wait {time}, {place}"),
        "tile.not_signed_for.none": _("every slip has been signed for"),
        "tile.waiting_customer": _("Waiting for customer"),
        "tile.waiting_customer.brief": _("Customer"),
        "tile.waiting_customer.worst": _("longest {time}, {place}"),
        "tile.waiting_customer.none": _("nobody is being waited for"),
        "ribbon.title": _("Next 3 hours"),
        "ribbon.hint": _("one mark per limit"),
        "ribbon.now": _("now"),
        "ribbon.said": _("Next 3 hours: {over} over, {n} limits fall due"),
        "span.s": _("{s} s"),
        "span.min": _("{m} min"),
        "span.min_s": _("{m} min {s} s"),
        "span.h": _("{h} h"),
        "span.h_min": _("{h} h {m} min"),
        "span.day": _("{d} day"),
        "span.days": _("{d} days"),
        "landmark.slips_due": _("slips"),
        "landmark.slips_out": _("slips still out"),
        "landmark.shift_change": _("shift change"),
        "landmark.complaint_stocktake": _("complaint stocktake"),
        "landmark.visits_due": _("visits"),
    }


def _list(_: Translate) -> dict[str, str]:
    """Groups, states, figures, filters and what an empty list says."""
    return {
        "group.over": _("Over the limit"),
        "group.soon": _("Within 30 min"),
        "group.hours": _("Within 3 h"),
        "group.today": _("Today"),
        "group.later": _("Later"),
        "group.paused": _("Paused"),
        "group.paused.hint": _("not counting; longest wait first"),
        "state.red": _("over the limit"),
        "state.soon": _("due soon"),
        "state.running": _("running"),
        "state.met": _("met"),
        "state.late": _("done late"),
        "state.paused": _("Paused"),
        "state.void": _("does not apply"),
        "figure.over": _("{time} over"),
        "figure.late": _("{time} late"),
        "figure.since": _("since {time}"),
        "filter.all": _("All"),
        "filter.intake": _("Intake"),
        "filter.arrive": _("On site"),
        "filter.replies": _("Replies"),
        "filter.slips": _("Slips"),
        "filter.visits": _("Visits"),
        "filter.other": _("Other"),
        "filter.paused": _("Paused"),
        "empty.quiet": _("Nothing due within 3 hours"),
        "empty.next": _("Next: {place} {matter}, due {at}."),
        "empty.no_next": _("No limit is running."),
        "empty.today": _("See the {n} left today"),
        "empty.paused": _("See the {n} paused"),
        "empty.none": _("No open tickets"),
        "empty.none_next": _("The next call starts one: press N."),
        "empty.none_wait": _("What the desk takes in appears here."),
        "empty.filter": _("Nothing in “{name}”"),
        "empty.filter_rest": _("; {all} in all, {over} of them over the limit"),
        "empty.filter_rest_none_over": _("; {all} in all, none over the limit"),
        "empty.show_all": _("Show all"),
    }


def _trade(_: Translate) -> dict[str, str]:
    """Kinds of ticket, clocks, reasons for a pause."""
    return {
        "kind.repair": _("Paid repair"),
        "kind.help": _("Help"),
        "clock.fill_slip": _("Slip"),
        "clock.notify_engineering": _("Tell engineering"),
        "clock.arrive": _("On site"),
        "clock.assess": _("Quote"),
        "clock.return_slips": _("Slips back"),
        "clock.to_finance": _("To finance"),
        "clock.follow_up": _("Follow-up"),
        "clock.first_answer": _("First answer"),
        "with.nobody": _("Nobody yet"),
        "reason.customer": _("Customer"),
        "reason.material": _("Material"),
        "reason.vendor": _("Vendor"),
        "reason.third_party": _("Third party"),
        "reason.other": _("Other reason"),
    }


def _verbs(_: Translate) -> dict[str, str]:
    """What can be done next, one verb a button."""
    return {
        "verb.fill_slip": _("Fill slip"),
        "verb.notify_engineering": _("Tell engineering"),
        "verb.receive_slip": _("Sign for slip"),
        "verb.assess": _("Record quote"),
        "verb.consent": _("Record consent"),
        "verb.dispatch": _("Dispatch"),
        "verb.set_out": _("Record departure"),
        "verb.arrive": _("Record arrival"),
        "verb.confirm_item": _("Check item"),
        "verb.show_tariff": _("Show tariff"),
        "verb.start_work": _("Start work"),
        "verb.try_out": _("Record trial"),
        "verb.sign": _("Record signature"),
        "verb.return_slips": _("Take slips back"),
        "verb.confirm_slips": _("Head confirms"),
        "verb.slips_to_desk": _("Slips to desk"),
        "verb.send_to_finance": _("Send to finance"),
        "verb.bill": _("Record charge"),
        "verb.visit": _("Record visit"),
        "verb.close": _("Close"),
        "verb.answer": _("Call back"),
        "verb.assign": _("Assign"),
        "verb.resume": _("Resume clock"),
        "verb.open": _("Open"),
    }


def _notes(_: Translate) -> dict[str, str]:
    """What a ticket's holder last did, and when."""
    return {
        "note.reported": _("reported {time}"),
        "note.slip_filled": _("slip filled {time}"),
        "note.notified": _("told {time}, unsigned"),
        "note.slip_received": _("signed for {time}"),
        "note.assessing": _("assessing"),
        "note.quoted": _("quoted {time}"),
        "note.consented": _("agreed {time}"),
        "note.dispatched": _("dispatched {time}"),
        "note.on_the_way": _("left {time}"),
        "note.arrived": _("arrived {time}"),
        "note.working": _("at work since {time}"),
        "note.signed": _("user signed {time}"),
        "note.slips_returned": _("slips back {time}"),
        "note.slips_at_desk": _("slips at desk {time}"),
        "note.at_finance": _("at finance {time}"),
        "note.billed": _("charged {time}"),
        "note.visited": _("visited {time}"),
        "note.waiting": _("waiting since {time}"),
        "note.assigned": _("assigned {time}"),
        "note.queued": _("queued {time}"),
        "note.done": _("done {time}"),
    }


def _trouble(_: Translate) -> dict[str, str]:
    """A board that is stale, behind or held up."""
    return {
        "stale.title": _("Data stopped at {at}, {n} s ago"),
        "stale.never": _("No data for {n} s"),
        "stale.text_first": _(
            "Countdowns stand still. Reconnecting. Use telephone and paper, record it later."
        ),
        "stale.text": _(
            "Countdowns stand still. Reconnecting, attempt {n}. Use telephone and paper, record it later."
        ),
        "stale.retry": _("Try again"),
        "lag.unseen": _("Steward cannot reach its data just now."),
        "lag.unseen_rest": _("What was recorded is safe. This page tries again every few seconds."),
        "lag.still": _("Nothing keeps this page up to date"),
        "lag.still_rest": _(
            "What is recorded is safe and shows up later. Ask the administrator to start “steward project”."
        ),
        "lag.behind": _("Read model behind by"),
        "lag.positions": _("head {head}, computed up to {at}"),
        "lag.parked": _("{n} event held up"),
        "lag.parked.many": _("{n} events held up"),
        "lag.parked_rest": _("only its own ticket is affected, the rest goes on"),
        "lag.why": _("See why"),
    }
