"""The files page in the hands of somebody, without a browser: drawn, pressed and read."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from streamlit.testing.v1 import AppTest

from console import running
from console.languages import Translator
from console.settings import Settings
from console.viewer import Viewer
from console.wiring import House
from tests.console.houses import at


def morning() -> datetime:
    return at("09:00:00")


def opened(source: Path, folder: Path, clock: Callable[[], datetime] = morning) -> Iterator[House]:
    shutil.copytree(source, folder)
    house = House(Settings(folder, None, "127.0.0.1", 0), clock)
    house.worker.start()
    house.worker.wait_for(house.log.head(), 10)
    yield house
    house.close()


def viewer(house: House, account: str = "root", language: str = "en", site: str = "s1") -> Viewer:
    roles = house.authority.roles(account, site)
    return Viewer(house, account, site, ("s1", "s2"), roles, Translator.for_language(language))


def page(
    house: House, section: str, account: str = "root", language: str = "en", site: str = "s1"
) -> AppTest:
    def script(account: str, language: str, site: str) -> None:
        from console import running
        from console.views import files
        from tests.console.fileroom.room import viewer

        files.draw(viewer(running.house(), account, language, site))

    running.open_doors(house)
    app = AppTest.from_function(script, default_timeout=20, args=(account, language, site))
    app.query_params["files"] = section
    return run(app)


def run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, app.exception[0].stack_trace
    return app


def said(app: AppTest) -> str:
    return "\n".join(str(one.value) for one in (*app.html, *app.markdown, *app.caption))


def press(app: AppTest, label: str) -> AppTest:
    buttons = [one for one in app.button if one.label == label]
    assert len(buttons) == 1, [one.label for one in app.button]
    buttons[0].click()
    return run(app)


def hand_in(app: AppTest, content: str, name: str = "file.csv") -> AppTest:
    app.file_uploader[0].upload(name, content.encode(), "text/csv")
    return run(app)
