"""The form's words, colours and joined module agree with each other."""

import re

from console.call.assets import call_css, call_html, call_js
from console.call.words import words


def test_every_word_that_the_form_asks_for_exists_and_none_is_idle() -> None:
    module, said = call_js() + call_html(), words(str)
    literal = set(re.findall(r'words\[(?:[^\]"`]*\? )?"([\w.]+)"(?: : "([\w.]+)")?\]', module))
    keys = {key for pair in literal for key in pair if key} | set(re.findall(r'data-word="([\w.]+)"', module))
    assert len(keys) > 60
    assert keys - set(said) <= {"group.over"} | {key for key in keys if key.startswith("span.")}
    idle = {
        key
        for key in said
        if key not in module and not any(key.startswith(start) for start in _built(module))
    }
    assert {key for key in idle if not key.startswith(("span.", "note.", "figure.", "age."))} == set()


def _built(module: str) -> list[str]:
    """Beginnings of keys that the module puts together."""
    return [start for start in re.findall(r"`([a-z_]+\.)\$\{", module) if start]


def test_the_joined_module_has_one_export_and_no_import() -> None:
    lines = call_js().splitlines()
    assert [line for line in lines if line.startswith("export")] == [
        "export default function mount({ data, parentElement, setTriggerValue }) {"
    ]
    assert not [line for line in lines if line.startswith("import")]
    names = re.findall(r"^(?:async )?(?:function|class|const|let) (\w+)", call_js(), re.MULTILINE)
    assert sorted(names) == sorted(set(names))


def test_the_form_never_makes_markup_of_data_and_owns_no_colour_but_text_on_fills() -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", call_js())
    assert set(re.findall(r"#[0-9A-Fa-f]{3,8}\b", call_css())) <= {"#FFFFFF", "#2A0603"}
