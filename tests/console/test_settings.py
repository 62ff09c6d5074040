"""Settings come from the environment, and a bad one is refused by name."""

import os
from pathlib import Path

import pytest

from console.languages import Translator
from console.settings import Settings, SettingsRefused


def test_without_any_setting_the_console_is_private_to_this_machine() -> None:
    settings = Settings.from_environment({"STEWARD_PORT": ""})
    assert settings == Settings(Path.cwd() / ".steward", None, "127.0.0.1", 8501, ())


def test_checkpoints_go_into_the_data_folder_unless_told(tmp_path: Path) -> None:
    settings = Settings.from_environment({"STEWARD_DATA": str(tmp_path)})
    assert settings.checkpoint_folders == (tmp_path / "checkpoints",)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(SettingsRefused, match="STEWARD_CHECKPOINTS"):
        Settings.from_environment({"STEWARD_CHECKPOINTS": str(tmp_path / "file")})


def test_every_setting_is_read(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {
            "STEWARD_DATA": str(tmp_path),
            "STEWARD_DATABASE": "postgresql://desk/steward",
            "STEWARD_HOST": "0.0.0.0",  # noqa: S104 - what an operator may type
            "STEWARD_PORT": "65535",
            "STEWARD_HOSTS": "Desk.example, steward",
            "STEWARD_CHECKPOINTS": os.pathsep.join([str(tmp_path / "a"), "", str(tmp_path / "b")]),
        }
    )
    assert settings.checkpoint_folders == (tmp_path / "a", tmp_path / "b")
    assert settings.data == tmp_path
    assert settings.database == "postgresql://desk/steward"
    assert (settings.host, settings.port) == ("0.0.0.0", 65535)  # noqa: S104 - the same
    assert settings.known_hosts == ("desk.example", "steward")


@pytest.mark.parametrize("port", ["65536", "-1", "80a", "８５０１", "1e3"])
def test_a_port_that_is_none_is_refused_by_name(port: str) -> None:
    with pytest.raises(SettingsRefused) as refusal:
        Settings.from_environment({"STEWARD_PORT": port})
    said = Translator.for_language("en").refusal(refusal.value)
    assert len(said) == 1
    assert said[0].startswith(f"STEWARD_PORT is “{port}”, which is no port number from 0 to 65535.")
    assert said[0].endswith("Next for you: set STEWARD_PORT to a free port number.")


def test_all_bad_settings_are_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    environment = {"STEWARD_DATA": str(tmp_path / "file"), "STEWARD_HOST": "a b", "STEWARD_PORT": "x"}
    with pytest.raises(SettingsRefused) as refusal:
        Settings.from_environment(environment)
    assert [reason.text.split()[0] for reason in refusal.value.reasons] == [
        "STEWARD_DATA",
        "STEWARD_HOST",
        "STEWARD_PORT",
    ]
