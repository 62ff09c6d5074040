"""A pack of evidence that somebody was given: is it what was recorded here?"""

from collections.abc import Mapping
from hashlib import sha256
from html import escape

import streamlit as st

from console.audit.sheet import heading
from console.evidence.judging import FOUND, HOLDS, UNPROVEN, Judgement, judge
from console.fileroom.uploader import speak_on_the_uploader
from console.proving import own_key
from console.viewer import Viewer
from console.views import frame
from domain.errors import Refused, Term

LARGEST_MB = 64
KEPT = "given.judged"
WRONG: Mapping[int, Term] = {
    FOUND: Term("Not genuine: this copy is not what was recorded here."),
    UNPROVEN: Term("Not proven: nothing was found changed, but a part of it is vouched for by nobody."),
}
NO_PACK = Term("This is no evidence pack that could be read.")
NOTHING_READ = Term("The pack or the checkpoint could not be read.")


def draw(viewer: Viewer) -> None:
    """Take a pack and, from whoever kept one, a checkpoint, and say what the check finds; no file is kept."""
    t = viewer.t
    heading(t("Check a copy that you were given"), t("the file is read, not kept"))
    speak_on_the_uploader(viewer, LARGEST_MB)
    given = st.file_uploader(
        t("An evidence pack, as it was handed to you"), ["zip"], key="given", max_upload_size=LARGEST_MB
    )
    if given is None:
        return
    kept = st.file_uploader(
        t("A checkpoint that you kept yourself, if you have one"),
        ["txt", "checkpoints"],
        key="given-checkpoint",
        max_upload_size=LARGEST_MB,
        help=t("It finds a pack that the holder of the key rewrote and signed anew."),
    )
    notes = kept.getvalue() if kept else b""
    try:
        _say(viewer, given.name, _judged(viewer, given.getvalue(), notes), NOTHING_READ if notes else NO_PACK)
    except Refused as refusal:
        frame.refused(viewer, t("This copy cannot be checked here"), refusal)


def _judged(viewer: Viewer, pack: bytes, notes: bytes) -> Judgement:
    """What was found in these very bytes: kept from the run before, or found now."""
    digest, kept = sha256(pack).hexdigest() + sha256(notes).hexdigest(), st.session_state.get(KEPT)
    if kept is not None and kept[0] == digest:
        return kept[1]
    key = own_key(viewer.house.settings, viewer.house.log.store)
    with st.spinner(viewer.t("Checking this copy")):
        found = judge(pack, key.fingerprint if key else "", viewer.translator.language, notes)
    st.session_state[KEPT] = digest, found
    return found


def _say(viewer: Viewer, name: str, found: Judgement, unread: Term) -> None:
    t = viewer.t
    if found.ends == HOLDS:
        verdict = t("Genuine: “{name}” is what was recorded here.", name=name)
        st.html(f'<p class="proof-holds" role="status"><b>✓ {escape(verdict)}</b></p>')
    else:
        title, points = t(WRONG.get(found.ends, unread)), list(dict.fromkeys(found.of("[NO]")))
        frame.note(title, name, points or found.of("=>"), t("and {n} more", n=len(points) - frame.FOLDED))
    good = found.of("[ok]", "[--]")
    if good:
        items = "".join(f"<li>{escape(one)}</li>" for one in good)
        more = viewer.translator.plural("{count} check told", "{count} checks told", len(good))
        st.html(f'<details class="proof-checks"><summary>{escape(more)}</summary><ul>{items}</ul></details>')
