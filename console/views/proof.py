"""Proof: what checkpoints cover, a verification of everything, and what an auditor takes away."""

from html import escape

import streamlit as st

from console.audit import given, sheet
from console.audit.certificate_route import READERS as READS_ERASURES
from console.audit.checking import Checker, Run, wrong
from console.audit.coverage import Coverage, Folder, coverage
from console.evidence.asked import MAKES_PACKS
from console.fileroom import tables
from console.viewer import Viewer
from console.views import frame
from projections.members import names

LOOK_AGAIN_S = 1.0
SHOWN = 50


def draw(viewer: Viewer) -> None:
    """Draw what is covered, the verification, and the ways on."""
    t = viewer.t
    sheet.style()
    tables.style()
    sheet.head(viewer, "proof", t("Proof"))
    covered = coverage(viewer.house)
    left, right = st.columns([62, 38], gap="small")
    with left:
        with st.container(border=True, key="proof-given"):
            given.draw(viewer)
        with st.container(border=True, key="proof-run"):
            _verification(viewer)
        with st.container(border=True, key="proof-coverage"):
            _coverage(viewer, covered)
        with st.container(border=True, key="proof-elsewhere"):
            _elsewhere(viewer, covered)
    with right, st.container(border=True, key="proof-ways"):
        _ways(viewer, covered)
        if viewer.roles & MAKES_PACKS:
            _period(viewer)
    if viewer.roles & READS_ERASURES:
        with right, st.container(border=True, key="proof-erasures"):
            sheet.heading(t("Personal data"))
            about = t("What was erased, when and by whom, each with its certificate.")
            sheet.leads([sheet.Lead(t("Erased personal data"), about, sheet.to(viewer, "erasures"))])


def _coverage(viewer: Viewer, covered: Coverage) -> None:
    t = viewer.t
    said = (
        viewer.translator.plural(
            "No checkpoint covers the last {count} event yet.",
            "No checkpoint covers the last {count} events yet.",
            covered.uncovered,
        )
        if covered.uncovered
        else t("Checkpoints cover every event.")
    )
    sheet.heading(t("What checkpoints cover"), said)
    headings = (t("Folder"), t("Events covered"), t("Last one made"), t("Key"), t("Outside the data folder"))
    tables.table(headings, [_row(viewer, one) for one in covered.folders], figures=(1,))
    findings = [viewer.explain(one) for folder in covered.folders for one in folder.findings]
    if findings:
        frame.note(t("Something is wrong with checkpoints"), t("A verification tells the rest."), findings)


def _row(viewer: Viewer, one: Folder) -> list[tables.Cell]:
    t = viewer.t
    return [
        one.path.name,
        f"{one.size:,}",
        viewer.translator.moment(one.at) if one.at else t("none yet"),
        one.fingerprint or "–",
        t("yes") if one.outside else t("no: who can change one can change both"),
    ]


def _verification(viewer: Viewer) -> None:
    """Begin one, follow it, or tell what the last one found."""
    t = viewer.t
    checker = viewer.house.views.keep(Checker, Checker)
    sheet.heading(
        t("Is everything as it was recorded?"), t("every event, every checkpoint, every read model")
    )
    if checker.busy:
        _following(viewer, checker)
        return
    if checker.run is not None:
        _report(viewer, checker.run)
    if st.button(t("Verify everything now"), key="verify", icon=":material/verified:"):
        checker.start(viewer.house, viewer.account)
        st.rerun()


@st.fragment(run_every=LOOK_AGAIN_S)
def _following(viewer: Viewer, checker: Checker) -> None:
    """How far it is; the page is drawn anew when it is done."""
    run = checker.run
    if run is None or not checker.busy:
        st.rerun()
        return
    share = min(run.read / run.total, 1.0) if run.total else 1.0
    said = (
        viewer.t("{read} of {total} events replayed", read=f"{run.read:,}", total=f"{run.total:,}")
        if run.replaying
        else viewer.t("{read} of {total} events checked", read=f"{run.read:,}", total=f"{run.total:,}")
    )
    st.progress(share, said)


def _report(viewer: Viewer, run: Run) -> None:
    t, speaks = viewer.t, viewer.translator
    by = names(viewer.house.views, [run.account]).get(run.account, run.account)
    begun = t("Begun {at} by {name}", at=run.began, name=by or run.account)
    found = [*run.problem, *(one.what for one in (run.report.findings if run.report else ()))]
    lines = [viewer.explain(one) for one in [*found, *wrong(run.models or ())]]
    if run.holds and run.report:
        verdict = t("All is as it was recorded.")
        counted = t(
            "{events} events, {entries} register entries and {models} read models were checked.",
            events=f"{run.report.checked:,}",
            entries=f"{run.report.entries:,}",
            models=len(run.models or ()),
        )
        st.html(f'<p class="proof-holds"><b>✓ {escape(verdict)}</b> {escape(counted)} {escape(begun)}</p>')
        return
    title = speaks.plural("{count} finding.", "{count} findings.", len(lines))
    frame.note(title, begun, lines, t("and {n} more", n=len(lines) - frame.FOLDED))


def _ways(viewer: Viewer, covered: Coverage) -> None:
    t = viewer.t
    sheet.heading(t("Take away and check elsewhere"))
    newest = covered.newest
    if newest is None:
        sheet.empty(
            t("There is no checkpoint yet."), t("One is made every hour in which something was recorded.")
        )
    else:
        st.download_button(
            t("The newest checkpoint"),
            lambda: _taken(viewer, newest),
            f"checkpoint-{newest.size}.txt",
            "text/plain",
            key="note",
            icon=":material/download:",
        )
        st.caption(
            t(
                "Signed over {size} events on {at}. Compare the key with the one that you wrote down: {fingerprint}",
                size=f"{newest.size:,}",
                at=newest.at,
                fingerprint=newest.fingerprint,
            )
        )
    st.caption(
        t(
            "To prove it without this console: run “steward verify --checkpoints FOLDER --key KEY” on a copy of the "
            "store, with the folder and the key that you keep."
        )
    )


def _period(viewer: Viewer) -> None:
    """Ask for the evidence pack of some days; the browser keeps the file."""
    t = viewer.t
    sheet.heading(t("Evidence of a period"))
    first, last = escape(t("From the day")), escape(t("Before the day"))
    st.html(
        f'<form class="proof-period" method="get" action="/evidence/{escape(viewer.site)}" target="_self">'
        f'<label>{first}<input type="date" name="since" required></label>'
        f'<label>{last}<input type="date" name="until"></label>'
        f'<label class="proof-check"><input type="checkbox" name="personal" value="no">'
        f"{escape(t('Without persons and free texts'))}</label>"
        f"<button>{escape(t('Take it away'))}</button></form>"
    )
    st.caption(t("One file with its events, the proofs and a reader of its own."))


def _elsewhere(viewer: Viewer, covered: Coverage) -> None:
    """How a pack is checked by whoever trusts neither this console nor the pack, in the order in which it is done."""
    t = viewer.t
    key = covered.newest.fingerprint if covered.newest else ""
    steps = [
        t(
            "Keep the verify.py of a pack that you took away yourself: a forged pack may bring a forged reader."
        ),
        t(
            "Run it on any machine with Python, without a network: {command}",
            command=f'python3 -I -S verify.py PACK.zip --key "{key or "KEY"}"',
        ),
        t(
            "Give it a checkpoint that you took away earlier ({option}): that finds a history which the holder of the "
            "key rewrote and signed anew.",
            option="--checkpoint FILE",
        ),
        t("The last line says whether everything holds; whatever was changed is named with its event."),
        t("The key above is what this console says: hold it against the one that you wrote down."),
    ]
    sheet.heading(t("A pack, checked without this console"))
    st.html(f'<ol class="proof-steps">{"".join(f"<li>{escape(one)}</li>" for one in steps)}</ol>')


def _taken(viewer: Viewer, folder: Folder) -> bytes:
    """The note, once it is kept that somebody takes it away; raises ``LookNotKept``."""
    viewer.look("checkpoint", {"size": str(folder.size)}, way="export")
    return folder.note
