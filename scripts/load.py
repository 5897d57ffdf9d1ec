#!/usr/bin/env python3
"""Ask one address, or several in turn, over N connections, and tell how many answers came and how long each took.

With `--body` something is sent by POST each time; `{n}` in it becomes a number that is new each time. A client of its
own, since it shares the machine with what it measures: it keeps its connections, sends the same bytes and reads no more
of an answer than it must. Prints one line of JSON. It talks to this machine alone.

    load.py --port 8000 --path /en/menu/ --cookie 'session=...' --connections 8 --seconds 5
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Iterator
from itertools import count, cycle

HOST = "127.0.0.1"
OK = range(200, 400)


async def answer(reader: asyncio.StreamReader) -> tuple[int, int]:
    """Read one answer and give its status and length."""
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    fields = dict(line.lower().split(b": ", 1) for line in head[:-4].split(b"\r\n")[1:])
    if b"content-length" in fields:
        length = int(fields[b"content-length"])
        if length:
            await reader.readexactly(length)
        return status, length
    length = 0
    while True:
        size = int((await reader.readuntil(b"\r\n")).split(b";")[0], 16)
        await reader.readexactly(size + 2)
        if size == 0:
            return status, length
        length += size


def requests(options: argparse.Namespace) -> Iterator[bytes]:
    """Write the requests, one after the other."""
    fields = f"Host: {HOST}:{options.port}\r\nAccept-Encoding: identity\r\nCookie: {options.cookie}\r\n"
    if not options.body:
        yield from cycle([f"GET {path} HTTP/1.1\r\n{fields}\r\n".encode() for path in options.path])
    form = "Content-Type: application/x-www-form-urlencoded\r\n"
    for number, path in zip(count(), cycle(options.path)):
        body = options.body.replace("{n}", str(number))
        yield f"POST {path} HTTP/1.1\r\n{fields}{form}Content-Length: {len(body)}\r\n\r\n{body}".encode()


async def ask(
    asked: Iterator[bytes], port: int, until: float, took: list[float], statuses: dict[int, int], most: int
) -> int:
    """Ask over one connection until the time is up, and give the length of the last answer."""
    reader, writer = await asyncio.open_connection(HOST, port, limit=2**22)
    length = 0
    try:
        while time.perf_counter() < until and len(took) < most:
            started = time.perf_counter()
            writer.write(next(asked))
            status, length = await answer(reader)
            took.append(time.perf_counter() - started)
            statuses[status] = statuses.get(status, 0) + 1
    finally:
        writer.close()
    return length


async def measure(options: argparse.Namespace) -> dict[str, object]:
    """Ask over all connections and sum up."""
    asked = requests(options)
    took: list[float] = []
    statuses: dict[int, int] = {}
    started = time.perf_counter()
    until = started + options.seconds
    lengths = await asyncio.gather(
        *(ask(asked, options.port, until, took, statuses, options.requests) for _ in range(options.connections))
    )
    spent = time.perf_counter() - started
    took.sort()
    good = sum(count for status, count in statuses.items() if status in OK)
    return {
        "per_second": round(good / spent, 1),
        "p50_ms": round(took[len(took) // 2] * 1000, 1),
        "p95_ms": round(took[min(len(took) - 1, int(len(took) * 0.95))] * 1000, 1),
        "requests": len(took),
        "spent": spent,
        "bytes": max(lengths),
        "statuses": statuses,
    }


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--path", required=True, action="append", help="may be given several times")
    parser.add_argument("--body", default="", help="form to send by POST; {n} becomes a new number each time")
    parser.add_argument("--cookie", default="")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--requests", type=int, default=100_000, help="stop after so many")
    print(json.dumps(asyncio.run(measure(parser.parse_args()))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
