"""Who works here: first passwords, roles with dates, accounts, and who may look after whom."""

from collections.abc import Callable
from datetime import date

import pytest

from console.fileroom import staff
from console.languages import Translator
from console.viewer import Viewer
from console.wiring import House
from domain.company import Member, member_stream
from domain.errors import Refused
from domain.roles import EVERYWHERE, Grant, Role
from tests.console.fileroom.room import hand_in, page, press, run, said, viewer
from tests.console.houses import PASSWORD, order

PEOPLE = "Account,Name,Roles,From\ndesk02,Ms Tao,front-desk receptionist,2026-11-01\n"


def test_people_go_in_from_a_file_and_get_their_first_password(house: House) -> None:
    app = hand_in(page(house, "people"), PEOPLE)
    app.button(key="files.people.take").click()
    assert "No password yet" in said(run(app))
    app.selectbox(key="files.person").set_value("desk02")
    run(app)
    for field in app.text_input:
        field.set_value("quiet river seven stones")
    press(app, "Set the first password")
    assert "The password of desk02 is set." in said(app)
    assert house.access.check("desk02", "quiet river seven stones")
    assert [field.value for field in app.text_input] == ["", ""]


@pytest.mark.parametrize(
    ("first", "again", "why"),
    [
        ("quiet river seven stones", "quiet river seven stone", "The two passwords differ."),
        ("short", "short", "The password has 5 characters; at least 10 are needed."),
    ],
)
def test_a_password_that_cannot_be_set_says_why(shared: House, first: str, again: str, why: str) -> None:
    app = page(shared, "people")
    app.selectbox(key="files.person").set_value("cash01")
    run(app)
    app.text_input[0].set_value(first)
    app.text_input[1].set_value(again)
    press(app, "Set a new password")
    assert why in said(app)
    assert shared.access.check("cash01", PASSWORD)


def test_a_role_is_granted_and_ended_with_dates(house: House) -> None:
    app = page(house, "people")
    app.selectbox(key="files.person").set_value("cash01")
    run(app)
    role = next(one for one in app.selectbox if one.label == "Role")
    role.set_value(Role.AUDITOR)
    press(app, "Grant the role")
    assert "cash01 is now: auditor." in said(app)
    held = next(one for one in app.selectbox if one.label == "Role held")
    assert len(held.options) == 2
    held.select_index(0)
    last = next(one for one in app.date_input if one.label == "Last day")
    last.set_value(date(2026, 11, 30))
    press(app, "End the role")
    assert house.log.get(Member, member_stream("cash01")).grants == (
        Grant("s1", Role.FINANCE, date(2026, 1, 1), date(2026, 11, 30)),
        Grant("s1", Role.AUDITOR, date(2026, 11, 22)),
    )
    assert "finance clerk, 1 Jan 2026 to 30 Nov 2026" in said(app)


def test_no_role_is_granted_by_leaving_the_choice_open(shared: House) -> None:
    app = page(shared, "people")
    app.selectbox(key="files.person").set_value("cash01")
    run(app)
    head = shared.log.head()
    press(app, "Grant the role")
    assert "No role is chosen yet." in said(app)
    assert shared.log.head() == head


def test_a_role_that_would_end_before_it_begins_is_refused_beside_the_form(shared: House) -> None:
    app = page(shared, "people")
    app.selectbox(key="files.person").set_value("cash01")
    run(app)
    next(one for one in app.date_input if one.label.startswith("Last day, empty")).set_value(
        date(2026, 11, 1)
    )
    press(app, "Grant the role")
    assert "The role cannot be granted: 1 thing is missing" in said(app)


def test_a_disabled_account_is_out_at_once_and_can_be_enabled_again(house: House) -> None:
    token = house.access.open_session("desk01")
    app = page(house, "people")
    app.selectbox(key="files.person").set_value("desk01")
    run(app)
    press(app, "Disable the account")
    assert house.access.session(token) is None
    assert "Disabled since" in said(app)
    press(app, "Enable the account")
    assert house.access.check("desk01", PASSWORD)


def test_signing_somebody_out_leaves_the_others_in(house: House) -> None:
    theirs, others = house.access.open_session("desk01"), house.access.open_session("duty01")
    app = page(house, "people")
    assert "Signed in on 1 device" in said(app)
    app.selectbox(key="files.person").set_value("desk01")
    run(app)
    press(app, "Sign out on all devices")
    assert house.access.session(theirs) is None
    assert house.access.session(others) is not None


def test_an_administrator_cannot_lock_themselves_out(shared: House) -> None:
    me = viewer(shared)
    everywhere = Grant(EVERYWHERE, Role.ADMINISTRATOR, date(2026, 11, 22))
    with pytest.raises(Refused, match="lock yourself out"):
        staff.disable(me, "root")
    with pytest.raises(Refused, match="lock yourself out"):
        staff.require_not_own_administration(me, "root", everywhere)
    staff.require_not_own_administration(me, "root", Grant("s1", Role.DESK, date(2026, 11, 22)))


def test_an_administrator_of_one_site_keeps_only_the_accounts_of_that_site(house: House) -> None:
    order(house, "site.open", "second", code="s2", name="West Garden")
    for account, sites in {"boss1": ("s1",), "both": ("s1", "s2"), "own": ("s1",)}.items():
        role = "administrator" if account == "boss1" else "desk"
        grants = [{"role": role, "site": site, "since": "2026-01-01"} for site in sites]
        order(house, "member.join", account, site="", account=account, name=account, roles=grants)
    boss = viewer(house, "boss1")
    for account in ("root", "both"):
        with pytest.raises(Refused, match="no administrator"):
            staff.set_password(boss, account, "quiet river seven stones", "quiet river seven stones")
    staff.set_password(boss, "own", "quiet river seven stones", "quiet river seven stones")
    assert house.access.check("own", "quiet river seven stones")
    assert house.access.check("root", PASSWORD)


@pytest.mark.parametrize("act", [staff.disable, staff.enable, staff.end_sessions])
def test_only_an_administrator_keeps_accounts_whatever_the_page_still_shows(
    shared: House, act: Callable[[Viewer, str], None]
) -> None:
    stale = Viewer(shared, "duty01", "s1", ("s1",), frozenset(Role), Translator.for_language("en"))
    with pytest.raises(Refused, match="kept by the administrator"):
        act(stale, "desk01")


def test_an_account_with_capitals_is_turned_away_because_it_could_never_sign_in(house: House) -> None:
    with pytest.raises(Refused, match="account"):
        order(house, "member.join", "capital", site="", account="Desk9", name="Ms Bo", roles=[])


def test_an_office_manager_is_told_who_does_what_he_may_not(shared: House) -> None:
    assert "This is done by: administrator." in said(page(shared, "people", "duty01"))
    assert page(shared, "people", "duty01").file_uploader == []
    assert "This is done by: administrator." in said(page(shared, "calendar", "duty01"))
