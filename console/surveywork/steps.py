"""A round's way from the plan to the report: what may be done now, and what each of the rest waits for."""

from console.campaignpage.ledger import Chip, Field, Row, Section, Verb, may
from console.surveywork import published, reporting
from console.surveywork.asked import sheet_key
from console.viewer import Viewer
from domain.errors import Reason, Term, reason
from domain.operations.surveys import PLAN
from domain.roles import TERMS
from projections.surveys.whole_rows import WholeSurvey

NO_BASE = reason(
    "The base of this survey is not fixed yet.",
    who=Term("campaign coordinator"),
    verb=Term("fix it on the first day in the field"),
)


def steps(viewer: Viewer, survey: WholeSurvey) -> Section:
    """The steps of a round that goes on; each row has its verbs, or a line saying what it waits for."""
    rows: list[Row | None] = []
    if survey.row.state == "planned":
        rows += [_starts(viewer, survey), _questions(viewer, survey), _base(viewer, survey)]
    if survey.row.state != "called_off":
        rows += [_draw(viewer, survey), _close(viewer, survey)]
        rows += [reporting.report(viewer, survey), _mark(viewer, survey)]
    if survey.row.state in ("planned", "in_field", "closed"):
        rows.append(_call_off(viewer))
    elif survey.row.state == "called_off":
        rows.append(_called_off(viewer, survey))
    whose = [TERMS[one] for one in PLAN]
    lock = "" if viewer.roles & set(PLAN) else viewer.t("This is done by: {roles}.", roles=whose)
    told = tuple(one for one in rows if one is not None)
    return Section("steps", viewer.t("From the plan to the report"), told, lock)


def _starts(viewer: Viewer, survey: WholeSurvey) -> Row:
    t = viewer.t
    fields = (
        Field("starts", t("First day in the field"), "date", value=survey.row.starts.isoformat()),
        Field("why", t("Why"), "area"),
    )
    verb = Verb("reschedule", t("Move the day"), "survey.reschedule", fields)
    said = t("begins {day}", day=survey.row.starts)
    return Row("survey:starts", t("First day in the field"), (said,), verbs=allowed(viewer, verb))


def _questions(viewer: Viewer, survey: WholeSurvey) -> Row:
    """What is asked; other questions may be chosen among what was published, until forms are numbered."""
    t, sheet = viewer.t, survey.questionnaire
    options = tuple(
        (sheet_key(one.code, one.edition), t("{name}, edition {edition}", name=one.name, edition=one.edition))
        for one in published.questionnaires(viewer)
    )
    now = sheet_key(sheet.code, sheet.edition)
    field = Field("questionnaire", t("Questionnaire"), "choice", value=now, options=options)
    verb = Verb("replace", t("Ask something else"), "survey.replace_questionnaire", (field,))
    themes = [one.name for one in sheet.themes]
    said = t("{name}, scale of {points}: {themes}", name=sheet.name, points=sheet.scale.points, themes=themes)
    return Row("survey:questions", t("Questionnaire"), (said,), verbs=allowed(viewer, verb))


def _base(viewer: Viewer, survey: WholeSurvey) -> Row:
    """Who could be asked: taken from the register on the first day in the field, and then frozen (SVY-16)."""
    t, kind = viewer.t, survey.row.base_kind
    title = t("Fix the base")
    today = viewer.now().astimezone(viewer.zone).date()
    if today < survey.row.starts:
        return Row("survey:base", title, (viewer.explain(_too_early(survey)),))
    fields: tuple[Field, ...] = ()
    said = t("Counts the households lived in as the register has them now; it is frozen afterwards.")
    if kind == "users":
        fields = (Field("users", t("How many persons use the office"), "number"),)
        said = t("Persons are asked: their number is typed in, and frozen afterwards.")
    elif kind == "enterprises":
        fields = (
            Field(
                "units",
                t("One unit of each enterprise, where not each occupied unit is one"),
                "area",
                required=False,
            ),
        )
        said = t("Counts the occupied units as the register has them now; it is frozen afterwards.")
    verb = Verb("freeze", title, "survey.freeze_frame", fields, main=True)
    return Row("survey:base", title, (said,), verbs=allowed(viewer, verb))


def _too_early(survey: WholeSurvey) -> Reason:
    return reason(
        "The base is taken on the first day in the field, {day}.",
        who=Term("campaign coordinator"),
        verb=Term("wait until then, or move the day"),
        day=survey.row.starts,
    )


def _draw(viewer: Viewer, survey: WholeSurvey) -> Row:
    t, row, numbered = viewer.t, survey.row, survey.funnel.numbered
    title = t("Draw further forms") if numbered else t("Draw the sample")
    if survey.frame is None:
        return Row("survey:draw", title, (viewer.explain(NO_BASE),))
    if not survey.frame.base:
        return Row("survey:draw", title, (t("Nobody is there to be asked: this survey does not apply."),))
    quota = row.quota.needed if row.quota else None
    counts = {"base": row.base, "numbered": numbered}
    said = [t("no quota; {base} could be asked, {numbered} numbered", **counts)]
    if quota is not None:
        said = [t("quota {quota} of {base}, {numbered} numbered", quota=quota, **counts)]
    if survey.frame.without:
        said.append(t("nobody drawn in: {buildings}", buildings=survey.frame.without))
    said += drawn(viewer, survey)
    missing = max((quota or row.base or 0) - numbered, 0)
    field = Field("forms", t("How many forms"), "number", required=not missing, value=str(missing or ""))
    verb = Verb("draw", title, "survey.draw", (field,), main=not numbered)
    if survey.closed_at is not None:
        return Row("survey:draw", t("Draw the sample"), (*said, t("No form is drawn after the close.")))
    chip = Chip("met", t("drawn"), "done") if numbered and not missing else None
    return Row("survey:draw", title, tuple(said), chip, verbs=allowed(viewer, verb))


def drawn(viewer: Viewer, survey: WholeSurvey) -> list[str]:
    """Each draw with its whole seed, and how anybody draws it again."""
    t, frame = viewer.t, survey.frame
    if frame is None or not frame.draws:
        return []
    told = [t("{size} forms drawn by the seed {seed}", size=one.size, seed=one.seed) for one in frame.draws]
    if survey.row.base_kind != "users":
        told.append(
            t(
                "Anyone can draw it again: share the number among the buildings by size,"
                " and take in each the units whose SHA-256 of “seed|unit” comes first."
            )
        )
    return told


def _close(viewer: Viewer, survey: WholeSurvey) -> Row:
    """Ending the collection, and taking that back before figures were reported."""
    t, state = viewer.t, survey.row.state
    title = t("Close the collection")
    if state == "closed":
        verb = Verb("reopen", t("Reopen"), "survey.reopen_collection", (Field("why", t("Why"), "area"),))
        said = t("What comes in now is late: it restates the figures, and counts for no deadline.")
        return Row(
            "survey:close", title, (said,), Chip("met", t("closed"), "done"), verbs=allowed(viewer, verb)
        )
    if state == "reported":
        said = t("Figures were reported: the close stays.")
        return Row("survey:close", title, (said,), Chip("met", t("closed"), "done"))
    if state != "in_field":
        return Row("survey:close", title, (viewer.explain(NO_BASE),))
    out = survey.funnel.issued - survey.funnel.returned
    said = (
        [viewer.translator.plural("{count} form is still out.", "{count} forms are still out.", out)]
        if out
        else []
    )
    verb = Verb("close", title, "survey.close_collection", main=True)
    return Row("survey:close", title, tuple(said), verbs=allowed(viewer, verb))


def _mark(viewer: Viewer, survey: WholeSurvey) -> Row:
    """What may have moved satisfaction: it stands on the line of the trend."""
    t = viewer.t
    today = viewer.now().astimezone(viewer.zone).date()
    fields = (
        Field("on", t("Day"), "date", value=today.isoformat()),
        Field("what", t("What happened"), "area"),
    )
    erased = t(Term("erased"))
    told = tuple(
        f"{viewer.translator.day(one.on)} {one.what if one.what is not None else erased}"
        for one in survey.marks
    )
    verb = Verb("mark", t("Mark an event"), "survey.mark_event", fields)
    return Row("survey:mark", t("Events that may have moved satisfaction"), told, verbs=allowed(viewer, verb))


def _call_off(viewer: Viewer) -> Row | None:
    t = viewer.t
    verbs = allowed(
        viewer, Verb("off", t("Call the round off"), "survey.call_off", (Field("why", t("Why"), "area"),))
    )
    return Row("survey:off", t("The round is not held"), verbs=verbs) if verbs else None


def _called_off(viewer: Viewer, survey: WholeSurvey) -> Row:
    t = viewer.t
    why = survey.called_off_why if survey.called_off_why is not None else t(Term("erased"))
    return Row("survey:off", t("The round is not held"), (why,), Chip("void", t("called off"), "void"))


def allowed(viewer: Viewer, *verbs: Verb) -> tuple[Verb, ...]:
    """Those that the viewer's roles let through; the door decides again."""
    return tuple(one for one in verbs if may(viewer, one.do))
