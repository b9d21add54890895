"""The posts of a sandbox platform: where each stands, what it says, whether it is online."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from service.errors import LontError

__all__ = ["Post", "PostState", "PostsRefusedError", "Wall", "place_of", "read_posts"]

_SCHEME = "https://"


class PostsRefusedError(LontError):
    """A file of posts cannot be read."""

    code = "posts_refused"
    title = "The posts of the sandbox cannot be read"


class PostState(StrEnum):
    """Whether the public can see a post."""

    ONLINE = "online"
    REMOVED = "removed"
    """The platform took it offline."""
    VANISHED = "vanished"
    """Its author did."""


@dataclass(frozen=True, slots=True)
class Post:
    """One public post."""

    place: str
    """Its address at the platform that the sandbox stands in for, without ``https://``."""
    text: str
    channel: str = ""
    author: str = ""
    sent_at: str = ""
    state: PostState = PostState.ONLINE
    note: str = ""
    """What the platform says of it on its page."""


class Wall:
    """All posts by their place; those who change it see to it that one does so at a time."""

    def __init__(self, posts: Iterable[Post]) -> None:
        self._posts = {post.place: post for post in posts}

    def get(self, place: str) -> Post | None:
        """Return the post at a place, whatever its state."""
        return self._posts.get(place)

    def all(self) -> list[Post]:
        """Return all posts in the order in which they were given."""
        return list(self._posts.values())

    def put(self, post: Post) -> None:
        """Add a post, or replace the one at its place."""
        self._posts[post.place] = post

    def turn(self, places: Iterable[str], state: PostState, note: str = "") -> None:
        """Take posts offline or bring them back."""
        for post in self._known(places):
            self.put(replace(post, state=state, note=note))

    def rewrite(self, places: Iterable[str], text: str) -> None:
        """Let posts say something else."""
        for post in self._known(places):
            self.put(replace(post, text=text))

    def _known(self, places: Iterable[str]) -> list[Post]:
        return [self._posts[place] for place in places if place in self._posts]


def place_of(url: str) -> str:
    """Return the place that an address means."""
    return url.removeprefix(_SCHEME)


def read_posts(lines: Iterable[str]) -> list[Post]:
    """Read posts as JSON lines, in the fields of lont's plain JSONL: ``locator``, ``text``, and more where known.

    Raises
    ------
    PostsRefusedError
        At the first line that is no such object.
    """
    return [_post(number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def _post(number: int, line: str) -> Post:
    try:
        said = json.loads(line)
        channel, author, sent_at = (str(said.get(name) or "") for name in ("channel", "author", "sent_at"))
        return Post(place_of(str(said["locator"])), str(said["text"]), channel, author, sent_at)
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        raise PostsRefusedError(
            f"Line {number} is no post.", 'Write {"locator": "https://…", "text": "…"} on each line.'
        ) from None
