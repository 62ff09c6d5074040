"""After an erasure nothing that Steward keeps, answers or sends holds the name, the phone number or the words."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any, LiteralString

import msgspec
import pytest
from psycopg import sql

from console.live import Broker
from console.wiring import House
from domain.errors import Unknown
from domain.log import verify
from domain.tickets.facts import Reported
from projections.asking.registry import QUESTIONS, as_json, ask
from projections.models import MODELS
from projections.spine.model import StateModel
from projections.spine.rebuild import rebuild
from projections.tickets.find import sounds
from tests.console.houses import order, small_house
from tests.console.watching import IN_TIME_S, call, clock, house, told, watch
from tests.postgres import Server

__all__ = ["clock", "house"]

NAME, PHONE, WORDS = "欧阳灵犀", "13912345678", "卧室空调不制冷，白天敲门"
LEFT_NAME, LEFT_WORDS = "司徒留白", "走廊灯不亮"
TEXTS = (WORDS, f"{NAME}的手机 139-1234-5678")
FORMS = [
    form
    for said in (NAME, PHONE, *TEXTS)
    for form in (
        said.encode(),
        said.encode("utf-16-le"),
        said.encode("utf-16-be"),
        json.dumps(said)[1:-1].encode(),
    )
]
POOL = {"site": "s1", "unit": "5-1-1101", "part": "5-1", "by": "root", "account": "desk01", "bucket": "day"}


def held(raw: bytes) -> list[bytes]:
    return [form for form in FORMS if form in raw]


class Grounds:
    """A small house on one kind of store, and everything that it has written, as bytes."""

    def __init__(self, kind: str, folder: Path, server: Server) -> None:
        self._server, self._folder = server, folder
        self._database = server.new_database() if kind == "postgresql" else None
        self.house = small_house(folder, database=server.url(self._database) if self._database else None)
        self.house.worker.start()

    def close(self) -> None:
        self.house.close()
        if self._database:
            self._server.drop(self._database)

    def written(self) -> dict[str, bytes]:
        """Every file of the data folder, and every row of the database."""
        files = {str(one): one.read_bytes() for one in self._folder.rglob("*") if one.is_file()}
        return files | (self._rows(self._database) if self._database else {})

    def _rows(self, database: str) -> dict[str, bytes]:
        listed: LiteralString = "SELECT schemaname, tablename FROM pg_tables WHERE schemaname LIKE 'steward%'"
        written: dict[str, bytes] = {}
        for schema, table in self._server.execute(listed, database):
            name = sql.Identifier(str(schema), str(table))
            rows = self._server.execute(sql.SQL("SELECT to_jsonb(t)::text FROM {} t").format(name), database)
            written[f"{schema}.{table}"] = b"\n".join(_plain(str(row[0])) for row in rows)
        return written


def _plain(row: str) -> bytes:
    """A row with its bytes as bytes: PostgreSQL writes them as hex."""
    fields = json.loads(row).values()
    return b"\n".join(
        bytes.fromhex(one[2:]) if isinstance(one, str) and one.startswith("\\x") else str(one).encode()
        for one in fields
    )


@pytest.fixture(params=["sqlite", "postgresql"])
def grounds(request: pytest.FixtureRequest, tmp_path: Path, postgres_server: Server) -> Iterator[Grounds]:
    grounds = Grounds(request.param, tmp_path, postgres_server)
    yield grounds
    grounds.close()


def report(house: House, number: int, matter: str, name: str, phone: str = "13700000000") -> str:
    caller = {"name": name, "phone": phone}
    given = {"unit": "5-1-1101", "caller": caller, "matter": matter, "item": "SN-01"}
    return str(order(house, "repair.report", f"no trace {number}", by="desk01", **given).results["ticket"])


def entries(house: House, ticket: str) -> tuple[str, str]:
    fact = house.log.stream(f"ticket:s1:{ticket}")[0].fact
    assert isinstance(fact, Reported)
    assert fact.caller
    return fact.caller.id, fact.matter.id


def answers(house: House, ticket: str) -> dict[str, bytes]:
    """Every question that this pool of parameters can put, answered."""
    pool = {**POOL, "ticket": ticket, "number": ticket, "stream": f"ticket:s1:{ticket}"}
    given: dict[str, bytes] = {}
    for name, one in QUESTIONS.items():
        fields = {field.name: field for field in msgspec.structs.fields(one.parameters)}
        if all(field.name in pool for field in fields.values() if field.required):
            wanted = {
                name: pool[name]
                for name, field in fields.items()
                if name in pool and takes(field, pool[name])
            }
            with suppress(Unknown):
                given[name] = as_json(ask(house.views, name, wanted))
    return given


def takes(field: Any, value: str) -> bool:
    """Whether a parameter may have that value: one that is a choice from a list may not."""
    try:
        msgspec.convert(value, field.type)
    except msgspec.ValidationError:
        return False
    return True


def rows(house: House) -> dict[str, list[Any]]:
    with house.views.snapshot() as snapshot:
        return {
            model.name: sorted(map(str, map(dict, snapshot.rows(model))))
            for model in MODELS
            if isinstance(model, StateModel)
        }


def play(house: House) -> tuple[str, str, str]:
    """Calls of one person, one of somebody else, and the person's entries erased; ticket, person, other ticket."""
    first = report(house, 1, TEXTS[0], NAME, PHONE)
    second = report(house, 2, TEXTS[1], LEFT_NAME)
    third = report(house, 3, LEFT_WORDS, NAME, PHONE)
    order(
        house,
        "unit.begin_tenancy",
        "no trace",
        unit="5-1-1102",
        tenant={"name": NAME, "phone": PHONE},
        on="2026-11-01",
    )
    assert house.worker.wait_for(house.log.head(), IN_TIME_S)
    asked = answers(house, first)
    assert held(asked["queue"])
    assert held(asked["find"])
    return first, second, third


def erase(house: House, tickets: tuple[str, str, str]) -> str:
    first, second, third = (entries(house, ticket) for ticket in tickets)
    tenants = [entry.id for entry in house.log.latest("person") if NAME in entry.value.decode()]
    others = sorted({*tenants, third[0]} - {first[0]})
    given = {
        "person": first[0],
        "others": others,
        "texts": [first[1], second[1]],
        "basis": "consent_withdrawn",
    }
    done = order(house, "person.erase", "no trace", site="", **given)
    assert house.worker.wait_for(done.position, IN_TIME_S)
    return first[0]


def test_no_file_row_or_answer_holds_what_was_erased(grounds: Grounds) -> None:
    house = grounds.house
    tickets = play(house)
    before = grounds.written()
    assert any(held(raw) for raw in before.values())
    erase(house, tickets)
    assert {place: held(raw) for place, raw in grounds.written().items() if held(raw)} == {}
    asked = answers(house, tickets[0])
    assert len(asked) >= 8
    assert {name: held(raw) for name, raw in asked.items() if held(raw)} == {}
    left = b"".join(asked.values())
    assert LEFT_NAME.encode() in left or LEFT_WORDS.encode() in left
    assert verify(house.settings.event_log).findings == []


def test_a_rebuild_gives_the_same_rows_after_an_erasure(grounds: Grounds) -> None:
    house = grounds.house
    erase(house, play(house))
    before = rows(house)
    assert before["queue"]
    for model in MODELS:
        assert rebuild(house.projector, model.name).differing == 0
    assert rows(house) == before


def test_every_board_is_read_anew_when_something_was_erased(house: House) -> None:
    async def story(broker: Broker) -> None:
        number = call(house, matter=WORDS)
        kept = call(house, matter=LEFT_WORDS)
        assert house.worker.wait_for(house.log.head(), IN_TIME_S)
        watcher = await watch(broker)
        board = await watcher.until("board")
        assert WORDS in json.dumps(board["rows"], ensure_ascii=False)
        fact = house.log.stream(f"ticket:s1:{number}")[0].fact
        assert isinstance(fact, Reported)
        done = order(house, "text.redact", number, site="", text=fact.matter.id, basis="unlawful")
        assert house.worker.wait_for(done.position, IN_TIME_S)
        while await watcher.next() is not None:
            pass
        assert not any(WORDS in str(row) for row in broker._channels["s1"].rows.values())
        again = await (await watch(broker)).until("board")
        said = json.dumps(again["rows"], ensure_ascii=False)
        assert (WORDS in said, LEFT_WORDS in said) == (False, True)
        assert {f"ticket:s1:{number}", f"ticket:s1:{kept}"} <= {row["id"] for row in again["rows"]}

    told(house, story)


def test_a_name_kept_by_its_sound_goes_with_its_person(house: House) -> None:
    sounds(NAME)
    assert sounds.cache_info().currsize >= 1
    number = call(house, matter=WORDS)
    fact = house.log.stream(f"ticket:s1:{number}")[0].fact
    assert isinstance(fact, Reported)
    done = order(house, "text.redact", f"sound {number}", site="", text=fact.matter.id, basis="unlawful")
    assert _soon(
        lambda: house.worker.wait_for(done.position, IN_TIME_S) and sounds.cache_info().currsize == 0
    )


def _soon(holds: Callable[[], bool]) -> bool:
    deadline = monotonic() + IN_TIME_S
    while not (now := holds()) and monotonic() < deadline:
        sleep(0.05)
    return now
