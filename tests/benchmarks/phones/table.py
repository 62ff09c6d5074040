"""The two windows as text, and whether what must hold does."""

from collections.abc import Iterator
from typing import Any

MOST = 1.3
"""From a press to a screen ours may take that many times the floor, at p95."""
HEAD = "page    phones  screens   answer p50     p95 ms   screen p50     p95     p99 ms  missed  wrong"


def report(found: dict[str, Any]) -> tuple[str, bool]:
    """The table with its verdicts, and whether all of them are good."""
    ours, floor = found["ours"], found["floor"]
    head = (
        f"{ours['phones']} phones check in within {found['over_s']:g} s, each sends twice; "
        f"{found['boards']} boards and the phones' own screens watch"
    )
    verdicts = list(_verdicts(found, ours, floor))
    lines = [head, "", HEAD, _row(ours), _row(floor), ""]
    lines += [f"{'met   ' if met else 'MISSED'} {said}" for said, met in verdicts]
    return "\n".join(lines) + "\n", all(met for _, met in verdicts)


def _row(one: dict[str, Any]) -> str:
    answer, seen = one["answered_ms"], one["seen_ms"]
    spans = (
        f"{answer['p50']:13.1f}{answer['p95']:11.1f}{seen['p50']:13.1f}{seen['p95']:8.1f}{seen['p99']:11.1f}"
    )
    wrong = one["wrong"] if one["page"] == "ours" else "–"
    return f"{one['page']:6}{one['phones']:8}{one['screens']:9}{spans}{one['missed']:8}{wrong:>7}"


def _verdicts(
    found: dict[str, Any], ours: dict[str, Any], floor: dict[str, Any]
) -> Iterator[tuple[str, bool]]:
    ratio = ours["seen_ms"]["p95"] / floor["seen_ms"]["p95"]
    yield f"press to screen, p95: {ratio:.2f} x the floor, at most {MOST}", ratio <= MOST
    once = found["people"] == found["arrivals"] == found["here"]
    said = f"{found['people']} people sent {2 * found['people']} check-ins: {found['arrivals']} on record"
    yield f"{said}, {found['here']} there, none refused", once and not ours["refused"] + floor["refused"]
    yield "every screen heard every check-in and none was closed", not ours["missed"] + ours["ended"]
    yield "every screen equals a full answer read from the store afterwards", not ours["wrong"]
