"""The gate: what answers without a session, and what is turned away."""

import pytest

from console.access import Access
from console.guard import current_session
from console.guard.checks import host_known, same_origin
from tests.console.gatehouse import (
    BUSINESS,
    OWN,
    ask,
    guarded,
    run,
)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/_stcore/health",
        "/_stcore/metrics",
        "/_stcore/host-config",
        "/media/x.png",
        "/static/js/index.js",
        "/app/static/x.woff2",
        "/live/board",
        "/session",
        "/sign-in/../ticket",
        "/sign-in/assets",
        "/healthz/",
        "//healthz",
    ],
)
def test_nothing_but_a_request_to_sign_in_is_said_to_strangers(access: Access, path: str) -> None:
    answer = run(ask(guarded(access), "GET", path))
    assert answer.status_code == 401
    assert answer.text == "Sign in first. 请先登录。\n"


@pytest.mark.parametrize(
    "path", ["/sign-in", "/healthz", "/sign-in/assets/page.css", "/sign-in/assets/watch.js"]
)
def test_the_sign_in_page_its_files_and_the_health_answer_are_open(access: Access, path: str) -> None:
    answer = run(ask(guarded(access), "GET", path))
    assert answer.status_code == 200
    assert BUSINESS not in answer.text


def test_a_person_opening_a_page_is_led_to_sign_in_and_back(access: Access) -> None:
    answer = run(ask(guarded(access), "GET", "/ticket?t=1&x=2", headers={"accept": "text/html"}))
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=/ticket%3Ft%3D1%26x%3D2"


def test_a_made_up_and_an_ended_session_are_strangers(access: Access) -> None:
    token = access.open_session("zhiban01")
    app = guarded(access)
    assert BUSINESS in run(ask(app, "GET", "/ticket", token)).text
    access.revoke_account("zhiban01")
    assert run(ask(app, "GET", "/ticket", token)).status_code == 401
    assert run(ask(app, "GET", "/ticket", "0" * 64)).status_code == 401


def test_a_script_run_after_a_revocation_knows_nobody(access: Access) -> None:
    frozen = {"steward_session": access.open_session("zhiban01")}
    session = current_session(access, frozen)
    assert session is not None
    assert session.account == "zhiban01"
    access.revoke(session.id)
    assert current_session(access, frozen) is None


@pytest.mark.parametrize("origin", [None, "http://evil.example", "http://127.0.0.1:8502", "null"])
def test_a_form_from_elsewhere_is_turned_away_even_with_the_cookie(
    access: Access, origin: str | None
) -> None:
    token = access.open_session("zhiban01")
    headers = {"origin": origin} if origin else {}
    answer = run(ask(guarded(access), "POST", "/ticket", token, headers=headers))
    assert answer.status_code == 403
    assert BUSINESS not in answer.text
    assert run(ask(guarded(access), "POST", "/ticket", token, headers=OWN)).status_code == 200


def test_a_name_that_is_not_ours_is_turned_away(access: Access) -> None:
    token = access.open_session("zhiban01")
    for host, status in (("evil.example:8501", 421), ("duty-desk:8501", 200), ("192.168.1.7:8501", 200)):
        answer = run(ask(guarded(access), "GET", "/ticket", token, headers={"host": host}))
        assert answer.status_code == status


def test_every_answer_forbids_frames_sniffing_and_keeping(access: Access) -> None:
    token = access.open_session("zhiban01")
    for path in ("/ticket", "/sign-in", "/media/x.png"):
        headers = run(ask(guarded(access), "GET", path, token)).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"


def test_the_origin_must_be_the_very_host_and_port() -> None:
    assert same_origin({"origin": "https://Desk.example", "host": "desk.example"})
    assert not same_origin({"origin": "https://desk.example:444", "host": "desk.example"})
    assert not same_origin({"host": "desk.example"})


def test_number_addresses_and_known_names_are_ours() -> None:
    assert host_known("[::1]:8501", ())
    assert host_known("localhost", ())
    assert host_known("Desk.example.:80", ["desk.example"])
    assert not host_known("desk.example.evil", ["desk.example"])
    assert not host_known("user@127.0.0.1", ())
    assert not host_known(None, ())
