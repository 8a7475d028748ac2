"""Reviewers as browsers: each over one connection that stays open, doing what the workspace's scripts do.

Runs as a process of its own, `python -m benchmarks.reviewers < plan.json`, and prints what it did as JSON.
Nobody thinks: the next verdict follows as soon as its card is there.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import re
import secrets
import sys
import time
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urlencode

HOST = "127.0.0.1"
CHUNK = 1 << 20
WORDS = ("verified", "verified", "verified", "disputed", "disputed:refuted", "unsourced", "unsourced")
"""What is pressed, by chance."""
EVIDENCE_EVERY = 5
"""Of so many verdicts one carries evidence and a justification."""

_KEY = re.compile(rb'name="key" value="([^"]+)"')
_FORM = re.compile(rb'action="/claims/(\d+)/review/"')


@dataclass
class Record:
    """What all reviewers of a run did. Times are milliseconds."""

    verdicts: list[float] = field(default_factory=list)
    """From the press of a button to the last byte of the next card."""
    prefetches: list[float] = field(default_factory=list)
    openings: list[float] = field(default_factory=list)
    """Of the next article: the page after the last claim, the queue, the workspace."""
    looks: list[float] = field(default_factory=list)
    """At the page that does nothing."""
    answered: list[tuple[int, int, str, str]] = field(default_factory=list)
    """Reviewer, claim, what was pressed, and its key, of each verdict that the server confirmed."""
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0
    """From the first request counted to the last answer."""


@dataclass(frozen=True)
class Answer:
    """What the server sent."""

    status: int
    headers: dict[bytes, bytes]
    body: bytes


class Unexpected(Exception):
    """An answer that no reviewer should get."""


class Browser:
    """One person's session over one connection."""

    def __init__(self, port: int, session: str) -> None:
        self.port = port
        token = secrets.token_hex(16)
        self.head = (
            f"Host: {HOST}:{port}\r\nCookie: sessionid={session}; csrftoken={token}\r\n"
            "Accept: text/html\r\nAccept-Language: en\r\n"
        )
        self.token = token

    async def connect(self) -> None:
        """Open the connection."""
        self.reader, self.writer = await asyncio.open_connection(HOST, self.port, limit=CHUNK)

    async def get(self, path: str, *, is_part: bool = False) -> Answer:
        """Return the answer; `is_part` as htmx asks, for a part of the page."""
        return await self._send("GET", path, "HX-Request: true\r\n" if is_part else "", b"")

    async def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Return the answer to the form, sent as the workspace's script does."""
        body = urlencode(fields).encode()
        return await self._send(
            "POST",
            path,
            f"HX-Request: true\r\nX-CSRFToken: {self.token}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n",
            body,
        )

    async def _send(self, method: str, path: str, more: str, body: bytes) -> Answer:
        self.writer.write(f"{method} {path} HTTP/1.1\r\n{self.head}{more}\r\n".encode() + body)
        head = await self.reader.readuntil(b"\r\n\r\n")
        status, headers = read_head(head)
        length = int(headers.get(b"content-length", b"0"))
        return Answer(status, headers, await self.reader.readexactly(length))


def read_head(head: bytes) -> tuple[int, dict[bytes, bytes]]:
    """Return the status and the headers, their names in lower case, of a server that sends no chunks."""
    first, *lines = head.rstrip(b"\r\n").split(b"\r\n")
    pairs = (line.split(b":", 1) for line in lines)
    return int(first.split(b" ", 2)[1]), {name.lower(): value.strip() for name, value in pairs}


class Reviewer:
    """A person at the workspace: the claim before them, and the key of its card."""

    def __init__(self, plan: dict[str, Any], seat: dict[str, Any], record: Record) -> None:
        self.plan, self.record, self.user = plan, record, seat["user"]
        self.browser = Browser(plan["port"], seat["session"])
        self.rng = random.Random(f"{plan['seed']} {self.user}")
        self.count = itertools.count(1)
        self.claim = self.key = ""

    async def sit_down(self) -> None:
        """Open the workspace at what waits."""
        await self.browser.connect()
        if self.plan["does"] == "review":
            await self.open_next()

    async def work(self, until: float) -> None:
        """Do one thing after another until the time is over; an unexpected answer ends it."""
        do = self.judge if self.plan["does"] == "review" else self.look
        try:
            while time.perf_counter() < until:
                await do()
        except (Unexpected, OSError, asyncio.IncompleteReadError) as error:
            self.record.errors.append(f"reviewer {self.user}: {error!r}")

    async def look(self) -> None:
        """Get the page that does nothing."""
        started = time.perf_counter()
        _require(await self.browser.get("/nothing/"), 204)
        self.record.looks.append(_since(started))

    async def judge(self) -> None:
        """Give a verdict on the claim at hand and take the next one from the answer."""
        word, key, claim = self.rng.choice(WORDS), self.key, self.claim
        started = time.perf_counter()
        answer = _require(await self.browser.post(f"/claims/{claim}/review/", self.fill_in(word)), 200)
        self.record.verdicts.append(_since(started))
        self.record.answered.append((self.user, int(claim), word, key))
        if b"hx-push-url" in answer.headers:
            self.take(answer)
        else:
            started = time.perf_counter()
            await self.finish(answer)
            self.record.openings.append(_since(started))
        if self.plan["prefetches"]:
            started = time.perf_counter()
            _require(await self.browser.get(f"/claims/{self.claim}/card/?next", is_part=True), 200, 204)
            self.record.prefetches.append(_since(started))

    def fill_in(self, word: str) -> dict[str, str]:
        """Return the card's fields as the browser sends them."""
        is_grounded = next(self.count) % EVIDENCE_EVERY == 0
        return {
            "key": self.key,
            "seconds": "12",
            "claim": self.claim,
            "evidence_url": "https://example.org/minutes/12" if is_grounded else "",
            "evidence_passage": "The council's minutes say so." if is_grounded else "",
            "evidence_stance": "supports" if is_grounded else "",
            "evidence_archived": "",
            "evidence_published": "",
            "justification": "Looked up in the minutes." if is_grounded else "",
            "verdict": word,
        }

    async def finish(self, answer: Answer) -> None:
        """Get the page that follows the last claim of an article, then the next article."""
        location = answer.headers.get(b"hx-location")
        if location is None:
            raise Unexpected(f"neither a card nor the end: {answer.headers}")
        _require(await self.browser.get(json.loads(location)["path"], is_part=True), 200)
        await self.open_next()

    async def open_next(self) -> None:
        """Follow the queue to the next claim's page."""
        answer = _require(await self.browser.get(f"/projects/{self.plan['slug']}/next/"), 302)
        address = answer.headers[b"location"].decode().split("#")[0]
        if not address.startswith("/articles/"):
            raise Unexpected("nothing waits")
        self.take(_require(await self.browser.get(address), 200))

    def take(self, answer: Answer) -> None:
        """Read the claim and the key off a card."""
        form, key = _FORM.search(answer.body), _KEY.search(answer.body)
        if form is None or key is None:
            raise Unexpected("a card without its form")
        self.claim, self.key = form[1].decode(), key[1].decode()


def _require(answer: Answer, *statuses: int) -> Answer:
    if answer.status not in statuses:
        raise Unexpected(f"{answer.status}: {answer.body[:300]!r}")
    return answer


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000


async def run(plan: dict[str, Any]) -> Record:
    """Return what the reviewers of the plan did, all starting at the same moment."""
    record = Record()
    reviewers = [Reviewer(plan, seat, record) for seat in plan["seats"]]
    await asyncio.gather(*(reviewer.sit_down() for reviewer in reviewers))
    started = time.perf_counter()
    await asyncio.gather(*(reviewer.work(started + plan["seconds"]) for reviewer in reviewers))
    record.seconds = time.perf_counter() - started
    return record


if __name__ == "__main__":
    json.dump(asdict(asyncio.run(run(json.load(sys.stdin)))), sys.stdout)
