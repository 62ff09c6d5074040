"""What every test gets: no setting of the machine's own store, and no colour in what the program prints."""

import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

from console.access import passwords

settings.register_profile("steward", settings(), deadline=None)  # no test of ours is about time
settings.load_profile("steward")

pytest_plugins = ["tests.postgres"]

SETTINGS = (
    "STEWARD_DATA",
    "STEWARD_DATABASE",
    "STEWARD_HOST",
    "STEWARD_HOSTS",
    "STEWARD_PROXIES",
    "STEWARD_LOG",
    "STEWARD_METRICS_TOKEN",
    "STEWARD_PORT",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--whole", action="store_true", help="also what stands in for itself in short otherwise")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked ``whole`` unless it was asked for: a shorter form of it runs in any case."""
    if config.getoption("--whole"):
        return
    left_out = [item for item in items if item.get_closest_marker("whole")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in set(left_out)]


@pytest.fixture(autouse=True, scope="session")
def _cheap_passwords() -> Iterator[None]:
    """A password's check is to take long, but not of every house that a test founds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "TIME_COST", 1)
        patch.setattr(passwords, "MEMORY_KIB", 8)
        yield


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for setting in SETTINGS:
        monkeypatch.delenv(setting, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture(autouse=True)
def _main_module_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit's own test runner leaves its script as the main module, which processes started later would run."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
