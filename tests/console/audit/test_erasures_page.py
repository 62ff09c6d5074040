"""The page of erasures: who is offered what, every trace before the press, and the certificate afterwards."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from console import running
from console.app import Application
from console.audit.certificate import document
from console.audit.certificate_route import certificate_route
from console.guard import SESSION_COOKIE
from console.languages import Translator
from console.languages.preference import COOKIE
from console.printing.document import document_pdf
from console.settings import Settings
from console.wiring import House
from domain.erasure import Basis, erasure_stream
from domain.facts import PersonRef
from domain.operations.digests import references
from domain.units import Unit
from projections.audit.erasures import erasure
from projections.audit.pointed import pointed
from tests.console.houses import build_once, copied_house, order

NAME, PHONE = "欧阳灵犀", "13912345678"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_once(tmp_path_factory.mktemp("built"))


@pytest.fixture
def house(built: Path, tmp_path: Path) -> Iterator[House]:
    """A house with a caller who is named once more in another call, and whose number stands in a third."""
    house = copied_house(built, tmp_path)
    calls = [
        (NAME, PHONE, "门锁坏了"),
        ("赵", "13700000001", f"{NAME}家的门铃不响"),
        ("钱", "13700000002", f"请回电{PHONE}"),
    ]
    for number, (name, phone, matter) in enumerate(calls):
        caller = {"name": name, "phone": phone}
        order(house, "help.report", f"page {number}", by="desk01", caller=caller, matter=matter, place="门口")
    house.worker.start()
    assert house.worker.wait_for(house.log.head(), 10)
    yield house
    house.close()


def entries(house: House) -> list[tuple[str, str]]:
    """Caller and matter of each call."""
    told = [list(references(event.fact)) for event in house.log.search(name="ticket.reported")]  # pyright: ignore[reportAttributeAccessIssue] - all can be read
    return [
        (
            next(one.id for one in refs if isinstance(one, PersonRef)),
            next(one.id for one in refs if not isinstance(one, PersonRef)),
        )
        for refs in told
    ]


def page(house: House, patch: pytest.MonkeyPatch, account: str, lang: str = "en") -> AppTest:
    token = house.access.open_session(account)
    patch.setattr("console.viewer.cookies", lambda: {SESSION_COOKIE: token, COOKIE: lang})
    running.open_doors(house)
    return run(AppTest.from_function(_script, default_timeout=20))


def run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, app.exception[0].stack_trace
    return app


def _script() -> None:
    from console import running
    from console.audit.erasures import draw
    from console.viewer import viewer_of

    viewer = viewer_of(running.house())
    assert viewer is not None
    draw(viewer)


def said(app: AppTest) -> str:
    kinds = ("markdown", "warning", "error", "caption", "title", "subheader")
    drawn: list[Any] = [one for kind in kinds for one in app.get(kind)]
    html: list[Any] = list(app.get("html"))
    return "\n".join([*(str(one.value) for one in drawn), *(str(one.proto.body) for one in html)])


def look_for(app: AppTest, part: str, way: str = "person") -> AppTest:
    app.text_input(key=f"erasures.part.{way}").set_value(part)
    return run(app)


def confirm(app: AppTest, entry: str, typed: str) -> AppTest:
    app.text_input(key=f"erasures.typed.{entry}").set_value(typed)
    next(one for one in app.button if one.label in {"Erase for good", "彻底删除"}).click()
    return run(app)


@pytest.mark.parametrize(("lang", "done"), [("en", "is erased"), ("zh", "已删除")])
def test_a_person_goes_with_what_was_ticked_once_the_id_was_typed(
    house: House, monkeypatch: pytest.MonkeyPatch, lang: str, done: str
) -> None:
    (person, own), (_, named), (_, numbered) = entries(house)
    app = look_for(page(house, monkeypatch, "root", lang), NAME)
    assert {one.key: one.value for one in app.checkbox} == {
        f"erasures.goes.{numbered}": True,
        f"erasures.goes.{named}": False,
    }
    for typed in ("p0", person):
        confirm(app, person, typed)
        assert house.log.versions(person)
    app.radio(key=f"erasures.basis.{person}").set_value(Basis.PURPOSE_OVER)
    confirm(app, person, person)
    assert done in said(app)
    assert (house.log.versions(person), house.log.texts([own, named, numbered]).keys()) == ([], {own, named})
    told = erasure(house.views, entry=person)
    assert (told.texts_left, [one.entry for one in told.gone]) == (1, [person, numbered])


def test_what_stands_in_the_way_is_said_before_the_press_and_by_the_refusal(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = house.log.get(Unit, "unit:s1:5-1-1101").owner
    assert owner
    app = look_for(page(house, monkeypatch, "root"), owner.id)
    assert "owns 5-1-1101" in said(app)
    app.radio(key=f"erasures.basis.{owner.id}").set_value(Basis.KEPT_LONG_ENOUGH)
    assert "This person still owns 5-1-1101." in said(confirm(app, owner.id, owner.id))
    assert house.log.versions(owner.id)


def test_a_text_is_found_by_its_words_and_redacted(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    (_, own), *_ = entries(house)
    app = page(house, monkeypatch, "duty01")
    app.segmented_control(key="erasures.way").set_value("text")
    look_for(run(app), "门锁", "text")
    app.radio(key=f"erasures.basis.{own}").set_value(Basis.UNLAWFUL)
    confirm(app, own, own)
    assert house.log.texts([own]) == {}


def test_an_auditor_reads_what_was_erased_and_searches_nobody(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    (person, _), *_ = entries(house)
    order(
        house, "person.erase", "page", site="", person=person, basis="unlawful", texts=[entries(house)[2][1]]
    )
    app = page(house, monkeypatch, "audit01")
    assert [one.key for one in app.text_input] == ["erasures.about"]
    assert f"/erasure/{person}" in said(app)
    assert "✓ nothing is left" in said(app)


def test_an_auditor_asks_by_a_ticket_whether_its_caller_is_gone(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    (person, _), *_ = entries(house)
    number = house.log.search(name="ticket.reported")[0].originator_id  # pyright: ignore[reportAttributeAccessIssue] - all can be read
    app = page(house, monkeypatch, "audit01")
    app.text_input(key="erasures.about").set_value(number.rpartition(":")[2])
    before = said(run(app))
    assert "speaks of 2 register entries; erased: 0." in before
    assert f"/erasure/{person}" not in before
    order(
        house, "person.erase", "page", site="", person=person, basis="unlawful", texts=[entries(house)[2][1]]
    )
    after = said(run(app))
    assert "speaks of 2 register entries; erased: 1." in after
    assert f"/erasure/{person}" in after
    assert not any(value in before + after for value in (NAME, PHONE))
    app.text_input(key="erasures.about").set_value("R000000-001")
    assert "Nothing here goes by that number or name." in said(run(app))


@pytest.mark.parametrize(
    ("lang", "counted", "back"),
    [
        ("en", "speaks of 2 register entries; erased: 1.", "! there again though it was erased"),
        ("zh", "涉及登记条目 2 条，其中 1 条已删除。", "! 删除后又出现"),
    ],
)
def test_an_erased_entry_that_came_back_is_named_by_the_question_and_on_the_page(
    house: House, monkeypatch: pytest.MonkeyPatch, lang: str, counted: str, back: str
) -> None:
    (person, own), _, (_, numbered) = entries(house)
    stream = house.log.search(name="ticket.reported")[0].originator_id  # pyright: ignore[reportAttributeAccessIssue] - all can be read
    with closing(sqlite3.connect(house.settings.data / "log.sqlite")) as store:
        kept = store.execute("SELECT * FROM register WHERE id = ?", [person]).fetchall()
    order(house, "person.erase", "page", site="", person=person, basis="unlawful", texts=[own, numbered])
    with closing(sqlite3.connect(house.settings.data / "log.sqlite")) as store, store:
        store.executemany(f"INSERT INTO register VALUES ({', '.join('?' * len(kept[0]))})", kept)
    erased = house.log.stream(erasure_stream(person))[-1]
    told = {one.entry: one for one in pointed(house.views, stream=stream)}
    assert {entry: one.standing for entry, one in told.items()} == {person: "back", own: "erased"}
    assert told[person].erased_at == erased.happened_at
    app = page(house, monkeypatch, "audit01", lang)
    app.text_input(key="erasures.about").set_value(stream.rpartition(":")[2])
    shown = said(run(app))
    assert counted in shown
    assert shown.count(back) == 1
    assert shown.index(f"/erasure/{person}") < shown.index(back)
    assert not any(value in shown for value in (NAME, PHONE))


def test_a_search_is_kept_without_the_words(
    house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    look_for(page(house, monkeypatch, "root"), NAME)
    with closing(sqlite3.connect(house.settings.data / "access.sqlite")) as store:
        kept = store.execute("SELECT * FROM looks").fetchall()
    assert [row for row in kept if "erasures" in row]
    assert not any(NAME.encode() in one.read_bytes() for one in tmp_path.glob("access.sqlite*"))


def client(house: House) -> TestClient:
    application = Application(house)
    assert any(getattr(one, "path", "") == "/erasure/{entry}" for one in application.routes)
    return TestClient(Starlette(routes=[certificate_route(house)]))


def test_the_certificate_is_read_by_those_who_may_and_holds_no_value(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    (person, _), _, (_, numbered) = entries(house)
    order(house, "person.erase", "page", site="", person=person, basis="unlawful", texts=[numbered])
    asks = client(house)
    for account, code in (("desk01", 403), ("audit01", 200), ("root", 200)):
        session = type("Session", (), {"account": account})
        monkeypatch.setattr("console.audit.certificate_route.session_of", lambda _, held=session: held)
        answer = asks.get(f"/erasure/{person}?lang=zh")
        assert answer.status_code == code
    assert ("删除证明" in answer.text, "违法处理" in answer.text, person in answer.text) == (True, True, True)
    assert not any(value in answer.text for value in (NAME, PHONE))
    assert asks.get("/erasure/p0").status_code == 404
    pdf = asks.get(f"/erasure/{person}.pdf")
    assert (pdf.status_code, pdf.headers["content-type"], pdf.content[:5]) == (
        200,
        "application/pdf",
        b"%PDF-",
    )


@pytest.mark.parametrize(("days", "words"), [(30, "30 days"), (None, "no period is set")])
def test_a_certificate_says_until_when_backups_may_hold_it(
    house: House, days: int | None, words: str
) -> None:
    (person, _), *_ = entries(house)
    order(
        house, "person.erase", "page", site="", person=person, basis="unlawful", texts=[entries(house)[2][1]]
    )
    house.settings = Settings(house.settings.data, None, "127.0.0.1", 0, backup_days=days)
    paper = document(house, Translator.for_language("en"), erasure(house.views, entry=person))
    assert words in str(paper)
    assert "database server" not in str(paper)
    assert document_pdf(paper).startswith(b"%PDF-")
