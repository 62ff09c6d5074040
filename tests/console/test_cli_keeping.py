"""``steward migrate``, ``status``, ``verify``, ``rebuild``, ``backup``, ``restore``: keeping the store."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from console.settings import Settings
from console.wiring import House, make_store
from projections.models import MODELS
from tests.console.command_line import Answer, Steward
from tests.console.houses import PASSWORD, small_house


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small house of which no page has read anything yet."""
    folder = tmp_path_factory.mktemp("company") / "data"
    small_house(folder).close()
    return folder


@pytest.fixture
def nowhere(tmp_path: Path) -> Steward:
    return Steward(tmp_path / "nowhere")


def done(answer: Answer) -> str:
    """What a command that was carried out said; it had nothing to complain about."""
    assert (answer.code, answer.err) == (0, ""), answer
    return answer.out


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Green Garden (Real company)", "Site s1: East Garden", "Events: ", "up to date"]),
        ("zh", ["Green Garden（正式）", "项目 s1：East Garden", "事件", "已是最新"]),
    ],
)
def test_status_says_what_the_store_holds_and_how_far_the_pages_are(
    steward: Steward, language: str, words: list[str]
) -> None:
    done(steward("migrate"))
    steward.language = language
    said = done(steward("status"))
    assert [word for word in words if word not in said] == [], said


def test_status_counts_what_the_pages_have_not_read_yet(steward: Steward) -> None:
    assert "events behind" in done(steward("status"))
    done(steward("migrate"))
    assert "events behind" not in done(steward("status"))


@pytest.mark.parametrize("typed", ["status", "verify", "migrate", "rebuild", "user list", "backup copy.zip"])
def test_where_there_is_no_store_nothing_is_made(nowhere: Steward, typed: str) -> None:
    answer = nowhere(typed)
    assert (answer.code, answer.out) == (1, "")
    assert "There is no store in" in answer.err
    assert [one.name for one in nowhere.data.parent.iterdir()] == []


def test_a_store_that_belongs_to_nobody_yet_is_told_how_to_begin(nowhere: Steward) -> None:
    make_store(Settings(nowhere.data, None, "127.0.0.1", 0), "real")
    assert done(nowhere("verify")).startswith("0 events")
    assert "Events: 0" in done(nowhere("status"))
    answer = nowhere("up")
    assert (answer.code, answer.out) == (1, "")
    assert "steward init" in answer.err


@pytest.mark.parametrize(
    ("language", "words"), [("en", "All is as it was recorded"), ("zh", "全部与当初记录的一致")]
)
def test_an_untouched_store_is_verified(steward: Steward, language: str, words: str) -> None:
    steward.language = language
    assert words in done(steward("verify"))


def test_a_changed_event_is_named_and_ends_in_1(steward: Steward) -> None:
    with closing(sqlite3.connect(steward.data / "log.sqlite")) as store, store:
        store.execute("UPDATE events SET recorded_by = 'nobody' WHERE position = 7")
    for language in ("en", "zh"):
        steward.language = language
        answer = steward("verify")
        assert (answer.code, answer.err) == (1, "")
        assert "7" in answer.out.splitlines()[0]


def test_all_read_models_or_some_are_made_anew(steward: Steward) -> None:
    said = done(steward("rebuild"))
    assert [line.partition(":")[0] for line in said.splitlines()] == [model.name for model in MODELS]
    assert [line.partition(":")[0] for line in done(steward("rebuild queue")).splitlines()] == ["queue"]


def test_a_read_model_that_is_not_there_is_refused_before_any_is_made(steward: Steward) -> None:
    answer = steward("rebuild queue quue board")
    assert (answer.code, answer.out) == (1, "")
    assert len(answer.err.splitlines()) == 2


def test_a_copy_is_restored_with_everything_in_it(steward: Steward, nowhere: Steward) -> None:
    copy = steward.data.parent / "copy.zip"
    head = done(steward("verify"))
    assert str(copy) in done(steward(f"backup {copy}"))
    assert nowhere(f"restore {copy}").code == 0
    assert done(nowhere("verify")) == head
    house = House(Settings(nowhere.data, None, "127.0.0.1", 0))
    assert house.access.check("desk01", PASSWORD)
    house.close()


def test_a_copy_is_written_over_nothing_and_restored_over_nothing(steward: Steward) -> None:
    done(steward("backup copy.zip"))
    first = (steward.data.parent / "copy.zip").read_bytes()
    again, back = steward("backup copy.zip"), steward("restore copy.zip")
    assert ([again.code, again.out], [back.code, back.out]) == ([1, ""], [1, ""])
    assert "is there already" in again.err
    assert "is not empty" in back.err
    assert (steward.data.parent / "copy.zip").read_bytes() == first


@pytest.mark.parametrize("damage", ["cut short", "no copy at all", "not there"])
def test_a_damaged_copy_restores_nothing(steward: Steward, nowhere: Steward, damage: str) -> None:
    copy = steward.data.parent / "copy.zip"
    done(steward("backup copy.zip"))
    match damage:
        case "cut short":
            copy.write_bytes(copy.read_bytes()[:-1000])
        case "no copy at all":
            copy.write_bytes(b"PK\x03\x04 nothing")
        case _:
            copy.unlink()
    answer = nowhere("restore copy.zip")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err
    assert not nowhere.data.exists()


def test_a_path_that_cannot_be_written_is_refused_in_words(steward: Steward) -> None:
    (steward.data.parent / "file").write_text("in the way")
    answer = steward("backup file/copy.zip")
    assert (answer.code, answer.out) == (1, "")
    assert "file" in answer.err
    assert "Traceback" not in answer.err
