"""A log line holds what helps to find a fault, and nothing of a person."""

import io
import logging
import sqlite3
from datetime import datetime

from console.watch.lines import FIELDS, ident, plain
from console.watch.logs import LOG, set_up
from tests.console.watch.conftest import Written

NAME, PHONE, SAID = "王美兰", "13912345678", "厨房水管爆了 kitchen pipe burst"


def test_a_line_is_one_json_object_with_its_instant_level_and_event(written: Written) -> None:
    LOG.info("http.answered", route="/wall", status=200, duration_ms=1.5)
    (line,) = written.lines()
    at = datetime.fromisoformat(line.pop("at"))
    assert at.utcoffset() is not None
    assert at.utcoffset().total_seconds() == 0  # pyright: ignore[reportOptionalMemberAccess]
    expected = {
        "level": "info",
        "event": "http.answered",
        "route": "/wall",
        "status": 200,
        "duration_ms": 1.5,
    }
    assert line == expected


def test_a_field_that_is_not_listed_never_comes_out(written: Written) -> None:
    LOG.info("something.else", matter=SAID, phone=PHONE, site="s1")
    assert written.lines()[0].keys() == {"at", "level", "event", "site"}
    assert not {"matter", "phone", "name", "words", "password"} & set(FIELDS)


def test_an_exception_comes_out_without_what_it_quotes(written: Written) -> None:
    try:
        int(f"{NAME} {PHONE}: {SAID}")
    except ValueError:
        logging.getLogger("projections.spine.worker").exception(
            "projector.stands_still", extra={"retry_s": 0.2}
        )
    (line,) = written.lines()
    assert (line["event"], line["error"], line["retry_s"]) == ("projector.stands_still", "ValueError", 0.2)
    assert "test_lines.py" in line["where"][-1]
    assert [one for one in (NAME, PHONE, "pipe") if one in written.whole] == []


def test_a_databases_error_comes_out_with_its_code(written: Written) -> None:
    with sqlite3.connect(":memory:") as connection:
        try:
            connection.execute(f"SELECT '{NAME}' FROM nothing")
        except sqlite3.OperationalError:
            LOG.exception("store.unreadable")
    (line,) = written.lines()
    assert (line["error"], line["code"]) == ("sqlite3.OperationalError", "SQLITE_ERROR")
    connection.close()


def test_another_librarys_line_comes_out_without_its_values(written: Written) -> None:
    logging.getLogger("uvicorn.error").warning("Cannot read %s from %s.", SAID, NAME)
    logging.getLogger("streamlit.runtime").error(f"Uncaught: {NAME} {PHONE}")  # noqa: G004 - as libraries do
    said = [(line["event"], line["said"]) for line in written.lines()]
    assert said == [("library.uvicorn", "Cannot read %s from %s."), ("library.streamlit", "Uncaught")]
    assert [one for one in (NAME, PHONE, "pipe") if one in written.whole] == []


def test_streamlits_loggers_speak_through_ours_whenever_they_are_made(written: Written) -> None:
    from streamlit.logger import get_logger

    get_logger("streamlit.made_later").error("Uncaught app execution", exc_info=KeyError(PHONE))
    (line,) = written.lines()
    assert (line["event"], line["said"], line["error"]) == (
        "library.streamlit",
        "Uncaught app execution",
        "KeyError",
    )
    assert PHONE not in written.whole


def test_on_a_terminal_a_line_is_read_by_people() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal, pipe = Terminal(), io.StringIO()
    set_up("", terminal)
    LOG.info("http.answered", route="/wall", status=200)
    set_up("", pipe)
    LOG.info("http.answered", route="/wall", status=200)
    logging.getLogger().handlers.clear()
    assert terminal.getvalue()[8:] == " info    http.answered route=/wall status=200\n"
    assert pipe.getvalue().startswith("{")


def test_an_account_that_looks_like_a_phone_number_or_a_sentence_is_not_repeated() -> None:
    assert [plain(one) for one in ("duty01", "s1", PHONE, NAME, None, "", 7)] == [
        "duty01", "s1", "?", "?", None, None, "?",
    ]  # fmt: skip


def test_a_commands_id_is_repeated_unless_it_may_hold_words() -> None:
    assert ident("call-1") == "call-1"
    assert ident("0f3d13912345678aa") == "0f3d13912345678aa"
    assert [(ident(one) or "")[0] for one in (f"call {PHONE}", f"call {NAME}")] == ["#", "#"]
    assert ident(f"call {NAME}") != ident("call 李")
