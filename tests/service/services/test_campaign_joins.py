from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import func, select

from models.thresholds import UNSURE_SCORE
from service.domain.campaigns import CampaignSummary
from service.domain.intake import LiveItem
from service.domain.items import ItemState
from service.domain.messages import MessageDraft
from service.factory import ProcessContext
from service.importers.options import ExportFormat
from service.schema import Campaign, CampaignItem, Item
from service.services.cursors import CursorError
from tests.support.campaigns import (
    ADVERT,
    CHEAPER,
    DISGUISED,
    ELSEWHERE,
    OTHER,
    campaign_of,
    joined,
    let_join,
    stored,
    view_of,
)
from tests.support.drafts import CHANNEL, PROVENANCE, draft
from tests.support.review import at_once


def same(context: ProcessContext, *item_ids: UUID) -> CampaignSummary:
    """Return the one campaign that all these items are in."""
    found = [campaign_of(context, item_id) for item_id in item_ids]
    assert found[0] is not None
    assert {each and each.id for each in found} == {found[0].id}
    return found[0]


def test_copies_and_near_copies_across_channels_become_one_campaign_and_other_texts_do_not(
    context: ProcessContext,
) -> None:
    first = joined(context, ADVERT)
    again = joined(context, ADVERT, number=2, channel=ELSEWHERE)
    cheaper = joined(context, CHEAPER, number=3)
    disguised = joined(context, DISGUISED, number=4)
    forwarded = joined(context, f"Doorgestuurd van Vuurwerk Verzonnen\n{ADVERT}", number=5)
    other = joined(context, OTHER, number=6)
    campaign = same(context, first, again, cheaper, disguised, forwarded)
    assert (campaign.items, campaign.variants, campaign.channels) == (5, 4, 2)
    assert campaign.first_seen < campaign.last_seen
    apart = campaign_of(context, other)
    assert apart is not None
    assert apart.id != campaign.id
    view = view_of(context, first)
    assert [each.items for each in view.days] == [5]
    assert [(each.name, each.items) for each in view.channels] == [(view.channels[0].name, 4), (ELSEWHERE.name, 1)]
    cheaper_one = next(each for each in view.variants if each.variant.item_id == cheaper)
    assert [(each.kind, each.text) for each in cheaper_one.differences if each.kind != "same"] == [
        ("removed", "8"),
        ("added", "7"),
    ]


def test_ordinary_text_never_joins_and_what_may_be_raised_or_is_most_urgent_does(context: ProcessContext) -> None:
    ordinary = joined(context, ADVERT, labels=(), priority=None)
    foreign = joined(context, ADVERT, number=2, labels=(), priority=None, unsure=("language",))
    perhaps = joined(context, ADVERT, number=3, labels=(), priority=None, unsure=(UNSURE_SCORE,))
    threat = joined(context, ADVERT, number=4, labels=(), priority="P0")
    assert campaign_of(context, ordinary) is None
    assert campaign_of(context, foreign) is None
    assert same(context, perhaps, threat).items == 2


def test_short_texts_join_only_exact_copies(context: ProcessContext) -> None:
    first = joined(context, "cobra 6 te koop, dm")
    same(context, first, joined(context, "COBRA 6  te koop, dm", number=2))
    changed = campaign_of(context, joined(context, "cobra 8 te koop, dm", number=3))
    assert changed is not None
    assert changed.items == 1


def test_an_edit_takes_an_item_out_and_lets_it_join_anew(context: ProcessContext) -> None:
    first, second = joined(context, ADVERT), joined(context, ADVERT, number=2)
    assert stored(context, OTHER, number=2) == second
    let_join(context, second, OTHER, version=2)
    left, joined_anew = campaign_of(context, first), campaign_of(context, second)
    assert left is not None
    assert joined_anew is not None
    assert (left.items, joined_anew.items) == (1, 1)
    assert left.id != joined_anew.id
    assert left.last_seen < joined_anew.last_seen


def test_an_edit_into_ordinary_text_leaves_the_campaign(context: ProcessContext) -> None:
    first, second = joined(context, ADVERT), joined(context, ADVERT, number=2)
    stored(context, OTHER, number=2)
    let_join(context, second, OTHER, version=2, labels=(), priority=None)
    assert campaign_of(context, second) is None
    assert same(context, first).items == 1


def test_an_edit_that_leaves_no_text_leaves_the_campaign_at_once(context: ProcessContext) -> None:
    first, second = joined(context, ADVERT), joined(context, CHEAPER, number=2 * 24 * 60)
    assert stored(context, "", number=2 * 24 * 60) == second
    assert campaign_of(context, second) is None
    left = view_of(context, first)
    assert (left.summary.items, left.summary.variants, len(left.variants), len(left.days)) == (1, 1, 1, 1)
    assert left.summary.last_seen == left.summary.first_seen


@pytest.mark.parametrize("key", ["1", "another"], ids=["by its key", "by who sent it when"])
def test_what_loses_its_text_in_a_later_export_leaves(context: ProcessContext, key: str) -> None:
    imported(context, draft("1", ADVERT))
    with context.database.read() as session:
        item_id = session.scalars(select(Item.id)).one()
    let_join(context, item_id, ADVERT)
    imported(context, draft(key, "", edited=True, edited_at=datetime.now(UTC)))
    with context.reading() as factory:
        assert factory.items().get(item_id)[0].state == ItemState.UNSCORED
    assert campaign_of(context, item_id) is None


def test_what_loses_its_text_over_the_api_leaves(context: ProcessContext) -> None:
    item_id = joined(context, ADVERT)
    edit = LiveItem(CHANNEL, None, "1", "", None, None, None, None, edited_at=datetime.now(UTC))
    with context.writing() as factory:
        factory.live_intake().take_in([edit])
    assert campaign_of(context, item_id) is None


def imported(context: ProcessContext, message: MessageDraft) -> None:
    """Take a message in from an export of its channel."""
    importing = context.file_import(lambda _ref, _known: PROVENANCE)
    importing.run([CHANNEL, message], "export.txt", ExportFormat.WHATSAPP_TXT)


def test_an_edit_that_is_not_scored_yet_is_not_shown_as_text_of_the_campaign(context: ProcessContext) -> None:
    first = joined(context, ADVERT)
    stored(context, OTHER)
    campaign = campaign_of(context, first)
    assert campaign is not None
    assert (campaign.item_id, campaign.text) == (first, None)


@pytest.mark.parametrize("seen", ["0001-01-01T00:00:00+23:00", "9999-12-31T23:00:00-23:00", "2026-11-01T00:00:00"])
def test_a_cursor_of_somebody_elses_making_is_refused(context: ProcessContext, seen: str) -> None:
    cursor = urlsafe_b64encode(f"{seen}|{UUID(int=0).hex}".encode()).decode().rstrip("=")
    with context.reading() as factory, pytest.raises(CursorError):
        factory.campaigns().page(1, cursor, 10)


@pytest.mark.parametrize("texts", [(ADVERT, ADVERT), (ADVERT, CHEAPER), (ADVERT, DISGUISED)])
def test_two_workers_with_the_same_text_at_once_make_one_campaign(
    context: ProcessContext, texts: tuple[str, str]
) -> None:
    waiting = [(stored(context, text, number=number), text) for number, text in enumerate(texts * 3)]
    said = at_once(*(lambda each=each: let_join(context, *each) for each in waiting))
    assert said == [None] * len(waiting)
    assert same(context, *(item_id for item_id, _ in waiting)).items == len(waiting)
    with context.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Campaign)) == 1
        assert session.scalar(select(func.count()).select_from(CampaignItem)) == len(waiting)


@pytest.mark.parametrize("text", ["", "🔥🔥🔥", "\u202e\u2066טקסט\u2069 mixed \u202c" * 3, "woord " * 10_000])
def test_strange_texts_join_and_do_no_harm(context: ProcessContext, text: str) -> None:
    item_id = stored(context, text or " ")
    let_join(context, item_id, text)
    assert (campaign_of(context, item_id) is None) == (not text)
