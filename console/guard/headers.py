"""What every answer tells the browser not to do.

Streamlit 1.67 needs two loosenings: its styles are inserted by script (``style-src 'unsafe-inline'``), and a
component's own script is loaded as a ``blob:``. Its one inline script is taken out by :mod:`console.shell`, and
charts interpret their expressions without ``eval``. The sign-in pages and a survey's forms run none of it and get the
strict policy.
"""

from starlette.datastructures import MutableHeaders

CONSOLE_POLICY = (
    "default-src 'self'; "
    "script-src 'self' blob:; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; "
    "font-src 'self' data:; "
    "media-src 'self' blob:; "
    "worker-src 'self' blob:; "
    "connect-src 'self'; "
    "object-src 'none'; "
    "base-uri 'self'; "
    "form-action 'self'; "
    "frame-ancestors 'none';"
)
SIGN_IN_POLICY = (
    "default-src 'none'; "
    "script-src 'self'; "
    "style-src 'self'; "
    "font-src 'self'; "
    "img-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; "
    "frame-ancestors 'none';"
)
SURVEY_POLICY = SIGN_IN_POLICY + " connect-src 'self'; worker-src 'self';"
"""A form sends itself, and a worker keeps its page for when there is no line."""
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), payment=(), usb=()",
}
STATIC = ("/static/", "/app/static/", "/sign-in/assets/", "/s/assets/")


def protect(headers: MutableHeaders, path: str) -> None:
    """Set the protective headers of one answer; only files that say nothing of the business may be kept."""
    for name, value in ALWAYS.items():
        headers[name] = value
    headers["Content-Security-Policy"] = _policy(path)
    if not path.startswith(STATIC):
        headers["Cache-Control"] = "no-store"


def _policy(path: str) -> str:
    if path.startswith("/s/"):
        return SURVEY_POLICY
    return SIGN_IN_POLICY if path.startswith(("/sign-in", "/sign-out")) else CONSOLE_POLICY
