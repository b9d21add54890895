"""Draws shared contacts: the campaign or item in the middle, its contacts beside it, what else names them outside.

Five columns of boxes with a row of its own for each, so that no two labels can meet; the newest stand on top.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from unicodedata import east_asian_width

from service.domain.contacts import LinkKind, NamedContact, NamingItems

__all__ = ["HEIGHT", "WIDTH", "Edge", "Node", "Picture", "draw"]

WIDTH, HEIGHT = 200, 36
"""Of a box, in units of the picture."""
_GAP_X, _GAP_Y, _MARGIN = 20, 12, 8
_COLUMNS = 5
_MIDDLE = 2
_MOST_CONTACTS = 12
_MOST_OTHERS = 16
_MOST_LETTERS = 18
"""Letters of a label, each at most 11 wide; one of Chinese counts twice."""


@dataclass(frozen=True, slots=True)
class Node:
    """A box with its label."""

    kind: str
    """``own``, ``contact``, ``campaign`` or ``item``."""
    label: str
    """Empty: the template words it."""
    items: int
    x: int
    y: int
    """Of its upper left corner."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from the edge of one box to that of another."""

    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes and lines, and the size of what they are drawn on."""

    width: int
    height: int
    nodes: Sequence[Node]
    edges: Sequence[Edge]
    left_out: int
    """Contacts and others that only the table has."""
    box: tuple[int, int] = (WIDTH, HEIGHT)


def draw(contacts: Sequence[NamedContact]) -> Picture | None:
    """Draw the contacts that something else names; ``None`` when there are none.

    Parameters
    ----------
    contacts
        Seen last first; the first 12 that link anything are drawn, with the first 16 that they link.
    """
    linking = [each for each in contacts if each.links]
    if not linking:
        return None
    shown = linking[:_MOST_CONTACTS]
    everything = {link.id: link for each in linking for link in each.links}
    drawn = {link.id: link for each in shown for link in each.links}
    others = dict(list(drawn.items())[:_MOST_OTHERS])
    rows = max((len(shown) + 1) // 2, (len(others) + 1) // 2)
    own = _node("own", "", 0, (_MIDDLE, (rows - 1) / 2))
    contact_nodes = [
        _node("contact", _short(each.text), each.items, (1 + 2 * (place % 2), place // 2))
        for place, each in enumerate(shown)
    ]
    other_nodes = {
        link.id: _node(link.kind, _label(link), link.items, (4 * (place % 2), place // 2))
        for place, link in enumerate(others.values())
    }
    edges = [_edge(own, node) for node in contact_nodes]
    for node, contact in zip(contact_nodes, shown, strict=True):
        edges += [_edge(node, other_nodes[link.id]) for link in contact.links if link.id in other_nodes]
    return Picture(
        width=2 * _MARGIN + _COLUMNS * WIDTH + (_COLUMNS - 1) * _GAP_X,
        height=2 * _MARGIN + rows * HEIGHT + (rows - 1) * _GAP_Y,
        nodes=[own, *contact_nodes, *other_nodes.values()],
        edges=edges,
        left_out=len(linking) - len(shown) + len(everything) - len(others),
    )


def _node(kind: str, label: str, items: int, place: tuple[int, float]) -> Node:
    column, row = place
    x = _MARGIN + column * (WIDTH + _GAP_X)
    return Node(kind, label, items, x, round(_MARGIN + row * (HEIGHT + _GAP_Y)))


def _edge(one: Node, other: Node) -> Edge:
    """Draw from the side of the left box to the side of the right one."""
    left, right = sorted((one, other), key=lambda node: node.x)
    return Edge(left.x + WIDTH, left.y + HEIGHT // 2, right.x, right.y + HEIGHT // 2)


def _label(link: NamingItems) -> str:
    return _short(link.name or "") if link.kind == LinkKind.ITEM else ""


def _short(text: str) -> str:
    """Return as much of a text as a box holds."""
    widths = [2 if east_asian_width(letter) in {"W", "F"} else 1 for letter in text]
    if sum(widths) <= _MOST_LETTERS:
        return text
    room = accumulate(widths)
    return "".join(letter for letter, used in zip(text, room, strict=True) if used < _MOST_LETTERS) + "…"
