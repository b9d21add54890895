"""The picture of shared contacts: whatever there is, everything lies in it and no two labels meet."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import combinations
from unicodedata import east_asian_width
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from service.domain.contacts import ContactKind, LinkKind, NamedContact, NamingItems
from service.handlers.console.contact_picture import HEIGHT, WIDTH, draw

NOW = datetime(2026, 11, 1, tzinfo=UTC)
_links = st.builds(
    lambda kind, number, name: NamingItems(kind, UUID(int=number), 1, 1, NOW, NOW, name),
    st.sampled_from(LinkKind),
    st.integers(0, 60),
    st.text(max_size=40) | st.sampled_from(["W" * 40, "煙火" * 20, None]),
)
_contacts = st.builds(
    lambda text, links: NamedContact(
        ContactKind.HANDLE, "telegram", text, UUID(int=0), 1, 1, NOW, NOW, links, more_links=0, complete=True
    ),
    st.text(max_size=60),
    st.lists(_links, max_size=50, unique_by=lambda link: link.id),
)


@given(st.lists(_contacts, max_size=50))
def test_everything_lies_in_the_picture_and_no_two_boxes_meet(contacts: list[NamedContact]) -> None:
    picture = draw(contacts)
    if picture is None:
        assert not any(each.links for each in contacts)
        return
    for node in picture.nodes:
        assert 0 <= node.x <= picture.width - WIDTH
        assert 0 <= node.y <= picture.height - HEIGHT
    for one, other in combinations(picture.nodes, 2):
        assert abs(one.x - other.x) >= WIDTH or abs(one.y - other.y) >= HEIGHT
    for edge in picture.edges:
        assert 0 <= edge.x1 < edge.x2 <= picture.width
        assert {edge.y1, edge.y2} <= set(range(picture.height))


@given(st.lists(_contacts, max_size=50))
def test_no_label_is_wider_than_its_box(contacts: list[NamedContact]) -> None:
    picture = draw(contacts)
    for node in picture.nodes if picture else ():
        assert sum(2 if east_asian_width(letter) in {"W", "F"} else 1 for letter in node.label) * 11 <= WIDTH


@given(st.lists(_contacts, min_size=1, max_size=50))
def test_what_is_not_drawn_is_counted(contacts: list[NamedContact]) -> None:
    picture = draw(contacts)
    if picture is not None:
        linking = [each for each in contacts if each.links]
        others = {link.id for each in linking for link in each.links}
        assert len(picture.nodes) - 1 + picture.left_out == len(linking) + len(others)
