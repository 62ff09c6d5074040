"""Behind a proxy each household has its own address; a stranger's header makes nobody somebody else."""

from collections.abc import Sequence
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from console.asgi import watched
from console.guard import Guard
from console.settings import THIS_MACHINE, Settings, SettingsRefused
from console.surveyform.throttle import ONE, Throttle
from console.watch.meters import Meters
from tests.console.gatehouse import BASE, OWN, run
from tests.console.surveying import Clock, open_page, path_of, surveyed_house
from tests.console.watch.conftest import Written

PROXY, STRANGER = "10.0.0.9", "198.51.100.7"


def seen(peer: str, forwarded: str, proxies: Sequence[str] = THIS_MACHINE) -> str:
    """Whom the application takes a request for."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        host = Request(scope).client
        await PlainTextResponse(host.host if host else "")(scope, receive, send)

    async def story() -> str:
        transport = httpx.ASGITransport(watched(app, Meters(), proxies), client=(peer, 50000))  # pyright: ignore[reportArgumentType]
        async with httpx.AsyncClient(transport=transport, base_url=BASE) as browser:
            return (await browser.get("/", headers={"x-forwarded-for": forwarded})).text

    return run(story())


@pytest.mark.parametrize(
    "proxies", [["10.0.0.9"], ["10.0.0.0/24"], ["192.0.2.1", "10.0.0.9"], ["10.0.0.77/24"]]
)
@pytest.mark.parametrize("peer", [PROXY, f"::ffff:{PROXY}"])
def test_a_named_proxy_is_believed_on_either_family(proxies: list[str], peer: str) -> None:
    assert seen(peer, "203.0.113.4", proxies) == "203.0.113.4"


def test_what_a_household_wrote_into_the_header_itself_is_passed_over() -> None:
    """A proxy appends: the last address that is no proxy's is the one that asked it."""
    assert seen(PROXY, f"1.2.3.4, {STRANGER}", [PROXY]) == STRANGER
    assert seen(PROXY, f"1.2.3.4, {STRANGER}, 10.0.0.8", ["10.0.0.0/24"]) == STRANGER


@pytest.mark.parametrize("peer", [STRANGER, "10.0.1.9", "127.0.0.1", "::1"])
def test_nobody_but_the_named_proxies_is_believed(peer: str) -> None:
    assert seen(peer, "203.0.113.4", [PROXY]) == peer


@pytest.mark.parametrize("peer", [*THIS_MACHINE, "::ffff:127.0.0.1"])
def test_without_a_setting_a_proxy_on_this_machine_is_believed(peer: str) -> None:
    assert seen(peer, "203.0.113.4") == "203.0.113.4"
    assert seen(PROXY, "203.0.113.4") == PROXY


def test_a_neighbour_that_forwards_without_being_named_is_told_of_once_and_a_stranger_never(
    written: Written,
) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await PlainTextResponse("")(scope, receive, send)

    whole = watched(app, Meters(), [PROXY])

    async def story() -> None:
        for peer in ("10.0.0.8", "10.0.0.8", PROXY, "8.8.4.4"):
            transport = httpx.ASGITransport(whole, client=(peer, 50000))  # pyright: ignore[reportArgumentType]
            async with httpx.AsyncClient(transport=transport, base_url=BASE) as browser:
                await browser.get("/", headers={"x-forwarded-for": "203.0.113.4"})
                await browser.get("/")

    run(story())
    assert [one["address"] for one in written.lines("proxy.not_named")] == ["10.0.0.8"]
    assert "8.8.4.4" not in written.whole
    assert "203.0.113.4" not in written.whole


def asking(app: Guard, peer: str, path: str, households: Sequence[str]) -> list[int]:
    """What each of these households is answered who ask for a form through that peer, once each."""
    whole = watched(app, Meters(), [PROXY])

    async def story() -> list[int]:
        transport = httpx.ASGITransport(whole, client=(peer, 50000))  # pyright: ignore[reportArgumentType]
        async with httpx.AsyncClient(transport=transport, base_url=BASE, headers=OWN) as browser:
            asked = [await browser.get(path, headers={"x-forwarded-for": one}) for one in households]
        return [one.status_code for one in asked]

    return run(story())


def test_the_throttle_knows_each_household_behind_a_named_proxy_and_no_forged_one(tmp_path: Any) -> None:
    """SVY-11: a house behind the proxy is served whole; a script that makes itself many stays one."""
    house = surveyed_house(tmp_path, Clock())
    path, many = path_of(house, 1), [f"203.0.113.{n}" for n in range(100)]
    app = open_page(house, Throttle(lambda: 0.0))
    assert asking(app, PROXY, path, many) == [200] * 100
    app = open_page(house, Throttle(lambda: 0.0))
    assert asking(app, STRANGER, path, many) == [200] * int(ONE.burst) + [429] * 40
    house.close()


def test_proxies_are_read_from_the_environment() -> None:
    assert Settings.from_environment({}).proxies == THIS_MACHINE
    told = Settings.from_environment({"STEWARD_PROXIES": " 10.0.0.9, 10.1.0.0/16 ,2001:db8::/64,"})
    assert told.proxies == ("10.0.0.9", "10.1.0.0/16", "2001:db8::/64")


@pytest.mark.parametrize(
    "typed", ["proxy.example", "*", "0.0.0.0/0", "::/0", "10.0.0.0/33", "10.0.0", "unix:"]
)
def test_a_proxy_that_is_none_or_is_everybody_is_refused_by_name(typed: str) -> None:
    with pytest.raises(SettingsRefused) as refusal:
        Settings.from_environment({"STEWARD_PROXIES": f"10.0.0.9,{typed}"})
    (reason,) = refusal.value.reasons
    assert (reason.text.split()[0], reason.fields["proxy"]) == ("STEWARD_PROXIES", typed)
