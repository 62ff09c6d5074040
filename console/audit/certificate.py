"""The certificate of an erasure: what went, why and when, that history still proves itself, and where copies may be."""

from collections.abc import Iterator
from datetime import timedelta

from console.languages import Translator
from console.printing.document import Cell, Column, Document, Facts, Lines, Section, Table, Words
from console.wiring import House
from domain.erasure import TERMS
from domain.errors import Term
from domain.roles import TERMS as ROLES
from domain.roles import Role
from projections.audit.erasures import Certificate

KINDS = {"person": Term("person"), "text": Term("text")}
SIGNATURES = (Term("Erased by"), Term("Person responsible for personal data"), Term("Date"))


def document(house: House, speaks: Translator, one: Certificate) -> Document:
    """The certificate as pages and paper show it; it holds ids and figures, never a value."""
    t, now = speaks.t, house.clock().astimezone(speaks.zone)
    return Document(
        lang="en" if speaks.language == "en" else "zh",
        title=t("Certificate of erasure"),
        site=house.company.name,
        sections=[
            _done(speaks, one),
            _gone(speaks, one),
            _proof(house, speaks, one),
            _copies(house, speaks, one),
        ],
        printed_at=now,
        foot=(t("Printed {at}", at=now), t("Demonstration data") if house.company.demo else ""),
        mark=one.entry,
        standing=t("Personal Information Protection Law, Article 47"),
    )


def basis_of(speaks: Translator, one: Certificate) -> str:
    """Why it was erased."""
    if one.basis is None:
        return speaks.t("a restored backup had brought it back")
    return speaks.t(TERMS[one.basis])


def _done(speaks: Translator, one: Certificate) -> Section:
    t = speaks.t
    role = f" · {t(ROLES[Role(one.role)])}" if one.role else ""
    who = f"{one.doer or one.by}{role}" if one.by else t("“steward restore”")
    pairs = [
        (t("Entry asked for"), one.entry),
        (t("Ground"), basis_of(speaks, one)),
        (t("Erased at"), speaks.moment(one.at)),
        (t("Recorded at"), speaks.moment(one.recorded_at) if one.recorded_at else ""),
        (t("By"), who),
        (t("Store"), one.store),
    ]
    return Section("", [Facts([(label, [Cell(said)]) for label, said in pairs])])


def _gone(speaks: Translator, one: Certificate) -> Section:
    t = speaks.t
    columns = [
        Column(t("Register id"), 1.5),
        Column(t("Kind"), 0.8),
        Column(t("Versions"), 0.7, number=True),
        Column(t("Event"), 0.7, number=True),
        Column(t("Hash of the event"), 3.6),
    ]
    rows = [
        [
            Cell(each.entry),
            Cell(t(KINDS[each.kind])),
            Cell(str(each.versions)),
            Cell(str(each.position)),
            Cell(each.hash),
        ]
        for each in one.gone
    ]
    people, texts = (sum(each.kind == kind for each in one.gone) for kind in ("person", "text"))
    told = t("{people} entries of people and {texts} texts were erased.", people=people, texts=texts)
    left = t(
        "Left after somebody looked: {texts} texts that say the name without the number, {entries} entries of the same "
        "number.",
        texts=one.texts_left,
        entries=one.entries_left,
    )
    return Section(
        t("What was erased"), [Words([Cell(told, strong=True)]), Table(columns, rows), Words([Cell(left)])]
    )


def _proof(house: House, speaks: Translator, one: Certificate) -> Section:
    t = speaks.t
    back = [each.entry for each in one.gone if each.back]
    now = (
        t("These are there again: {entries}. They must be erased once more.", entries=back)
        if back
        else t("None of these entries is in the register at this hour.")
    )
    kept = t(
        "Events hold an id and a sealed digest of each value, and the salt of the seal went with the value: nobody can "
        "try out a name or a number against it. The hashes of the events are as they were, so the chain, the signed "
        "checkpoints and every evidence pack hold as before; “steward verify” takes the events above as the reason why "
        "the entries are missing."
    )
    return Section(t("What still holds"), [Words([Cell(now, strong=True)]), Words([Cell(kept)])])


def _copies(house: House, speaks: Translator, one: Certificate) -> Section:
    cells = [Words([Cell(said)]) for said in copies(house, speaks, one)]
    return Section(
        speaks.t("Where copies may still be, and what is not covered"),
        [*cells, Lines([speaks.t(each) for each in SIGNATURES])],
    )


def copies(house: House, speaks: Translator, one: Certificate) -> Iterator[str]:
    """What may still hold the values, until when, and what an erasure does not reach."""
    t, days = speaks.t, house.settings.backup_days
    if days is None:
        yield t(
            "Backups made before it: until somebody removes them, for no period is set (STEWARD_BACKUP_DAYS)."
        )
    else:
        until = speaks.moment(one.at + timedelta(days=days))
        yield t(
            "Backups made before it: until {until} ({days} days). Brought back, they lose it again.",
            until=until,
            days=days,
        )
    if house.settings.database:
        yield t(
            "The database server’s own files: its write-ahead archives, its base backups and pages not yet written "
            "again, for as long as its administrator keeps them."
        )
    yield t("What was printed, taken away as a file or written down by hand before it.")
    yield t(
        "Not covered: account names, who did what and when, and the short words that stand in events themselves, such as "
        "places, teams and names of files. Commands that were recorded before 27 November 2026, and rows that came in "
        "from files, are known by a plain digest of all they said."
    )
