"""A small house whose survey is in the field: twelve homes, twelve forms, all but the last handed out."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette

from console.guard import Guard
from console.guard.streams import Streams
from console.surveyform import SurveyForms
from console.surveyform.throttle import Throttle
from console.wiring import House
from domain.surveys.codes import form_code
from domain.surveys.form import Form, form_stream
from domain.surveys.survey import Survey, survey_stream
from seed.catalogue import survey_templates
from tests.console.gatehouse import BASE, OWN, run
from tests.console.houses import order, small_house

NOW = datetime(2026, 11, 22, 8, 45, tzinfo=UTC)
ROUND, KEY = "2026年度满意度调查", "yearly"
KIND = next(one for one in survey_templates() if one.code == "central_survey")
CONTENT = {"security": 5, "overall": 4}
LAST = 12
WRONG = "abcdefghij234567"


class Clock:
    """Stands still until it is moved on."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def survey(house: House, do: str, **arguments: Any) -> Any:
    """One command on the round, as the coordinator."""
    id = f"{do} after {house.log.head()}"
    return order(house, f"survey.{do}", id, by="desk01", **arguments)


def surveyed_house(folder: Path, clock: Clock) -> House:
    """The house, with forms 1 to 11 handed out at 16:45."""
    house = small_house(folder, clock)
    starts = date(2026, 11, 22).isoformat()
    survey(house, "plan", survey=KEY, name=ROUND, template=KIND.code, starts=starts)
    survey(house, "freeze_frame", survey=KEY)
    survey(house, "draw", survey=KEY)
    survey(house, "issue_forms", survey=KEY, forms=[*range(1, LAST)])
    return house


def key_of(house: House, code: str = KEY) -> str:
    kept = house.log.get(Survey, survey_stream("s1", code))
    assert kept.frame is not None
    return house.log.texts([kept.frame.key.id])[kept.frame.key.id]


def path_of(house: House, number: int) -> str:
    """Where the code of a form leads."""
    return f"/s/s1/{KEY}/{number}/{form_code(key_of(house), 's1', KEY, number)}"


def form_of(house: House, number: int) -> Form:
    return house.log.get(Form, form_stream("s1", KEY, number))


def told(house: House, number: int) -> list[str]:
    """Stored names of what happened to a form."""
    return [type(one.fact).__name__ for one in house.log.stream(form_stream("s1", KEY, number))]


class Waits:
    """Takes no time, and remembers how long it was asked to."""

    def __init__(self) -> None:
        self.asked: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)


def open_page(house: House, throttle: Throttle | None = None, waits: Waits | None = None) -> Guard:
    """The guard with nothing behind it but the open pages of surveys."""
    forms = SurveyForms(house, throttle or Throttle(lambda: 0.0), waits or Waits())
    return Guard(Starlette(routes=forms.routes()), access=house.access, streams=Streams(house.access))


def household(app: Guard, address: str = "203.0.113.7", language: str = "zh-CN") -> httpx.AsyncClient:
    """A browser that nobody is signed in with."""
    transport = httpx.ASGITransport(app, client=(address, 50000))
    headers = {**OWN, "accept-language": language}
    return httpx.AsyncClient(transport=transport, base_url=BASE, headers=headers)


def sending(id: str = "a" * 32, answers: Any = CONTENT, comment: str = "") -> dict[str, Any]:
    """What the page's script sends."""
    return {"id": id, "answers": answers, "comment": comment}


def get(app: Guard, path: str, **more: Any) -> httpx.Response:
    async def story() -> httpx.Response:
        async with household(app, **more) as browser:
            return await browser.get(path)

    return run(story())


def post(app: Guard, path: str, *, language: str = "zh-CN", **body: Any) -> httpx.Response:
    async def story() -> httpx.Response:
        async with household(app, language=language) as browser:
            return await browser.post(path, **body)

    return run(story())


def opens_nothing(house: House) -> list[str]:
    right, other = path_of(house, 1), path_of(house, 2)
    code = right.rpartition("/")[2]
    return [
        right.replace(code, WRONG),
        right.replace(code, other.rpartition("/")[2]),
        right.replace(code, code[:-1]),
        f"/s/s1/{KEY}/99/{WRONG}",
        f"/s/s1/{KEY}/01/{code}",
        f"/s/s1/{KEY}/1_0/{code}",
        f"/s/s9/{KEY}/1/{code}",
        f"/s/s1/other/1/{code}",
        path_of(house, LAST),
        f"/s/s1/{KEY}/1",
        "/s/",
        "/s/_stcore/health",
    ]
