"""The words that the page's parts say by themselves, in the viewer's language."""

from console.viewer import Viewer


def words(viewer: Viewer) -> dict[str, str]:
    """Words by key; a ``{name}`` that is left in a wording is filled in the browser."""
    t = viewer.t
    return {
        "steps": t("Main steps"),
        "gap": t("not recorded"),
        "gap.fill": t("{step}: not recorded, fill it in", step="{step}"),
        "show_phone": t("Show the number"),
        "limits": t("Limits"),
        "limits.none": t("No limit applies to this ticket."),
        "how": t("Arithmetic"),
        "due": t("due {at}", at="{at}"),
        "left": t("Left"),
        "over": t("Over the limit"),
        "since": t("Over by {time}", time="{time}"),
        "state.red": t("over the limit"),
        "state.soon": t("due soon"),
        "state.running": t("running"),
        "state.met": t("met"),
        "state.late": t("done late"),
        "state.paused": t("Paused"),
        "state.void": t("does not apply"),
        "state.waiting": t("has not started"),
        "slip": t("Four-part slip {number}", number="{number}"),
        "story": t("Story"),
        "story.hint": t("happened / recorded; more than 2 minutes apart stands out"),
        "happened": t("Happened"),
        "recorded": t("Recorded"),
        "what": t("What"),
        "who": t("Who"),
        "lines": t("{n} lines, each with its record", n="{n}"),
        "look": t("See the ticket as it was recorded then"),
        "household": t("This home, {unit}", unit="{unit}"),
        "household.place": t("This place, {unit}", unit="{unit}"),
        "household.hint": t("last 12 months"),
        "age": t("Data {n} s old", n="{n}"),
        "age.lost": t("No connection for {n} s", n="{n}"),
        "past": t("As recorded at {at}", at="{at}"),
        "now": t("Back to now"),
        "ticket": t("Ticket"),
        "place": t("Place and matter"),
        "stage": t("Stands at"),
        "reported": t("Taken"),
        "ended": t("Ended"),
        "with": t("With whom"),
        "open": t("open"),
    }
