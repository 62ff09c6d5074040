"""A console as small as can be, served for the sign-in tests: ``python signin_console.py FOLDER [demo]``."""

import asyncio
import os
import secrets
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

from console.access import Access
from console.asgi import serve
from console.settings import Settings
from console.signin.page import DemoPerson
from domain.errors import Refused, Term

PAGE = """
import os
from datetime import UTC, datetime
from pathlib import Path

import altair as alt
import pandas as pd
import streamlit as st

from console.access import Access
from console.guard import current_session

access = Access(Path(os.environ["ACCESS_FILE"]), lambda: datetime.now(UTC), os.urandom)
session = current_session(access, st.context.cookies)
access.close()
if session is None:
    st.stop()
st.title("R260424-036")
st.write("at the desk: " + session.account)
frame = pd.DataFrame({"day": [1, 2, 3], "late": [3, 1, 2]})
st.dataframe(frame)
st.altair_chart(alt.Chart(frame).mark_bar().encode(x="day", y="late"))
part = st.components.v2.component(
    "part",
    html="<p id='part'>waiting</p>",
    js="export default ({parentElement}) => { parentElement.querySelector('#part').textContent = 'drawn'; }",
)
part(key="part")
"""


class TinyConsole:
    """One page, one stream, and in a demo store one person."""

    def __init__(self, folder: Path, *, demo: bool) -> None:
        self.script = folder / "page.py"
        self.script.write_text(PAGE, encoding="utf-8")
        (folder / "static").mkdir(exist_ok=True)
        self.access = Access(folder / "access.sqlite", lambda: datetime.now(UTC), secrets.token_bytes)
        self.access.migrate()
        self.routes = [Route("/live/x", live)]
        self.demo_people: Callable[[], Sequence[DemoPerson]] | None = people if demo else None

    async def start(self) -> None:
        self.running = True

    async def stop(self) -> None:
        self.running = False

    def healthy(self) -> bool:
        return self.running


def people() -> list[DemoPerson]:
    return [DemoPerson("demo-duty", "Duty One", Term("you"), "Site One")]


async def live(_: Request) -> StreamingResponse:
    async def beats() -> AsyncIterator[str]:
        while True:
            yield "event: beat\ndata: R260424-036\n\n"
            await asyncio.sleep(0.2)

    return StreamingResponse(beats(), media_type="text/event-stream")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    data = Path(sys.argv[1])
    os.environ["ACCESS_FILE"] = str(data / "access.sqlite")
    try:
        serve(TinyConsole(data, demo="demo" in sys.argv), Settings.from_environment(os.environ), say)
    except Refused as refused:
        say(str(refused))
