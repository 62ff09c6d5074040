"""Streamlit's own words on a file uploader are English only (facts: *Streamlit*): these stand in their place."""

import json

import streamlit as st

from console.viewer import Viewer

UPLOADER = """
<style>
[data-testid="stFileUploaderDropzone"] > span > button > * { display: none; }
[data-testid="stFileUploaderDropzone"] > span > button::after { content: %(button)s; }
[data-testid="stFileUploaderDropzoneInstructions"] > * { display: none; }
[data-testid="stFileUploaderDropzoneInstructions"]::after { content: %(hint)s; }
</style>
"""


def speak_on_the_uploader(viewer: Viewer, limit_mb: int) -> None:
    """Its button and how large a file may be, in the viewer's language."""
    button, hint = viewer.t("Choose a file"), viewer.t("or drop it here, up to {limit} MB", limit=limit_mb)
    spoken = {"button": json.dumps(button, ensure_ascii=False), "hint": json.dumps(hint, ensure_ascii=False)}
    st.html(UPLOADER % spoken)
