"""What is logged of the open page of a survey: that a form was asked for, never which one or by what code (SVY-11)."""

from pathlib import Path

import httpx
from starlette.applications import Starlette

from console.app import Application
from console.asgi import watched
from console.guard import Guard
from console.guard.streams import Streams
from tests.console.gatehouse import BASE, OWN, run
from tests.console.surveying import Clock, path_of, sending, surveyed_house
from tests.console.watch.conftest import Written

WRONG = "abcdefghij234567"


def test_no_line_and_no_figure_names_a_form_its_code_or_what_was_answered(
    tmp_path: Path, written: Written
) -> None:
    house = surveyed_house(tmp_path, Clock())
    application = Application(house)
    app = Starlette(routes=[*application.routes])
    guard = Guard(app, access=house.access, streams=Streams(house.access))
    path = path_of(house, 1)
    code = path.rpartition("/")[2]

    async def story() -> list[int]:
        transport = httpx.ASGITransport(watched(guard, application.meters), client=("203.0.113.7", 50000))  # pyright: ignore[reportArgumentType]
        async with httpx.AsyncClient(transport=transport, base_url=BASE, headers=OWN) as browser:
            asked = [
                await browser.get(path),
                await browser.post(path, json=sending(comment="电梯常停")),
                await browser.get(path.replace(code, WRONG)),
                await browser.get(f"/s/{code}"),
                await browser.post(path, json=sending("b" * 32, {"overall": 9})),
            ]
        return [one.status_code for one in asked]

    assert run(story()) == [200, 200, 404, 404, 409]
    house.close()
    lines = written.lines("http.answered")
    assert [line["route"] for line in lines] == [
        "/s/{site}/{survey}/{number}/{code}",
        "/s/{site}/{survey}/{number}/{code}",
        "/s/{site}/{survey}/{number}/{code}",
        "/s/{rest:path}",
        "/s/{site}/{survey}/{number}/{code}",
    ]
    for secret in (code, code.upper(), WRONG, path, "电梯", "yearly"):
        assert secret not in written.whole
    counted = application.meters.commands.labels("survey.answer_form", "survey page", "accepted")
    assert counted._value.get() == 1
