"""The roster as plain text for a terminal: the same words and numbers as its page, by post, person or hour."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from console.languages import Translator
from console.rosterpage.sheet import Speaker, sheet
from projections.rosters.rows import RosterRows


def told(rows: RosterRows, speaks: Translator) -> str:
    """The roster's standing, then its three orders one after the other."""
    speaker = Speaker(rows, speaks)
    parts = ["\n".join(standing(speaker))]
    parts += ["\n".join(_lines(sheet(speaker, order))) for order in ("post", "person", "hour")]
    return "\n\n".join(parts)


def standing(speaker: Speaker) -> list[str]:
    """Which edition holds, who knows it, what differs, how many are missing, who is on post: each a short phrase."""
    t, plural, rows = speaker.t, speaker.speaks.plural, speaker.rows
    said = [t("Nothing is published yet")]
    if rows.edition and rows.published_at is not None:
        at = datetime.fromtimestamp(rows.published_at, UTC)
        said = [
            t("Edition {number} of {at}, by {name}", number=rows.edition, at=at, name=rows.published_by),
            t("{known} of {all} acknowledged", known=rows.acknowledged, all=rows.concerned),
        ]
        if rows.changes:
            said.append(
                plural("{count} change not published", "{count} changes not published", len(rows.changes))
            )
    if not speaker.duties:
        return [*said, t("no post yet")]
    missing = plural("{count} head missing", "{count} heads missing", rows.missing)
    return [*said, missing if rows.missing else t("every post manned"), *_on_post(speaker)]


def _on_post(speaker: Speaker) -> list[str]:
    """The numbers of the day's board while posts are on or their roll is called."""
    now, t = speaker.rows.on_post, speaker.t
    if not now.heads:
        return []
    said = [t("now on post {here}/{heads}", here=now.here, heads=now.heads)]
    said += [t("{n} coming late", n=now.late)] if now.late else []
    return [*said, t("reserve left {n}", n=now.reserve_left)]


def _lines(table: dict[str, Any]) -> Iterator[str]:
    for group in table["groups"]:
        yield f"{group['name']}  {group['note']}".rstrip()
        for row in group["rows"]:
            tail = [
                f"{name} {one['text']}"
                for name, one in zip(table["tail"], row["tail"], strict=True)
                if one["text"]
            ]
            about = [part for part in (row["note"], row["warning"], *tail) if part]
            yield f"  {row['name']}" + (f"  ({' · '.join(about)})" if about else "")
            for column, lines in zip(table["columns"], row["cells"], strict=True):
                for line in lines:
                    yield f"    {column}  {line['lead']} {_chips(line['chips'])}".replace(
                        "  ", " ", 0
                    ).rstrip()


def _chips(chips: list[dict[str, Any]]) -> str:
    return " / ".join(
        chip["text"] + (f" ({', '.join(chip['marks'])})" if chip["marks"] else "") for chip in chips
    )
