"""The script that Streamlit runs for every page: who looks, which pages they have, and the page itself."""

from pathlib import Path

import streamlit as st

from console import running
from console.viewer import viewer_of
from console.views import navigation

MARK = Path(__file__).with_name("signin") / "mark.svg"

st.set_page_config(page_icon=MARK, layout="wide", initial_sidebar_state="collapsed")
st.logo(MARK, size="large")
house = running.house()
viewer = viewer_of(house)
if viewer is None:
    st.html('<meta http-equiv="refresh" content="0;url=/sign-in">')
    st.stop()
navigation.draw(viewer)
