from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, insert, select

from service.domain.audit import AuditAction
from service.domain.campaigns import CampaignEvent
from service.factory import ProcessContext
from service.schema import CampaignItem, CampaignParting, Item
from service.services.campaign_acts import CampaignActService, CampaignConflictError, Taken
from service.services.campaigns import CampaignNotFoundError
from service.storage.campaigns import CampaignStore
from tests.support.campaigns import ADVERT, CHEAPER, OTHER, campaign_of, joined, let_join, stored, view_of
from tests.support.people import noted
from tests.support.review import ANNA

T = TypeVar("T")


def act(context: ProcessContext, do: Callable[[CampaignActService], T]) -> T:
    with context.writing() as factory:
        return do(factory.campaign_acts())


def where(context: ProcessContext, item_id: UUID) -> tuple[UUID, int]:
    campaign = campaign_of(context, item_id)
    assert campaign is not None
    return campaign.id, campaign.items


def merged(context: ProcessContext, into: UUID, other: UUID) -> CampaignEvent:
    return act(context, lambda acts: acts.merge(ANNA, where(context, into)[0], where(context, other)[0]))


def parted(context: ProcessContext, item_id: UUID) -> CampaignEvent:
    return act(context, lambda acts: acts.split(ANNA, where(context, item_id)[0], Taken([item_id])))


def test_a_merge_makes_one_of_two_and_undoing_it_two_of_one_with_what_joined_since(context: ProcessContext) -> None:
    advert, other = joined(context, ADVERT), joined(context, OTHER, number=2)
    (kept, _), (gone, _) = where(context, advert), where(context, other)
    event = merged(context, advert, other)
    later = joined(context, OTHER, number=3)
    assert where(context, advert) == where(context, other) == where(context, later) == (kept, 3)
    with context.reading() as factory:
        assert factory.campaigns().get(gone).summary.id == kept
    act(context, lambda acts: acts.undo(ANNA, kept, event.id))
    assert where(context, advert) == (kept, 1)
    assert where(context, other) == where(context, later) == (gone, 2)


def test_an_item_that_was_split_off_never_rejoins_by_itself_and_undoing_lets_it(context: ProcessContext) -> None:
    first, second = joined(context, ADVERT), joined(context, ADVERT, number=2)
    old, _ = where(context, first)
    event = parted(context, second)
    assert where(context, second) == (event.other_id, 1)
    for version, text in enumerate((CHEAPER, ADVERT), 2):
        stored(context, text, number=2)
        let_join(context, second, text, version=version)
        assert where(context, second)[0] != old
    assert where(context, joined(context, ADVERT, number=3)) == (old, 2)


def test_undoing_a_split_brings_back_what_left_and_what_joined_it_since(context: ProcessContext) -> None:
    first, second = joined(context, ADVERT), joined(context, CHEAPER, number=2)
    old, _ = where(context, first)
    event = parted(context, second)
    third = joined(context, CHEAPER, number=3)
    assert where(context, third) == (event.other_id, 2)  # the text went with its only item
    act(context, lambda acts: acts.undo(ANNA, old, event.id))
    assert where(context, first) == where(context, second) == where(context, third) == (old, 3)
    assert [each.act for each in view_of(context, first).events] == ["split", "undo"]


def test_all_items_of_a_text_leave_together(context: ProcessContext) -> None:
    first, cheaper = joined(context, ADVERT), [joined(context, CHEAPER, number=number) for number in (2, 3)]
    variant = next(each.variant for each in view_of(context, first).variants if each.variant.item_id == cheaper[0])
    taken = Taken(exact_keys=[bytes.fromhex(variant.id)])
    event = act(context, lambda acts: acts.split(ANNA, where(context, first)[0], taken))
    assert where(context, cheaper[0]) == where(context, cheaper[1]) == (event.other_id, 2)


def test_what_does_not_fit_is_refused_and_changes_nothing(context: ProcessContext) -> None:
    first, second = joined(context, ADVERT), joined(context, CHEAPER, number=2)
    campaign_id, _ = where(context, first)
    event = parted(context, second)
    act(context, lambda acts: acts.undo(ANNA, campaign_id, event.id))
    before = where(context, first)
    refused: list[tuple[type[Exception], Callable[[CampaignActService], object]]] = [
        (CampaignConflictError, lambda acts: acts.merge(ANNA, campaign_id, campaign_id)),
        (CampaignNotFoundError, lambda acts: acts.merge(ANNA, campaign_id, uuid4())),
        (CampaignNotFoundError, lambda acts: acts.split(ANNA, uuid4(), Taken([first]))),
        (CampaignConflictError, lambda acts: acts.split(ANNA, campaign_id, Taken())),
        (CampaignConflictError, lambda acts: acts.split(ANNA, campaign_id, Taken([first, uuid4()]))),
        (CampaignConflictError, lambda acts: acts.split(ANNA, campaign_id, Taken([first, second]))),
        (CampaignConflictError, lambda acts: acts.undo(ANNA, campaign_id, event.id)),
        (CampaignConflictError, lambda acts: acts.undo(ANNA, campaign_id, uuid4())),
    ]
    for error, do in refused:
        with pytest.raises(error):
            act(context, do)
    assert where(context, first) == where(context, second) == before


def test_an_act_that_a_later_one_builds_on_is_undone_after_that(context: ProcessContext) -> None:
    advert, other = joined(context, ADVERT), joined(context, OTHER, number=2)
    third = joined(context, f"{OTHER[::-1]} wie weet er meer van deze zes woorden", number=3)
    first_merge = merged(context, other, third)
    second_merge = merged(context, advert, other)
    with pytest.raises(CampaignConflictError):
        act(context, lambda acts: acts.undo(ANNA, first_merge.campaign_id, first_merge.id))
    for event in (second_merge, first_merge):
        act(context, lambda acts, event=event: acts.undo(ANNA, event.campaign_id, event.id))  # type: ignore[misc]  # bound now
    assert len({where(context, each) for each in (advert, other, third)}) == 3


def test_a_split_of_what_a_merge_brought_is_not_undone_while_the_merge_is(context: ProcessContext) -> None:
    advert, other, split_off = (
        joined(context, text, number=number) for number, text in enumerate((ADVERT, OTHER, OTHER), 1)
    )
    (kept, _), (gone, _) = where(context, advert), where(context, other)
    merge = merged(context, advert, other)
    split = parted(context, split_off)
    act(context, lambda acts: acts.undo(ANNA, kept, merge.id))
    apart = [(kept, 1), (gone, 1), (split.other_id, 1)]
    assert [where(context, each) for each in (advert, other, split_off)] == apart
    with pytest.raises(CampaignConflictError):
        act(context, lambda acts: acts.undo(ANNA, kept, split.id))
    assert [where(context, each) for each in (advert, other, split_off)] == apart
    merged(context, advert, other)
    act(context, lambda acts: acts.undo(ANNA, kept, split.id))
    assert {where(context, each) for each in (advert, other, split_off)} == {(kept, 3)}


def test_each_act_is_a_row_in_the_log(context: ProcessContext) -> None:
    advert, other = joined(context, ADVERT), joined(context, OTHER, number=2)
    event = merged(context, advert, other)
    act(context, lambda acts: acts.undo(ANNA, event.campaign_id, event.id))
    entries = [
        (each.action, each.actor, each.details["act"]) for each in noted(context) if each.object_kind == "campaign"
    ]
    assert entries == [(AuditAction.COMBINE, ANNA.actor, "merge"), (AuditAction.ALTER, ANNA.actor, "undo")]


def test_a_text_with_more_items_than_a_statement_takes_values_leaves_and_comes_back(context: ProcessContext) -> None:
    first, cheaper = joined(context, ADVERT), joined(context, CHEAPER, number=2)
    old, _ = where(context, first)
    multiply(context, cheaper, 70_000)
    taken = Taken(exact_keys=[key_of(context, cheaper)])
    event = act(context, lambda acts: acts.split(ANNA, old, taken))
    assert where(context, cheaper) == (event.other_id, 70_000)
    assert where(context, first) == (old, 1)
    assert len(event.moved) == 1
    with context.reading() as factory:
        assert factory.session.scalar(select(func.count()).select_from(CampaignParting)) == 70_000
    act(context, lambda acts: acts.undo(ANNA, old, event.id))
    assert where(context, cheaper) == where(context, first) == (old, 70_001)
    with context.reading() as factory:
        assert factory.session.scalar(select(func.count()).select_from(CampaignParting)) == 0


def test_each_item_of_a_text_goes_back_to_the_part_that_it_came_from(context: ProcessContext) -> None:
    first, cheaper = joined(context, ADVERT), [joined(context, CHEAPER, number=number) for number in (2, 3, 4)]
    old, _ = where(context, first)
    apart = parted(context, cheaper[0])
    merge = act(context, lambda acts: acts.merge(ANNA, old, apart.other_id))
    taken = Taken([cheaper[1]], [key_of(context, cheaper[0])])
    event = act(context, lambda acts: acts.split(ANNA, old, taken))
    assert {where(context, each) for each in cheaper} == {(event.other_id, 3)}
    act(context, lambda acts: acts.undo(ANNA, old, event.id))
    act(context, lambda acts: acts.undo(ANNA, old, merge.id))
    assert where(context, cheaper[0]) == (apart.other_id, 1)
    assert where(context, cheaper[1]) == where(context, cheaper[2]) == (old, 3)


def key_of(context: ProcessContext, item_id: UUID) -> bytes:
    with context.reading() as factory:
        found = factory.session.get(CampaignItem, item_id)
        assert found is not None
        return bytes(found.exact_key)


def multiply(context: ProcessContext, item_id: UUID, times: int) -> None:
    """Put copies of an item beside it until there are so many, in its campaign too."""
    with context.database.write() as session:
        item, member = session.get(Item, item_id), session.get(CampaignItem, item_id)
        assert item is not None
        assert member is not None
        ids = [uuid4() for _ in range(times - 1)]
        same = ("channel_id", "platform", "kind", "text", "version", "captured_at", "state", "lane", "attempts")
        stem = {name: getattr(item, name) for name in same}
        session.execute(insert(Item), [stem | {"id": each, "source_key": each.hex} for each in ids])
        columns = [column.name for column in CampaignItem.__table__.columns if column.name != "item_id"]
        stem = {name: getattr(member, name) for name in columns}
        session.execute(insert(CampaignItem), [stem | {"item_id": each} for each in ids])
        CampaignStore(session).recount([member.campaign_id])
