"""What the roster's table shows in each of its orders, as groups of rows with chips, ready to be drawn as text."""

from datetime import UTC, date, datetime
from typing import Any

from console.languages import Translator
from domain.errors import Term
from domain.named import Named
from projections.rosters.rows import DutyRow, HourRow, PersonRow, PostRow, RosterRows, Standing

BY_HAND = Term("by hand")
NOT_PUBLISHED = Term("not published yet")
RESERVE = Term("reserve")
ERASED = Term("erased")


class Speaker:
    """One roster, and how its parts are called in the reader's language."""

    def __init__(self, rows: RosterRows, speaks: Translator) -> None:
        self.rows, self.speaks, self.t = rows, speaks, speaks.t
        self.groups = {one.code: self.name(one.name) for one in rows.groups}
        self.turns = {one.code: self.name(one.name) for one in rows.turns}
        self.skills = {one.code: self.name(one.name) for one in rows.skills}
        self.posts = {one.post.code: self.name(one.post.name) for one in rows.by_post}
        self.people = {one.person: one.name or self.t(ERASED) for one in rows.by_person}
        self.duties = {duty.key: duty for post in rows.by_post for duty in post.duties}

    def name(self, named: Named) -> str:
        return named.zh if self.speaks.language == "zh" else named.en

    def clock(self, at: int) -> str:
        return self.speaks.clock(datetime.fromtimestamp(at, UTC))

    def day(self, day: date) -> str:
        return self.speaks.day(day)

    def hours(self, minutes: int) -> str:
        """``11:30`` hours."""
        return f"{minutes // 60}:{minutes % 60:02}"

    def duty(self, duty: DutyRow) -> str:
        """``Main gate, 7 Jun, Day 06:30–18:00``."""
        when = (
            f"{self.day(duty.day)} {self.turns[duty.turn]} {self.clock(duty.begins)}–{self.clock(duty.ends)}"
        )
        return f"{self.posts[duty.post]} · {when}"


def sheet(speaker: Speaker, order: str) -> dict[str, Any]:
    """The table in one order: ``post``, ``person`` or ``hour``."""
    match order:
        case "person":
            return _by_person(speaker)
        case "hour":
            return _by_hour(speaker)
        case _:
            return _by_post(speaker)


def _by_post(speaker: Speaker) -> dict[str, Any]:
    t, rows = speaker.t, speaker.rows
    groups: list[dict[str, Any]] = []
    for code, name in speaker.groups.items():
        posts = [one for one in rows.by_post if one.post.group == code]
        if posts:
            gaps = sum(one.missing for one in posts)
            note = t("{n} missing", n=gaps) if gaps else ""
            groups.append({"name": name, "note": note, "rows": [_post_row(speaker, one) for one in posts]})
    return {"head": t("Post"), "columns": _days(speaker), "tail": [], "groups": groups}


def _post_row(speaker: Speaker, row: PostRow) -> dict[str, Any]:
    post, t = row.post, speaker.t
    notes = [speaker.name(post.place)] if post.place else []
    notes += [post.rule] if post.rule else []
    notes += [t("always two")] if post.is_pair else []
    notes += [t("the school's own, not counted here")] if not post.is_counted else []
    police = t("police {n}", n=row.police) if row.police else t("no police on record")
    notes += [police] if row.police else []
    notes += [speaker.skills.get(code, code) for code in post.skills]
    several = len(post.turns) > 1 or len(speaker.turns) > 1
    cells = [
        [_line(speaker, duty, several=several) for duty in row.duties if duty.day == day]
        for day in speaker.rows.days
    ]
    return {
        "name": speaker.posts[post.code],
        "note": " · ".join(notes),
        "warning": police if post.police and not row.police else "",
        "cells": cells,
        "tail": [],
    }


def _line(speaker: Speaker, duty: DutyRow, *, several: bool) -> dict[str, Any]:
    chips = [_person_chip(speaker, duty, one) for one in duty.people]
    if duty.missing:
        said = speaker.t("{n} missing", n=duty.missing)
        chips.append({"text": said, "kind": "gap", "duty": duty.key, "person": "", "marks": [], "title": ""})
    return {"lead": speaker.turns[duty.turn] if several else "", "chips": chips}


def _person_chip(speaker: Speaker, duty: DutyRow, one: Standing) -> dict[str, Any]:
    marks = [*([BY_HAND] if one.by_hand else []), *([RESERVE] if one.is_reserve else [])]
    marks += [NOT_PUBLISHED] if one.is_new and speaker.rows.edition else []
    return {
        "text": one.name or speaker.t(ERASED),
        "kind": "wrong" if duty.wrong else "",
        "duty": duty.key,
        "person": one.person,
        "marks": [speaker.t(mark) for mark in marks],
        "title": " ".join(speaker.speaks.render(says) for says in duty.wrong),
    }


def _by_person(speaker: Speaker) -> dict[str, Any]:
    t, rows = speaker.t, speaker.rows
    groups: list[dict[str, Any]] = []
    for code, name in speaker.groups.items():
        people = [one for one in rows.by_person if one.group == code]
        if people:
            groups.append(
                {
                    "name": name,
                    "note": _evenness(speaker, code),
                    "rows": [_person_row(speaker, one) for one in people],
                }
            )
    tail = [t("Hours"), t("Nights"), t("Acknowledged")]
    return {"head": t("Person"), "columns": _days(speaker), "tail": tail, "groups": groups}


def _evenness(speaker: Speaker, group: str) -> str:
    found = next((one for one in speaker.rows.fairness if one.group == group), None)
    if found is None:
        return ""
    return speaker.t(
        "{people} people: {least} to {most} h, {low} to {high} nights",
        people=found.people,
        least=speaker.hours(found.least_min),
        most=speaker.hours(found.most_min),
        low=found.least_nights,
        high=found.most_nights,
    )


def _person_row(speaker: Speaker, row: PersonRow) -> dict[str, Any]:
    t = speaker.t
    notes = [*([t(RESERVE)] if row.is_reserve else []), *([row.home] if row.home else [])]
    notes += [t("helps {group}", group=speaker.groups.get(code, code)) for code in row.also]
    if row.left_at is not None:
        notes.append(t("left {at}", at=datetime.fromtimestamp(row.left_at, UTC)))
    held = [speaker.duties[key] for key in row.duties]
    cells = [
        [{"lead": "", "chips": [_duty_chip(speaker, duty, row)]} for duty in held if duty.day == day]
        for day in speaker.rows.days
    ]
    known = {None: "", True: t("yes"), False: t("not yet")}[row.acknowledged]
    tail = [
        {"text": speaker.hours(row.minutes), "kind": "figure", "share": _share(speaker, row)},
        {"text": str(row.nights), "kind": "figure", "share": 0},
        {"text": known, "kind": "open" if row.acknowledged is False else "", "share": 0},
    ]
    return {
        "name": row.name or t(ERASED), "note": " · ".join(notes), "warning": "", "cells": cells, "tail": tail
    }  # fmt: skip


def _share(speaker: Speaker, row: PersonRow) -> float:
    """This person's hours as part of the most that anybody has."""
    most = max((one.minutes for one in speaker.rows.by_person), default=0)
    return round(row.minutes / most, 3) if most else 0.0


def _duty_chip(speaker: Speaker, duty: DutyRow, row: PersonRow) -> dict[str, Any]:
    one = next(one for one in duty.people if one.person == row.person)
    chip = _person_chip(speaker, duty, one)
    marks = [mark for mark in chip["marks"] if mark != speaker.t(RESERVE)]
    return {**chip, "text": f"{speaker.posts[duty.post]} {speaker.turns[duty.turn]}", "marks": marks}


def _by_hour(speaker: Speaker) -> dict[str, Any]:
    t, rows = speaker.t, speaker.rows
    zone = speaker.speaks.zone
    by_day: dict[date, list[HourRow]] = {}
    for one in rows.by_hour:
        by_day.setdefault(datetime.fromtimestamp(one.begins, zone).date(), []).append(one)
    groups = [
        {"name": speaker.day(day), "note": "", "rows": [_hour_row(speaker, one) for one in slots]}
        for day, slots in by_day.items()
    ]
    return {
        "head": t("From … to"),
        "columns": [t("Posts")],
        "tail": [t("Placed"), t("Reserve free")],
        "groups": groups,
    }


def _hour_row(speaker: Speaker, row: HourRow) -> dict[str, Any]:
    duties = [speaker.duties[key] for key in row.duties]
    lines = [{**_line(speaker, duty, several=False), "lead": speaker.posts[duty.post]} for duty in duties]
    ends = datetime.fromtimestamp(row.ends, UTC)
    tail = [
        {
            "text": f"{row.there}/{row.heads}",
            "kind": "short" if row.there < row.heads else "figure",
            "share": 0,
        },
        {"text": str(row.reserve), "kind": "figure", "share": 0},
    ]
    name = f"{speaker.clock(row.begins)}–{speaker.speaks.clock(ends)}"
    return {"name": name, "note": "", "warning": "", "cells": [lines], "tail": tail}


def _days(speaker: Speaker) -> list[str]:
    return [speaker.day(day) for day in speaker.rows.days]
