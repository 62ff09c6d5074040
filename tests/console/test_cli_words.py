"""How the command line speaks: help and usage in both languages, settings in words, its exit codes."""

from pathlib import Path

import pytest

from console.cli import language_of
from tests.console.command_line import Steward

VERBS = (
    "up",
    "init",
    "apply",
    "commands",
    "ask",
    "questions",
    "migrate",
    "status",
    "verify",
    "rebuild",
    "backup",
    "restore",
    "user",
    "import",
    "template",
)


@pytest.fixture
def steward(tmp_path: Path) -> Steward:
    return Steward(tmp_path / "data")


@pytest.mark.parametrize("typed", ["--help", *(f"{verb} --help" for verb in VERBS)])
def test_help_is_given_in_the_terminals_language(steward: Steward, typed: str) -> None:
    english = steward(typed)
    steward.language = "zh"
    chinese = steward(typed)
    assert [(one.code, one.err) for one in (english, chinese)] == [(0, ""), (0, "")]
    assert english.out.isascii()
    assert english.out.startswith("usage: steward")
    assert chinese.out.startswith("用法：steward")
    for words in ("positional arguments", "options:", "show this help"):
        assert words not in chinese.out


def test_help_names_every_verb(steward: Steward) -> None:
    said = steward("--help").out
    assert [verb for verb in VERBS if f"\n    {verb}" not in said] == []


@pytest.mark.parametrize("typed", ["", "fly", "ask", "apply", "import units --colour red", "user fly"])
@pytest.mark.parametrize(
    ("language", "words"), [("en", "This cannot be understood"), ("zh", "看不懂这条命令")]
)
def test_what_is_not_understood_ends_in_2_and_shows_the_usage(
    steward: Steward, typed: str, language: str, words: str
) -> None:
    steward.language = language
    answer = steward(typed)
    assert (answer.code, answer.out) == (2, "")
    usage, *_, said = answer.err.splitlines()
    assert usage.startswith({"en": "usage: steward", "zh": "用法：steward"}[language])
    assert said.startswith(words)


@pytest.mark.parametrize(
    ("env", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
    ],
)
def test_the_locale_decides_the_language(env: dict[str, str], language: str) -> None:
    assert language_of(env) == language


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("STEWARD_PORT", "telephone", "is no port number"),
        ("STEWARD_DATABASE", "mysql://db/steward", "is no address of a PostgreSQL database"),
    ],
)
def test_a_setting_that_would_be_passed_over_is_refused(
    steward: Steward, setting: str, value: str, words: str
) -> None:
    answer = steward("status", b"", **{setting: value})
    assert (answer.code, answer.out) == (1, "")
    assert words in answer.err


def test_words_that_a_terminal_cannot_show_are_spelt_out_and_stop_nothing(steward: Steward) -> None:
    steward.language = "zh"
    program = steward.start("status", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    said, err = program.communicate(timeout=60)
    assert (program.returncode, said) == (1, b"")
    assert b"\\u6ca1\\u6709" in err
