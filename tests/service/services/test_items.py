from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from service.domain.items import ItemFilter, ItemState, Lane
from service.domain.messages import Platform
from service.errors import LontError
from service.factory import ProcessContext
from service.schema import Item
from service.services.items import ItemNotFoundError, Order
from tests.support.drafts import NOON, draft, open_channel


def store(context: ProcessContext, *texts: str) -> list[UUID]:
    channel_id = open_channel(context)
    drafts = [draft(str(n), text, minute=n) for n, text in enumerate(texts)]
    with context.writing() as factory:
        return list(factory.import_desk().ingest.take_in(channel_id, drafts, Lane.LIVE).stored.values())


def give_score(context: ProcessContext, item_id: UUID, recruitment: float, f4_sale: float, labels: str = "") -> None:
    with context.database.write() as session:
        session.execute(
            update(Item)
            .where(Item.id == item_id)
            .values(
                recruitment=recruitment,
                f4_sale=f4_sale,
                score=max(recruitment, f4_sale),
                labels=labels,
                state=ItemState.SCORED,
            )
        )


def found(context: ProcessContext, **wanted: object) -> list[str | None]:
    with context.reading() as factory:
        page = factory.items().page(ItemFilter(**wanted), Order.NEWEST, None, 50)  # type: ignore[arg-type]  # by name
    return [item.text for item in reversed(page.items)]


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("size", [1, 3, 7, 20])
def test_the_pages_hold_every_item_once_also_when_scores_are_equal(
    context: ProcessContext, order: Order, size: int
) -> None:
    ids = store(context, *(f"bericht {n}" for n in range(20)))
    for number, item_id in enumerate(ids):
        give_score(context, item_id, round(number % 4 / 4, 2), 0.1)
    seen: list[UUID] = []
    cursor = None
    while True:
        with context.reading() as factory:
            page = factory.items().page(ItemFilter(), order, cursor, size)
        seen += [item.id for item in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert sorted(seen) == sorted(ids)
    assert len(seen) == 20


def test_items_that_come_in_while_somebody_turns_pages_are_not_shown_twice(context: ProcessContext) -> None:
    first = store(context, "een", "twee", "drie")
    with context.reading() as factory:
        page = factory.items().page(ItemFilter(), Order.NEWEST, None, 2)
    with context.writing() as factory:
        channel_id = factory.import_desk().channels.find(draft().channel)
        assert channel_id is not None
        factory.import_desk().ingest.take_in(channel_id.id, [draft("99", "nieuw")], Lane.LIVE)
    with context.reading() as factory:
        rest = factory.items().page(ItemFilter(), Order.NEWEST, page.next_cursor, 2)
    assert [item.id for item in page.items + rest.items] == sorted(first, reverse=True)


def test_each_filter_keeps_what_it_names(context: ProcessContext) -> None:
    ids = store(context, "Cobra te koop", "klus vannacht", "100% korting_actie")
    give_score(context, ids[0], 0.1, 0.9, "|f4_sale|")
    give_score(context, ids[1], 0.8, 0.2, "|recruitment|")
    assert found(context, label="f4_sale") == ["Cobra te koop"]
    assert found(context, label="recruitment", min_score=0.9) == []
    assert found(context, min_score=0.5) == ["Cobra te koop", "klus vannacht"]
    assert found(context, state=ItemState.PENDING) == ["100% korting_actie"]
    assert found(context, platform=Platform.WHATSAPP) == []
    assert found(context, sent_from=NOON + timedelta(minutes=1)) == ["klus vannacht", "100% korting_actie"]
    assert found(context, sent_until=NOON + timedelta(minutes=1)) == ["Cobra te koop"]


def test_a_search_takes_signs_literally_and_letters_in_either_case(context: ProcessContext) -> None:
    store(context, "Cobra te koop", "100% korting", "korting_actie")
    assert found(context, text="cobra TE") == ["Cobra te koop"]
    assert found(context, text="0%") == ["100% korting"]
    assert found(context, text="g_a") == ["korting_actie"]


def test_an_item_comes_with_what_stands_around_it(context: ProcessContext) -> None:
    ids = store(context, *(f"bericht {n}" for n in range(8)))
    with context.reading() as factory:
        item, around = factory.items().get(ids[4])
    assert item.text == "bericht 4"
    assert [(near.text, near.position) for near in around] == [
        ("bericht 0", "before"),
        ("bericht 1", "before"),
        ("bericht 2", "before"),
        ("bericht 3", "before"),
        ("bericht 5", "after"),
        ("bericht 6", "after"),
    ]


def test_an_item_that_does_not_exist_is_not_found(context: ProcessContext) -> None:
    with context.reading() as factory, pytest.raises(ItemNotFoundError):
        factory.items().get(UUID(int=7))


@pytest.mark.parametrize(
    "cursor", ["", "x", "é", "W10", "WyJuZXdlc3QiLG51bGwsMV0", "WyJzY29yZSIsMC41LCIwMCJd", "[" * 50_000]
)
def test_a_cursor_of_somebody_elses_making_is_refused(context: ProcessContext, cursor: str) -> None:
    with context.reading() as factory, pytest.raises(LontError) as caught:
        factory.items().page(ItemFilter(), Order.NEWEST, cursor, 10)
    assert caught.value.stable_code == "cursor_unreadable"
