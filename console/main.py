"""The script that Streamlit runs for every page: who looks, which pages they have, and the page itself."""

from pathlib import Path

import streamlit as st

from console import running
from console.viewer import translator_here, viewer_of
from console.views import frame, navigation
from domain.log import StoreUnavailable

MARK = Path(__file__).with_name("signin") / "mark.svg"

st.set_page_config(page_icon=MARK, layout="wide", initial_sidebar_state="collapsed")
st.logo(MARK, size="large")
house = running.house()
try:
    viewer = viewer_of(house)
    if viewer is not None:
        navigation.draw(viewer)
except StoreUnavailable as outage:
    frame.out_of_order(translator_here(), outage)
    st.stop()
if viewer is None:
    st.html('<meta http-equiv="refresh" content="0;url=/sign-in">')
    st.stop()
