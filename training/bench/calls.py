"""One message through `POST /v1/score` on the loopback, beside the bare call of the model, message by message."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from time import perf_counter, sleep

import numpy as np
import uvicorn

from models.contract import Message
from models.scorer import Scorer
from service.errors import LontError
from service.factory import ProcessContext
from service.main import create_app
from service.settings import load_settings

__all__ = ["Durations", "measure_calls"]

_OK = 200
_LONGEST_END_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Durations:
    """What each message of a round took, in milliseconds."""

    bare: tuple[float, ...]
    request: tuple[float, ...]

    def percentiles(self, percent: int) -> tuple[float, float]:
        """Return a percentile of both, the request first."""
        return float(np.percentile(self.request, percent)), float(np.percentile(self.bare, percent))


def measure_calls(bundle: Path | None, rounds: Sequence[Sequence[str]], warm: Sequence[str]) -> list[Durations]:
    """Measure both for every text of every round, in turn; client and server share this process.

    Parameters
    ----------
    bundle
        Folder; ``None``: the one that lont ships. Server and bare call open it each for itself, so that neither
        remembers what the other was asked.
    rounds
        Texts of which no two are copies.
    warm
        Other texts, sent before anything is measured.
    """
    scorer = Scorer.load(bundle)
    context = ProcessContext(load_settings().model_copy(update={"bundle": bundle, "score_only_keys": None}))
    with _served(context) as address, _connected(address) as post:

        def bare(text: str) -> None:
            scorer.score([Message(text)], explain=False)

        for text in warm:
            bare(text)
            post(text)
        return [_measured(texts, bare, post) for texts in rounds]


def _measured(texts: Sequence[str], bare: Callable[[str], None], post: Callable[[str], None]) -> Durations:
    taken: dict[Callable[[str], None], list[float]] = {bare: [], post: []}
    for number, text in enumerate(texts):
        for call in (bare, post) if number % 2 == 0 else (post, bare):
            begun = perf_counter()
            call(text)
            taken[call].append(1000 * (perf_counter() - begun))
    return Durations(tuple(taken[bare]), tuple(taken[post]))


@contextmanager
def _connected(address: tuple[str, int]) -> Iterator[Callable[[str], None]]:
    """Give a function that posts a text on one connection and reads the answer."""
    connection = HTTPConnection(*address)

    def post(text: str) -> None:
        body = json.dumps({"inputs": [{"text": text}], "explain": False}).encode()
        connection.request("POST", "/v1/score", body, {"Content-Type": "application/json"})
        with connection.getresponse() as answer:
            json.loads(answer.read())
            if answer.status != _OK:
                raise LontError(f"The call was answered {answer.status}.", "Try `lont api --score-only`.", code="bench")

    try:
        yield post
    finally:
        connection.close()


@contextmanager
def _served(context: ProcessContext) -> Iterator[tuple[str, int]]:
    """Serve in a thread of this process, on a port that is free, and give the address."""
    app = create_app(context, score_only=True)
    # The server binds by itself: on a socket made here asyncio would leave small answers waiting for 40 ms (Nagle).
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, access_log=False, server_header=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        while not server.started:
            if not thread.is_alive():
                raise LontError("The server did not start.", "Try `lont api --score-only`.", code="bench")
            sleep(0.01)
        host, port = server.servers[0].sockets[0].getsockname()
        yield host, port
    finally:
        server.should_exit = True
        thread.join(timeout=_LONGEST_END_SECONDS)
