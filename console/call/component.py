"""The form as a Streamlit component; one stays mounted over all reruns of its page, so nothing typed is lost."""

from typing import Any

from streamlit.components.v2 import component

from console.call.assets import call_css, call_html, call_js

_NAME = "steward_call"


def call_form(data: dict[str, Any], *, key: str) -> Any:
    """Draw the form and report what was pressed in this run.

    Args:
        data: ``words``, ``lang``, ``zone``, ``site``, ``viewer``, ``session``, ``now`` and ``answer``.
        key: The widget's key.

    Returns:
        ``.save``, ``.step`` and ``.urge`` are what :mod:`console.call.saving` reads; ``.leave`` is
        ``{"page", "ticket"}``.
    """
    mount = component(_NAME, html=call_html(), css=call_css(), js=call_js())
    return mount(
        key=key,
        data=data,
        on_save_change=_nothing,
        on_step_change=_nothing,
        on_urge_change=_nothing,
        on_leave_change=_nothing,
    )


def _nothing() -> None:
    """What was pressed is read in the same run."""
