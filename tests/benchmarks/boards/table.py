"""The comparison as text, and whether its targets are met."""

from typing import Any

MOST = 1.3
"""Ours may cost that many times the floor: p95 and processor at 100 boards and one event a second."""
JUDGED = (100, 1.0)
HEAD = "boards  ev/s        p50 ms   p95 ms   p99 ms   cpu %  client %   B/event    B/s  all there s  missed"


def report(found: dict[str, Any]) -> tuple[str, bool]:
    """The table with its verdicts, and whether all of them are good."""
    sizes = found["payload_bytes"]
    lines = [
        "the live board and a plain event stream, both in this run:",
        f"medians of {found['rounds']} alternated windows of {found['seconds']:g} s",
        f"a whole board has {sizes['board']} bytes, an event {sizes['rows']}, a beat {sizes['beat']}",
        "",
        HEAD,
    ]
    for setting in found["settings"]:
        lines += [_row(setting["ours"]), _row(setting["floor"]), _ratio(setting), ""]
    lines += _memory(found["settings"])
    verdicts = list(_verdicts(found["settings"]))
    lines += [f"{'met   ' if met else 'MISSED'} {said}" for said, met in verdicts]
    return "\n".join(lines) + "\n", all(met for _, met in verdicts)


def _row(one: dict[str, Any]) -> str:
    spans = "".join(f"{one[name]:9.1f}" if name in one else f"{'–':>9}" for name in ("p50", "p95", "p99"))
    return (
        f"{one['boards']:6} {one['rate']:5g} {one['server']:>5}{spans}"
        f"{one['cpu'] * 100:8.2f}{one['client_cpu'] * 100:10.2f}"
        f"{one['bytes_event']:10.0f}{one['bytes_s']:7.0f}{one['joined_s']:13.2f}{one['missed']:8}"
    )


def _ratio(setting: dict[str, Any]) -> str:
    ours, plain = setting["ours"], setting["floor"]
    spans = "".join(
        f"{ours[name] / plain[name]:8.2f}x" if name in ours else f"{'–':>9}" for name in ("p50", "p95", "p99")
    )
    return (
        f"{'ratio':>18}{spans}{ours['cpu'] / plain['cpu']:7.2f}x" if plain["cpu"] else f"{'ratio':>18}{spans}"
    )


def _memory(settings: list[dict[str, Any]]) -> list[str]:
    """Kilobytes a board, from the slope between the fewest and the most boards."""
    lines = []
    for name in ("ours", "floor"):
        few, many = settings[0][name], settings[-1][name]
        if many["boards"] > few["boards"]:
            slope = (many["rss_mb"] - few["rss_mb"]) * 1000 / (many["boards"] - few["boards"])
            lines.append(
                f"memory {name:>5}: {few['rss_mb']:.0f} MB at {few['boards']}, {slope:.1f} kB more a board"
            )
    return [*lines, ""] if lines else []


def _verdicts(settings: list[dict[str, Any]]) -> Any:
    for setting in settings:
        ours, plain = setting["ours"], setting["floor"]
        where = f"{ours['boards']} boards, {ours['rate']:g} events/s"
        if (ours["boards"], ours["rate"]) == JUDGED:
            for name, what in (("p95", "event to board, p95"), ("cpu", "processor")):
                ratio = ours[name] / plain[name]
                yield f"{where}: {what} {ratio:.2f} x the floor, at most {MOST}", ratio <= MOST
        yield (
            f"{where}: every board heard every event and none was closed",
            not (ours["missed"] or ours["ended"]),
        )
