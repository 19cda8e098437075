"""The yardstick of fan-out: `websockets` on uvloop, everything said is broadcast to all."""

import asyncio
import logging
import sys

import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve

# Viewers that leave without a word are no news.
logging.disable()

present: set[ServerConnection] = set()


async def join(connection: ServerConnection) -> None:
    present.add(connection)
    try:
        async for message in connection:
            broadcast(present, message)
    finally:
        present.discard(connection)


async def main(port: int) -> None:
    async with serve(join, "127.0.0.1", port, compression=None, ping_interval=None):
        await asyncio.get_running_loop().create_future()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
