"""The event contract: names, versions and shapes under which facts are stored never change unseen (style: events)."""

import json
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import msgspec
import pytest

import domain
from domain.facts import CLASSES, SHAPES, UPCASTERS, Fact, Shape, stored_as

GOLDEN = Path(__file__).parent / "golden" / "facts.json"


def bare(shape: Any) -> Any:
    """A JSON Schema without its explanations, which may be reworded."""
    if isinstance(shape, dict):
        return {
            name: bare(one) for name, one in shape.items() if name != "description" or isinstance(one, dict)
        }
    return [bare(one) for one in shape] if isinstance(shape, list) else shape


def stored() -> dict[str, Any]:
    """Version and whole shape of every fact of the domain, by its stored name."""
    for module in walk_packages(domain.__path__, "domain."):
        import_module(module.name)
    ours = {name: cls for name, cls in CLASSES.items() if cls.__module__.startswith("domain.")}
    shapes = {
        name: {"version": SHAPES[cls].version, "shape": bare(msgspec.json.schema(cls))}
        for name, cls in sorted(ours.items())
    }
    return json.loads(msgspec.json.encode(shapes))


def test_every_fact_is_stored_as_it_was_agreed() -> None:
    """A difference is a change of the file format: a new fact, or a new version with an upcaster, and a new golden."""
    found, agreed = stored(), json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert sorted(found) == sorted(agreed)
    assert {name: one for name, one in found.items() if one != agreed[name]} == {}


def test_every_older_version_has_its_upcaster() -> None:
    steps = {Shape(name, version) for name, one in stored().items() for version in range(1, one["version"])}
    assert steps <= set(UPCASTERS)


def test_no_two_facts_share_a_name() -> None:
    class Another(Fact, frozen=True):
        pass

    with pytest.raises(ValueError, match=r"two facts are stored as ticket\.reported"):
        stored_as("ticket.reported")(Another)
    assert CLASSES["ticket.reported"].__name__ == "Reported"
