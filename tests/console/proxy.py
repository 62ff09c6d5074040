"""A small reverse proxy, as strict as the strictest: it cuts every connection on which nothing was said for a while."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Proxy:
    """Passes bytes both ways as they come; the server's silence is what it does not bear.

    Attributes:
        port: Where it listens.
        cut: How many connections it cut for their silence.
    """

    def __init__(self, behind: int, idle_s: float) -> None:
        self._behind, self._idle_s = behind, idle_s
        self.port = 0
        self.cut = 0

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of a browser."""
        back_reader, back_writer = await asyncio.open_connection("127.0.0.1", self._behind)
        asking = asyncio.create_task(self._pass_on(reader, back_writer))
        try:
            while came := await asyncio.wait_for(back_reader.read(65536), self._idle_s):
                writer.write(came)
                await writer.drain()
        except TimeoutError:
            self.cut += 1
        except ConnectionError:
            pass
        finally:
            asking.cancel()
            for one in (writer, back_writer):
                one.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while asked := await reader.read(65536):
            writer.write(asked)
            await writer.drain()


@asynccontextmanager
async def proxy(behind: int, idle_s: float) -> AsyncIterator[Proxy]:
    """A running proxy before a port of this machine."""
    one = Proxy(behind, idle_s)
    server = await asyncio.start_server(one.answer, "127.0.0.1", 0)
    one.port = int(server.sockets[0].getsockname()[1])
    async with server:
        yield one
