"""Browsers that are sat down at again: a page that stood open before opens for half the work of a new one."""

from collections.abc import Mapping
from typing import Any, Literal, Self

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

Scheme = Literal["light", "dark"]


class Seats:
    """The browsers of one console's address, each with one page; whoever leaves one leaves nothing in it."""

    def __init__(self, chromium: Browser, address: str) -> None:
        self._chromium, self._address = chromium, address
        self._contexts: list[BrowserContext] = []
        self._free: dict[str, list[Page]] = {}
        self._kinds: dict[Page, str] = {}

    def sit(
        self,
        cookies: Mapping[str, str],
        viewport: ViewportSize,
        color_scheme: Scheme = "light",
        **options: Any,
    ) -> Page:
        """A page on which nothing is open yet, in a browser of these options that holds these cookies alone."""
        kind = repr(sorted(options.items()))
        free = self._free.setdefault(kind, [])
        page = free.pop() if free else self._new(kind, options)
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=color_scheme)
        held = [{"name": name, "value": value, "url": self._address} for name, value in cookies.items()]
        page.context.add_cookies(held)  # pyright: ignore[reportArgumentType]
        return page

    def leave(self, page: Page) -> None:
        """Nobody is signed in any more and nothing is kept; a light page of the same address keeps it warm."""
        for other in page.context.pages:
            if other is not page:
                other.close()
        page.context.clear_cookies()
        page.goto(f"{self._address}/healthz")
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
        self._free[self._kinds[page]].append(page)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for context in self._contexts:
            context.close()

    def _new(self, kind: str, options: Mapping[str, Any]) -> Page:
        context = self._chromium.new_context(base_url=self._address, **options)
        self._contexts.append(context)
        page = context.new_page()
        self._kinds[page] = kind
        return page
