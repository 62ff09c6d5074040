"""The forms of the ticket page: what is asked, who did it, when, and refusals that keep what was typed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.console.ticketpage.office import MORNING, Office, alerts, press


def test_a_press_opens_the_form_and_its_answer_is_recorded(
    office: Office, page: Callable[..., AppTest]
) -> None:
    office.report()
    office.to_work()
    form = page("tech01")
    form.button(key="do:try_out").click()
    form.run()
    form.radio[0].set_value(False)
    press(form, "Record trial")
    assert not form.exception
    assert office.story()[-1].fields == {"works": False}


def test_a_question_left_open_is_named_and_nothing_is_recorded(
    office: Office, page: Callable[..., AppTest]
) -> None:
    office.report()
    office.to_work()
    before = office.ticket().version
    form = press(page("tech01", do="try_out"), "Record trial")
    assert "“Does it work?” is not answered yet." in alerts(form)
    assert office.ticket().version == before


def test_a_refusal_keeps_what_was_typed(office: Office, page: Callable[..., AppTest]) -> None:
    office.report()
    office.to_work()
    form = page("tech01", do="sign")
    form.number_input[1].set_value(45.5)
    form.radio[0].set_value(False)
    press(form, "Record signature")
    assert "The place must be clean" in alerts(form)
    assert form.number_input[1].value == 45.5
    form.radio[0].set_value(True)
    press(form, "Record signature")
    signed = office.story()[-1]
    assert list(signed.fields["charges"]) == [{"name": "Replace a tap", "quantity": 1, "price_cents": 4550}]


def test_a_charge_that_is_half_filled_is_named_in_words(office: Office, page: Callable[..., AppTest]) -> None:
    """REP-08: outside the tariff nothing says by itself what the price is for."""
    office.report()
    office.to_work()
    form = page("tech01", "zh", do="sign")
    key = f"form:s1:{office.number}:sign"
    form.text_input(f"{key}:name:0").set_value(" ")
    form.number_input(f"{key}:price:0").set_value(45.5)
    form = press(form, "记签字")
    assert "收费明细第 1 行有单价，没写是什么。" in alerts(form)
    assert "signed" not in office.ticket().steps


def test_the_desk_records_for_the_technician_at_the_time_he_names(
    office: Office, page: Callable[..., AppTest]
) -> None:
    office.report()
    office.do("repair.fill_slip", "desk01")
    office.do("repair.notify_engineering", "desk01")
    office.do("repair.receive_slip", "head01")
    office.do("repair.dispatch", "head01", technicians=["tech01"])
    office.clock.now = MORNING + timedelta(minutes=20)
    form = page("desk01", do="arrive")
    form.toggle[0].set_value(True)
    form.run()
    assert form.selectbox[0].value == "tech01"
    form.text_input[0].set_value("09:12:40")
    press(form, "Record arrival")
    arrived = office.story()[-1]
    assert (arrived.doer, arrived.by, arrived.role) == ("tech01", "desk01", "technician")
    assert arrived.happened_at == datetime(2026, 11, 22, 1, 12, 40, tzinfo=UTC)


def test_a_time_that_is_none_is_refused_in_words(office: Office, page: Callable[..., AppTest]) -> None:
    office.report()
    form = page("desk01", do="fill_slip")
    form.toggle[0].set_value(True)
    form.run()
    next(one for one in form.text_input if (one.key or "").endswith(":time")).set_value("25:61")
    press(form, "Fill slip")
    assert "“25:61” is not a time of day." in alerts(form)


def test_a_stale_page_is_refused_and_the_next_try_counts(
    office: Office, page: Callable[..., AppTest]
) -> None:
    office.report()
    form = page("desk01", do="fill_slip")
    office.do("ticket.remark", "desk01", what="先打电话")
    press(form, "Fill slip")
    assert "Somebody else has recorded something here in the meantime." in alerts(form)
    assert "slip_filled" not in office.ticket().steps
    press(form, "Fill slip")
    assert "slip_filled" in office.ticket().steps


def test_a_form_that_is_sent_twice_records_once(office: Office, page: Callable[..., AppTest]) -> None:
    office.report()
    form = page("desk01", do="fill_slip")
    key = f"form:s1:{office.number}:fill_slip"
    begun = form.session_state[key]
    press(form, "Fill slip")
    before = office.ticket().version
    repeated = order_again(office, begun)
    assert repeated.repeated
    assert office.ticket().version == before


def order_again(office: Office, begun: dict[str, Any]) -> Any:
    given = {"id": begun["id"], "site": "s1", "by": "desk01", "do": "repair.fill_slip"}
    return office.house.door().submit({**given, "ticket": office.number, "seen": begun["seen"]})
