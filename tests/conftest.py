"""What every test gets: no setting of the machine's own store, and no colour in what the program prints."""

import sys

import pytest

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


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for setting in SETTINGS:
        monkeypatch.delenv(setting, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture(autouse=True)
def _main_module_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit's own test runner leaves its script as the main module, which processes started later would run."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
