"""The board on a light page: the wall screen and any other page outside Streamlit."""

import html
import json
from collections.abc import Callable, Mapping
from typing import Any, Literal

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from console.board.assets import board_css, board_html, board_js, page_js, tokens_css

Theme = Literal["light", "dark", "wall"]

Served = Mapping[str, Callable[[], str]]
"""Files by their name, whose end says what they are."""

BOARD: Served = {"board.js": board_js, "board.css": board_css}
_MEDIA = {"js": "text/javascript", "css": "text/css"}


def light_page(
    data: dict[str, Any],
    *,
    theme: Theme | None,
    assets: str = "/board",
    skeleton: Callable[[], str] = board_html,
) -> str:
    """The whole HTML page of a board.

    Args:
        data: What the module takes: ``stream``, ``words``, ``lang``, ``filters``, ``site``, and
            ``surface`` (``"wall"`` or ``"page"``). It stands in the page as JSON, never as markup.
        theme: ``None`` follows the viewer's system; a wall is always dark.
        assets: Where :func:`asset_route` is mounted.
        skeleton: The markup that the module fills.
    """
    words = data["words"]
    chosen = f' data-theme="{theme}"' if theme else ""
    head = (
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{html.escape(words['title'])} · {html.escape(words['product'])}</title>",
        '<link rel="icon" href="data:,">',
        f'<link rel="stylesheet" href="{assets}/tokens.css">',
        f'<link rel="stylesheet" href="{assets}/board.css">',
    )
    body = (
        skeleton(),
        f'<script type="application/json" id="board-data">{_as_script(data)}</script>',
        f'<script type="module" src="{assets}/page.js"></script>',
    )
    return (
        f'<!doctype html>\n<html lang="{html.escape(data["lang"])}"{chosen}>\n'
        f"<head>\n{_lines(head)}</head>\n<body>\n{_lines(body)}</body>\n</html>\n"
    )


def asset_route(assets: str = "/board", served: Served = BOARD) -> Route:
    """Serves the module and the styles. They hold nothing of the business."""
    files = {"page.js": page_js, "tokens.css": tokens_css, **served}

    async def serve(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in files:
            return Response(status_code=404)
        media_type = _MEDIA[name.rpartition(".")[2]]
        return Response(files[name](), media_type=media_type, headers={"Cache-Control": "no-cache"})

    return Route(f"{assets}/{{name}}", serve)


def _as_script(data: dict[str, Any]) -> str:
    """JSON that cannot end its script element."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _lines(parts: tuple[str, ...]) -> str:
    return "".join(f"{part}\n" for part in parts)
