"""Asking a console on this machine.

A client of httpx reads every certificate authority when it is made, which takes longer than most of what is asked here;
these trust nobody, for there is nobody to trust.
"""

import ssl
from functools import partial

import httpx

_NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
get = partial(httpx.get, verify=_NOBODY)
stream = partial(httpx.stream, verify=_NOBODY)
Client = partial(httpx.Client, verify=_NOBODY)
AsyncClient = partial(httpx.AsyncClient, verify=_NOBODY)
