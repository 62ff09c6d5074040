"""Beside the T-board: what must be known before the start, staffing, materials."""

from console.campaignpage.ledger import Chip, Field, Row, Section, Verb, may
from console.viewer import Viewer
from domain.errors import Term
from projections.campaigns.shapes import BoardMaterial, CampaignState, KnownFact, StaffedLine

KINDS = {"day": "date", "time": "time", "number": "number"}
STANDING: dict[str, tuple[str, Term, str]] = {
    "enough": ("met", Term("enough"), "done"),
    "short": ("soon", Term("short"), "soon"),
    "bought": ("running", Term("bought, to be counted"), "open"),
    "requested": ("running", Term("requested"), "open"),
    "open": ("waiting", Term("not requested"), "open"),
}
"""Icon, word and tone of how far a material has come."""


def facts(viewer: Viewer, state: CampaignState) -> Section | None:
    """The facts that the campaign needs; those that are missing first."""
    if not state.facts:
        return None
    known = sorted(state.facts, key=lambda one: one.is_known)
    missing = sum(not one.is_known for one in known)
    rows = tuple(_fact(viewer, one) for one in known)
    t = viewer.t
    count = t("{count} missing", count=missing) if missing else t("all known")
    return Section("facts", t("Needed before the start"), rows, count, folded=not missing)


def _fact(viewer: Viewer, fact: KnownFact) -> Row:
    t = viewer.t
    label = viewer.translator.show(fact.name)
    fill = t("Correct") if fact.is_known else t("Fill in")
    verbs = [Verb("fill", fill, "campaign.fill_fact", _asked(viewer, fact, label))]
    if fact.kind == "yes":
        confirm = Verb("fill", t("Confirm"), "campaign.fill_fact", fixed={"value": "yes"})
        verbs = [] if fact.is_known else [confirm]
    said = t("confirmed") if fact.kind == "yes" else _or_erased(viewer, fact.value)
    lines = (f"{said} {fact.phone}".strip(),) if fact.is_known else ()
    chip = Chip("met", t("known"), "done") if fact.is_known else Chip("waiting", t("missing"), "open")
    return Row(f"fact:{fact.code}", label, lines, chip, verbs=_allowed(viewer, *verbs))


def _asked(viewer: Viewer, fact: KnownFact, label: str) -> tuple[Field, ...]:
    """What is asked for, with what is known already."""
    if fact.kind != "person":
        return (Field("value", label, KINDS.get(fact.kind, "text"), value=fact.value or ""),)
    name = Field("person.name", viewer.t("Name"), value=fact.value or "")
    return (name, Field("person.phone", viewer.t("Phone"), "tel", required=False, value=fact.phone or ""))


def lines(viewer: Viewer, state: CampaignState) -> Section | None:
    """Who does each staffing line."""
    if not state.lines:
        return None
    t = viewer.t
    missing = sum(one.person == "" for one in state.lines)
    count = t("{count} missing", count=missing) if missing else t("all named")
    rows = tuple(_line(viewer, one) for one in state.lines)
    return Section("lines", t("Who does what"), rows, count, folded=True)


def _line(viewer: Viewer, line: StaffedLine) -> Row:
    t = viewer.t
    fields = (
        Field("person.name", t("Name")),
        Field("person.phone", t("Phone"), "tel", required=False),
        Field("follower.name", t("Who follows it up"), required=False),
    )
    said = ""
    if line.person != "":
        said = f"{_or_erased(viewer, line.person)} {line.phone}".strip()
        if line.follower:
            said = t("{person}, followed up by {follower}", person=said, follower=line.follower)
    verb = Verb("staff", t("Somebody else") if said else t("Name somebody"), "campaign.staff_line", fields)
    return Row(
        f"line:{line.code}",
        viewer.translator.show(line.name),
        (said,) if said else (t("nobody yet"),),
        verbs=_allowed(viewer, verb),
    )


def materials(viewer: Viewer, state: CampaignState) -> Section | None:
    """The ledger of goods: what is short first, each with how far it has come."""
    if not state.materials:
        return None
    t = viewer.t
    order = list(state.materials)
    order.sort(key=lambda one: one.state == "enough")
    count = t("{count} short", count=len(state.shortage)) if state.shortage else t("nothing is short")
    return Section(
        "materials", t("Materials"), tuple(_material(viewer, one) for one in order), count, folded=True
    )


def _material(viewer: Viewer, one: BoardMaterial) -> Row:
    t, show = viewer.t, viewer.translator.show
    icon, word, tone = STANDING[one.state]
    unit = show(one.unit)
    needs = t("as needed") if one.least is None else f"{one.least}{f'–{one.most}' if one.most else ''} {unit}"
    if one.and_more:
        needs = t("{number} and more", number=needs)
    lacking = [t("{count} short", count=one.short)] if one.short else []
    said = [t("needed: {number}", number=needs), *lacking]
    history = {
        t("requested"): one.requested,
        t("bought"): one.bought,
        t("counted"): one.counted,
        t("gone since"): one.missing,
    }
    said += [f"{what} {number}" for what, number in history.items() if number]
    chip_word = t("{word}: {count}", word=word, count=one.on_hand) if one.counted is not None else t(word)
    quantity = Field("quantity", t("How many"), "number", value=str(one.short or one.least or ""))
    verbs = (
        Verb("request", t("Requested"), "campaign.request_material", (quantity,)),
        Verb("buy", t("Bought"), "campaign.buy_material", (quantity,)),
        Verb("count", t("Counted"), "campaign.count_material", (quantity,), main=True),
        Verb(
            "miss",
            t("Gone"),
            "campaign.miss_material",
            (quantity, Field("why", t("Why"), "area", required=False)),
        ),
    )
    return Row(
        f"material:{one.code}", show(one.name), (" · ".join(said),), Chip(icon, chip_word, tone),
        verbs=_allowed(viewer, *verbs),
    )  # fmt: skip


def _or_erased(viewer: Viewer, said: str | None) -> str:
    return viewer.t(Term("erased")) if said is None else said


def _allowed(viewer: Viewer, *verbs: Verb) -> tuple[Verb, ...]:
    return tuple(one for one in verbs if may(viewer, one.do))
