"""``GET /checklists/{site}/{campaign}.pdf``: the checklists of an exam's rooms on A4, a page a room (FRM-16)."""

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from console.guard import session_of
from console.languages import Translator
from console.languages.preference import preferred
from console.moments import AS_OF, moment_of
from console.printing.literal import literal
from console.printing.press import typeset
from console.wiring import House
from domain.errors import Refused, Term
from domain.rooms.results import Tick
from projections.asking.moments import AsOf
from projections.rooms.plan import rooms as rooms_of
from projections.rooms.room import room as room_of
from projections.rooms.rows import ItemRow, RoomSheets, SheetRow

NOT_HERE = Term("Your roles at this site do not open this page")
TITLE = Term("Exam room checklists")
WORDS = {
    "item": Term("What is checked"),
    "pass": Term("In order"),
    "fail": Term("Not in order"),
    "found": Term("Found, with the time"),
    "printed": Term("Printed"),
}
SIGNATURES = (Term("Checked by (three together at T-3), date, time"), Term("Re-checked by, date, time"))


def checklist_route(house: House) -> Route:
    """The checklists in the reader's language, blank or as far as they are filled; ``walk`` and ``room`` narrow them.

    ``as_of`` prints them as they stood at a moment.
    """

    async def answer(request: Request) -> Response:
        session = session_of(request)
        language = preferred(
            request.cookies, request.headers.get("accept-language"), request.query_params.get("lang")
        )
        asked = {**request.path_params, **request.query_params}
        return await run_in_threadpool(_paper, house, session.account if session else "", language, asked)

    return Route("/checklists/{site}/{campaign}.pdf", answer, methods=["GET"])


def _paper(house: House, account: str, language: str, asked: dict[str, str]) -> Response:
    site, campaign = asked["site"], asked["campaign"]
    if not house.authority.may_see(account, site):
        return PlainTextResponse(Translator.for_language(language).t(NOT_HERE) + "\n", 403)
    zone = house.site(site).zone
    speaks = Translator.for_language(language, zone, house.clock().astimezone(zone).year)
    walk, room = asked.get("walk", ""), asked.get("room", "")
    try:
        as_of = moment_of(asked.get(AS_OF, ""), zone)
        pdf = checklists_pdf(house, speaks, site, campaign, walk, room, as_of)
    except Refused as refusal:
        return PlainTextResponse("\n".join(speaks.refusal(refusal)) + "\n", 404)
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": 'inline; filename="checklists.pdf"',
    }
    return Response(pdf, 200, headers, "application/pdf")


def checklists_pdf(
    house: House,
    speaks: Translator,
    site: str,
    campaign: str,
    walk: str = "",
    room: str = "",
    as_of: AsOf = None,
) -> bytes:
    """One page a room with a table a check; what is on record is ticked, the rest left for the pen.

    Raises:
        Refused: The campaign has no rooms.
    """
    asked: dict[str, Any] = {"site": site, "campaign": campaign, "as_of": as_of}
    grid = rooms_of(house.views, **asked)
    codes = [cell.room for row in grid.floors for cell in row.rooms if room in ("", cell.room)]
    found = [room_of(house.views, room=code, **asked) for code in codes]
    then = "" if as_of is None else speaks.t("As recorded at {at}", at=house.views.instant(as_of))
    now = house.clock().astimezone(house.site(site).zone)
    data: dict[str, object] = {
        "lang": speaks.language,
        "site": literal(house.site(site).name),
        "campaign": campaign,
        "printed_at": f"{now:%Y-%m-%d %H:%M}",
        "then": literal(then),
        "words": {
            "title": speaks.t(TITLE),
            **{name: speaks.t(word) for name, word in WORDS.items()},
            "signatures": [speaks.t(one) for one in SIGNATURES],
        },
        "rooms": [_room(speaks, one, walk) for one in found],
    }
    return typeset("checklist.typ", data, printed_at=now)


def _room(speaks: Translator, found: RoomSheets, walk: str) -> dict[str, Any]:
    about = speaks.t("{building} {floor}F", building=found.building, floor=found.floor)
    due = {one.code: one for one in found.walks}
    sheets = [one for one in found.sheets if walk in ("", one.walk)]
    return {
        "room": literal(found.room),
        "about": literal(about),
        "sheets": [
            {
                "title": literal(f"{speaks.show(due[one.walk].name)} · {speaks.show(one.name)}"),
                "due": " · ".join(
                    part for part in (_form(speaks, one), speaks.t("by {day}", day=due[one.walk].due)) if part
                ),
                "items": [_item(speaks, one, item) for item in one.items],
            }
            for one in sheets
        ],
    }


def _form(speaks: Translator, sheet: SheetRow) -> str:
    """The paper's own name, where it has one."""
    return literal(speaks.show(sheet.form)) if sheet.form else ""


def _item(speaks: Translator, sheet: SheetRow, item: ItemRow) -> dict[str, Any]:
    counted = [look for look in item.looks if not look.before_swap]
    found = (
        [part for part in (counted[-1].reading, counted[-1].cause, counted[-1].ticket) if part]
        if counted
        else []
    )
    return {
        "name": literal(speaks.show(item.name)),
        "passed": item.tick in (Tick.PASSED, Tick.PASSED_AFTER_RECHECK),
        "failed": item.tick is Tick.FAILED,
        "found": literal(" · ".join(found)),
    }
