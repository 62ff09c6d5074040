"""``/evidence/{site}``: who may take which evidence away, and that it is on record."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import pytest
from httpx2 import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

from console.evidence.route import evidence_route
from console.guard import SCOPE_KEY
from console.looking import kept
from tests.console.evidence.packs import Reader
from tests.console.ticketpage.office import CALLER, Office


class Client:
    """Somebody who is signed in."""

    def __init__(self, office: Office) -> None:
        self._house, self._account = office.house, ""
        app = Starlette(routes=[kept(office.house, evidence_route(office.house))])

        async def signed_in(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] == "http" and self._account:
                scope[SCOPE_KEY] = self._house.access.session(self._house.access.open_session(self._account))
            await app(scope, receive, send)

        self._client = TestClient(signed_in)

    def __call__(self, account: str, address: str, lang: str = "en") -> Response:
        self._account = account
        return self._client.get(address, headers={"accept-language": lang})


@pytest.fixture
def get(office: Office) -> Iterator[Client]:
    left = {one.name for one in Path(gettempdir()).glob("steward-evidence-*")}
    yield Client(office)
    assert {one.name for one in Path(gettempdir()).glob("steward-evidence-*")} <= left


def inside(answer: Response) -> dict[str, bytes]:
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_head_of_the_property_gets_the_whole_case(get: Client, office: Office) -> None:
    answer = get("duty01", f"/evidence/s1?case={office.number}")
    assert answer.headers["content-disposition"] == f'attachment; filename="evidence-{office.number}.zip"'
    assert answer.headers["cache-control"] == "no-store"
    files = inside(answer)
    assert CALLER["phone"] in files["register.jsonl"].decode()
    manifest = json.loads(files["manifest.json"])
    assert (manifest["asked_by"], manifest["asked_through"], manifest["personal"]) == (
        "duty01",
        "console",
        "all",
    )
    assert manifest["asked"] == {"case": f"ticket:s1:{office.number}"}


def test_the_auditor_gets_texts_and_proofs_but_no_persons(
    get: Client, office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = get("audit01", f"/evidence/s1?case=ticket:s1:{office.number}")
    files = inside(answer)
    said = b"".join(files.values()).decode()
    assert "水龙头滴水" in said
    assert CALLER["phone"] not in said
    assert CALLER["name"] not in said
    assert json.loads(files["manifest.json"])["personal"] == "texts"
    (tmp_path / "pack.zip").write_bytes(answer.content)
    assert Reader(capsys).findings(tmp_path / "pack.zip") == []


def test_texts_stay_behind_where_that_is_asked_for(get: Client, office: Office) -> None:
    files = inside(get("duty01", f"/evidence/s1?case={office.number}&personal=no"))
    assert "水龙头滴水" not in b"".join(files.values()).decode()
    assert json.loads(files["manifest.json"])["personal"] == "none"


def test_a_period_of_the_site_is_given_in_the_site_s_own_days(get: Client) -> None:
    files = inside(get("audit01", "/evidence/s1?since=2026-11-22&until=2026-11-23"))
    asked = json.loads(files["manifest.json"])["asked"]
    assert asked == {"since": "2026-11-21T16:00:00Z", "until": "2026-11-22T16:00:00Z", "site": "s1"}
    events = [json.loads(line) for line in files["events.jsonl"].splitlines()]
    told = [one for one in events if {"happened", "recorded"} & set(one["why"])]
    assert {one["site"] for one in told} == {"s1"}


@pytest.mark.parametrize("account", ["desk01", "tech01", "cash01", "head01", "", "nobody"])
def test_nobody_else_takes_evidence_away(get: Client, office: Office, account: str) -> None:
    answer = get(account, f"/evidence/s1?case={office.number}")
    assert (answer.status_code, answer.text) == (403, "Your roles at this site do not take evidence away.\n")
    assert office.house.access.looks.latest() == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("case=R990101-001", "There is no case"),
        ("case=ticket:s2:R990101-001", "There is no case"),
        ("case=member:s1", "There is no case"),
        ("", "neither a case nor a period"),
        ("since=17", "not a number of the log"),
        ("since=noon", "is no moment"),
        ("since=0001-01-01", "is no moment"),
        ("until=9999-12-31T23:59:59-12:00", "is no moment"),
        ("since=2026-11-23&until=2026-11-22", "ends before it begins"),
        ("since=2026-11-23&until=2026-11-23", "ends before it begins"),
    ],
)
def test_what_cannot_be_asked_for_is_told_in_words(get: Client, asked: str, said: str) -> None:
    answer = get("audit01", f"/evidence/s1?{asked}")
    assert answer.status_code == 404
    assert said in answer.text


def test_there_is_none_at_a_site_that_is_not_there(get: Client, office: Office) -> None:
    answer = get("audit01", f"/evidence/s9?case={office.number}", "zh")
    assert (answer.status_code, answer.text) == (403, "你在这个项目的岗位不能导出证据。\n")


def test_whoever_takes_evidence_away_is_on_record(get: Client, office: Office) -> None:
    get("audit01", f"/evidence/s1?case={office.number}")
    (look,) = office.house.access.looks.latest()
    assert (look.account, look.what, look.way, look.site) == ("audit01", "evidence", "export", "s1")
    assert look.parameters["case"] == office.number
