"""``steward looks``: who looked at what, as of when."""

import argparse

import msgspec

from console.access.looks import Looked
from console.cli.opening import opened
from console.cli.telling import tell, unmoving
from console.languages import Translator
from console.looking import called
from console.settings import Settings


def looks(asked: argparse.Namespace, settings: Settings, translator: Translator) -> int:
    """List looks, the latest first: one line each, or all as JSON."""
    with opened(settings) as house:
        found = house.access.looks.latest(
            sites=[asked.site] if asked.site else None,
            account=asked.account,
            about=called(asked.about, [asked.site] if asked.site else list(house.sites)),
            past=asked.past,
            limit=asked.limit,
        )
    if asked.json:
        tell(msgspec.json.encode(found))
        return 0
    for one in found:
        print(unmoving(_line(one, translator)))
    return 0


def _line(one: Looked, translator: Translator) -> str:
    told = " ".join(f"{name}={value}" for name, value in one.parameters.items())
    as_of = translator.t("as of {moment}", moment=one.as_of) if one.as_of else ""
    parts = (one.at.isoformat(), one.account, one.site, one.way, one.what, told, as_of)
    return "  ".join(part for part in parts if part)
