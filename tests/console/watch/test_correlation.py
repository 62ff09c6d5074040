"""A request's id runs through everything that it causes, up to the event in the log; and nothing of a person does."""

from typing import Any

import httpx
import pytest

from console.watch.answers import lines_of_run
from console.wiring import House
from domain.errors import Refused
from tests.console.gatehouse import BASE, run, signed_in_form
from tests.console.houses import PASSWORD, order
from tests.console.watch.conftest import Written
from tests.console.watch.test_metrics import NAME, PHONE, SAID, Site

GIVEN = "from-the-proxy-1"


@pytest.fixture
def site(house: House) -> Site:
    return Site(house)


def test_an_id_from_a_proxy_on_this_machine_is_kept_and_told_back(site: Site, written: Written) -> None:
    answer = site.get("/wall?site=s1", account="duty01", x_request_id=GIVEN)
    assert answer.headers["x-request-id"] == GIVEN
    (line,) = written.lines("http.answered")
    assert (line["correlation"], line["route"], line["status"], line["account"]) == (
        GIVEN,
        "/wall",
        200,
        "duty01",
    )
    assert line["duration_ms"] >= 0


@pytest.mark.parametrize("given", ["short", "with blanks in it", "x" * 65, "a;b=c-and-more"])
def test_an_id_of_another_form_is_replaced(site: Site, given: str) -> None:
    assert len(site.get("/healthz", x_request_id=given).headers["x-request-id"]) == 16


def test_an_id_from_elsewhere_is_replaced_even_where_a_proxy_would_be_believed(site: Site) -> None:
    kept = site.get_with("/healthz", "", "127.0.0.1", x_request_id=GIVEN, x_forwarded_for="203.0.113.9")
    made = site.get_with("/healthz", "", "203.0.113.9", x_request_id=GIVEN, x_forwarded_for="127.0.0.1")
    assert kept.headers["x-request-id"] == GIVEN
    assert made.headers["x-request-id"] != GIVEN


def test_health_checks_and_files_leave_no_line(site: Site, written: Written) -> None:
    site.house.worker.start()
    site.get("/healthz")
    site.get("/sign-in/assets/page.css")
    site.get("/session", account="duty01")
    assert written.lines("http.answered") == []


def test_the_id_leads_from_the_request_through_the_line_to_the_stored_event(
    site: Site, written: Written
) -> None:
    seen: list[dict[str, Any]] = []

    def page(scope: Any) -> None:
        """As a page's script: it reads the handshake's headers and submits a command."""
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        lines_of_run(headers["x-request-id"], "desk01", "s1")
        order(site.house, "help.report", "call-7", by="desk01", matter=SAID, place="gate")
        seen.append(headers)

    async def socket(scope: Any, receive: Any, send: Any) -> None:
        page(scope)

    from console.asgi import watched

    scope = {
        "type": "websocket",
        "path": "/_stcore/stream",
        "headers": [(b"x-request-id", GIVEN.encode())],
        "client": ("127.0.0.1", 50000),
        "scheme": "ws",
    }

    async def silent(*_: Any) -> Any:
        return {}

    run(watched(socket, site.application.meters)(scope, silent, silent))  # pyright: ignore[reportArgumentType]
    assert seen[0]["x-request-id"] == GIVEN
    (line,) = written.lines("command.accepted")
    assert (line["correlation"], line["account"], line["site"]) == (GIVEN, "desk01", "s1")
    events = site.house.log.of_command(line["command"])
    assert [event.position for event in events][-1] == line["position"]
    assert {event.correlation for event in events} == {"help.report:call-7"}, (
        "the stored thread is the command's"
    )


def test_a_refusal_is_told_by_its_template_and_never_in_the_callers_words(
    site: Site, written: Written
) -> None:
    with pytest.raises(Refused):
        order(
            site.house, "ticket.assign", f"{NAME} {PHONE}", by="head01", ticket=f"R {NAME} {PHONE}", to=[SAID]
        )
    with pytest.raises(Refused):
        order(site.house, f"{NAME} asks", "x", by=PHONE, site=SAID)
    first, second = written.lines("command.refused")
    assert first["count"] == len(first["reasons"]) >= 1
    assert first["command"].startswith("#")
    assert second["reasons"] == ["There is no command “{name}”."]
    assert (second["do"], second["account"], second["site"]) == ("unknown", "?", "?")
    assert [one for one in (NAME, PHONE, "pipe", "厨房") if one in written.whole] == []


def test_nothing_of_a_person_is_written_by_a_call_a_search_and_a_sign_in(
    site: Site, written: Written
) -> None:
    caller = {"name": NAME, "phone": PHONE}
    order(site.house, "help.report", "call", by="desk01", matter=SAID, place=NAME, caller=caller)
    site.get(f"/call/find?site=s1&q={PHONE}", account="desk01")
    site.get(f"/call/hints?site=s1&phone={PHONE}&matter={SAID}", account="desk01")

    async def signing_in() -> list[httpx.Response]:
        transport = httpx.ASGITransport(site.app)  # pyright: ignore[reportArgumentType]
        async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
            wrong = await signed_in_form(None, client, account=PHONE, password=f"{NAME} secret")  # pyright: ignore[reportArgumentType]
            right = await signed_in_form(None, client, account="duty01", password=PASSWORD)  # pyright: ignore[reportArgumentType]
            return [wrong, right]

    answers = run(signing_in())
    assert [one.status_code for one in answers] == [401, 303]
    assert len(written.lines("http.answered")) >= 5
    assert len(written.lines("command.accepted")) == 1
    secret = (
        NAME,
        PHONE,
        "pipe",
        "厨房",
        "secret",
        PASSWORD,
        "four words",
        answers[1].cookies["steward_session"],
    )
    assert [one for one in secret if one in written.whole] == []
    assert site.numbers()["steward_sign_in_failures_total",] == 1


def test_a_file_of_many_lines_is_counted_and_not_written_down(site: Site, written: Written) -> None:
    door = site.house.door("import")
    for number in range(3):
        door.submit({"id": f"r{number}", "site": "s1", "by": "desk01", "do": "help.report", "matter": "x"})
    assert written.lines() == []
    assert site.numbers()["steward_commands_total", "help.report", "accepted", "import"] == 3
