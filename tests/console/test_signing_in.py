"""Signing in and out by form: cookies, tries, tokens, the demo's people, languages."""

import httpx
import pytest

from console.access import Access
from console.guard.checks import safe_next
from tests.console.gatehouse import (
    BUSINESS,
    OWN,
    RIGHT,
    ask,
    browser,
    guarded,
    run,
    signed_in_form,
)


def test_the_right_password_sets_a_cookie_that_scripts_and_other_sites_do_not_get(access: Access) -> None:
    access.set_password("zhiban01", RIGHT)

    async def story() -> None:
        app = guarded(access)
        async with browser(app) as client:
            answer = await signed_in_form(app, client, account="zhiban01", password=RIGHT)
            assert (answer.status_code, answer.headers["location"]) == (303, "/ticket?t=1")
            cookie = answer.headers["set-cookie"]
            assert cookie.startswith("steward_session=")
            assert all(word in cookie for word in ("HttpOnly", "SameSite=lax", "Path=/"))
            assert "Secure" not in cookie
            assert (await client.get("/ticket")).text == f"{BUSINESS} zhiban01"
            left = await client.post("/sign-out", data={"token": client.cookies["steward_form"]}, headers=OWN)
            assert left.headers["location"] == "/sign-in?ended=1"
        assert access.sessions("zhiban01") == []

    run(story())


def test_the_cookie_is_secure_over_tls(access: Access) -> None:
    async def story() -> None:
        transport = httpx.ASGITransport(guarded(access, demo=True))
        async with httpx.AsyncClient(transport=transport, base_url="https://127.0.0.1") as client:
            await client.get("/sign-in")
            form = {"token": client.cookies["steward_form"], "demo": "demo-duty"}
            answer = await client.post("/sign-in", data=form, headers={"origin": "https://127.0.0.1"})
            assert "Secure" in answer.headers["set-cookie"]

    run(story())


def test_a_wrong_password_keeps_the_account_and_counts_the_tries(access: Access) -> None:
    access.set_password("zhiban01", RIGHT)

    async def story() -> list[str]:
        app = guarded(access)
        async with browser(app) as client:
            client.cookies["steward_lang"] = "en"
            pages = [await signed_in_form(app, client, account="zhiban01", password="x") for _ in range(5)]
            assert [page.status_code for page in pages] == [401] * 5
            return [page.text for page in pages]

    first, *_, fourth, fifth = run(story())
    assert 'value="zhiban01"' in first
    assert "4 tries are left" in first
    assert "One try is left" in fourth
    assert "Try again in 15 minutes" in fifth


def test_a_form_without_its_token_opens_nothing(access: Access) -> None:
    access.set_password("zhiban01", RIGHT)
    form = {"account": "zhiban01", "password": RIGHT, "token": "made up"}
    answer = run(ask(guarded(access), "POST", "/sign-in", data=form, headers=OWN))
    assert answer.status_code == 403
    assert "steward_session" not in answer.headers.get("set-cookie", "")


def test_what_was_typed_is_shown_as_text_and_never_as_html(access: Access) -> None:
    async def story() -> str:
        app = guarded(access)
        async with browser(app) as client:
            typed = '"><script>alert(1)</script>'
            return (await signed_in_form(app, client, account=typed, password="x", next=typed)).text

    page = run(story())
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_only_a_demo_store_lets_people_step_in_and_only_as_its_own(access: Access) -> None:
    async def story(*, demo: bool, person: str) -> httpx.Response:
        app = guarded(access, demo=demo)
        async with browser(app) as client:
            return await signed_in_form(app, client, demo=person)

    assert run(story(demo=True, person="demo-duty")).status_code == 303
    assert run(story(demo=True, person="admin")).status_code == 403
    assert run(story(demo=False, person="demo-duty")).status_code == 403
    assert [line.account for line in access.log() if line.what == "signed_in"] == ["demo-duty"]


def test_the_demo_page_says_that_it_is_demo_data_and_escapes_names(access: Access) -> None:
    page = run(ask(guarded(access, demo=True), "GET", "/sign-in")).text
    assert "演示数据" in page
    assert "&lt;b&gt;Demo&lt;/b&gt;" in page
    assert "演示数据" not in run(ask(guarded(access), "GET", "/sign-in")).text


def test_the_page_speaks_the_chosen_language_then_the_browsers_then_chinese(access: Access) -> None:
    def language(**headers: str) -> str:
        answer = run(ask(guarded(access), "GET", "/sign-in", headers=headers))
        return answer.headers["content-language"]

    assert language() == "zh-CN"
    assert language(**{"accept-language": "de,en;q=0.8,zh;q=0.3"}) == "en"
    assert language(**{"accept-language": "en", "cookie": "steward_lang=zh"}) == "zh-CN"
    chosen = run(ask(guarded(access), "GET", "/sign-in?lang=en"))
    assert chosen.headers["content-language"] == "en"
    assert "steward_lang=en" in str(chosen.headers.get_list("set-cookie"))


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        ("/ticket?t=1", "/ticket?t=1"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/\tevil", "/"),
        ("/sign-out", "/"),
        ("", "/"),
        (None, "/"),
    ],
)
def test_sign_in_leads_on_to_our_own_pages_only(asked: str | None, goes: str) -> None:
    assert safe_next(asked) == goes
