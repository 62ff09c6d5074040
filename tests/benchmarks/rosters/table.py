"""The comparison as text, and whether its targets are met."""

from collections.abc import Iterator
from typing import Any

GROUP_SECONDS, EXAM_SECONDS, NO_SHOW_SECONDS = 1.0, 10.0, 1.0
HEAD = "                             filled  against  nights  hours  seconds"


def report(found: dict[str, Any]) -> tuple[str, bool]:
    """The table with its verdicts, and whether all of them are good."""
    lines = [
        "rosters proposed, and a plain greedy assignment, both in this run:",
        "spread of nights and of hours: most less least of one group's people without leave or special skill",
        f"seconds: the longest of {found['rounds']}, with causes and ways out where it is impossible",
        "",
        HEAD,
    ]
    for one in found["proposals"]:
        lines += [one["what"], _row("ours", one["ours"]), _row("greedy", one["greedy"])]
    lines += ["", "somebody does not come       places open  others moved  seconds"]
    for name, one in found["no_shows"].items():
        shown = f"{one['open']:>16}{one['moved']:>14}{one['seconds']:>9.2f}"
        lines.append(f"  {name:<10} {one['times']:>3} times{shown}")
    verdicts = list(_verdicts(found))
    lines += ["", *(f"{'met   ' if met else 'MISSED'} {said}" for said, met in verdicts)]
    return "\n".join(lines) + "\n", all(met for _, met in verdicts)


def _row(name: str, one: dict[str, Any]) -> str:
    filled = f"{one['filled']}/{one['heads']}"
    return f"  {name:<22}{filled:>11}{one['against']:>9}{one['nights']:>8}{one['hours']:>7}{one['seconds']:>9.2f}"


def _verdicts(found: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    for one in found["proposals"]:
        most = GROUP_SECONDS if one["what"].startswith("security") else EXAM_SECONDS
        said = "is complete" if one["is_complete"] else "is told with causes and ways out"
        seconds = one["ours"]["seconds"]
        yield (
            f"{one['what']}: {said} in {seconds:.2f} s, at most {most:g}",
            one["is_explained"] and seconds <= most,
        )
        less = one["ours"]["filled"] - one["greedy"]["filled"]
        yield (
            f"{one['what']}: {less} heads more than greedy, nothing against it",
            less >= 0 and not one["ours"]["against"],
        )
    yield (
        "the same problem gave the same roster every time",
        all(one["is_same"] for one in found["proposals"]),
    )
    seconds = found["no_shows"]["ours"]["seconds"]
    yield (
        f"a no-show is replanned in {seconds:.2f} s, at most {NO_SHOW_SECONDS:g}",
        seconds <= NO_SHOW_SECONDS,
    )
