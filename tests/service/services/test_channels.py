from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from service.domain.channels import ChannelChange, ChannelDay
from service.domain.items import Lane, Provenance, Visibility
from service.domain.messages import ChannelRef, Platform
from service.factory import ProcessContext
from service.schema import AuditEntry, Item
from service.services.channels import ChannelNotFoundError, ChannelView, SuccessionError
from service.services.takedown.errors import PreconditionRequiredError, VersionMismatchError
from tests.support.drafts import CHANNEL, draft, open_channel
from tests.support.review import ANNA

LATER = ChannelRef(Platform.TELEGRAM, "4712", "Buurtpraat Oosterveld II", public=True)


def view(context: ProcessContext, channel_id: UUID) -> ChannelView:
    with context.reading() as factory:
        return factory.channels().get(channel_id)


def change(context: ProcessContext, channel_id: UUID, version: int | None = 1, **wanted: object) -> None:
    values: dict[str, object] = {"gone": False, "successor_of": None} | wanted
    with context.writing() as factory:
        factory.channels().change(ANNA, channel_id, version, ChannelChange(**values))  # type: ignore[arg-type]  # as named


def test_a_channel_keeps_the_names_and_addresses_that_it_had(context: ProcessContext) -> None:
    channel_id = open_channel(context)
    renamed = ChannelRef(CHANNEL.platform, CHANNEL.platform_id, "Buurtpraat (nieuw)", public=True)
    stated = Provenance("UTC", Visibility.PUBLIC, "read by hand", "test desk", "https://t.example/nieuw")
    with context.writing() as factory:
        assert factory.import_desk().channels.save(renamed, stated).id == channel_id
    found = view(context, channel_id)
    assert found.channel.name == "Buurtpraat (nieuw)"
    assert [name.value for name in found.names] == [CHANNEL.name, "Buurtpraat (nieuw)"]
    assert [link.value for link in found.links] == ["https://t.example/nieuw"]
    assert found.names[0].last < found.names[1].first


def test_a_channel_tells_when_it_was_seen_and_how_many_items_a_day_were_raised(context: ProcessContext) -> None:
    channel_id = open_channel(context)
    drafts = [draft(str(minute), minute=minute) for minute in (0, 1, 719, 721, 100 * 24 * 60)]
    with context.writing() as factory:
        factory.import_desk().ingest.take_in(channel_id, [*drafts, draft("x", sent_at=None)], Lane.LIVE)
    with context.database.write() as session:
        session.execute(update(Item).where(Item.source_key.in_(["1", "721"])).values(labels="|f4_sale|"))
        session.execute(update(Item).where(Item.source_key == "0").values(labels=""))
        session.execute(update(Item).where(Item.source_key == str(100 * 24 * 60)).values(sent_at=None))
    found = view(context, channel_id)
    assert found.days == [ChannelDay(date(2026, 11, 1), 3, 1), ChannelDay(date(2026, 11, 2), 1, 1)]
    assert found.channel.first_seen == drafts[0].sent_at
    assert found.channel.last_seen == drafts[3].sent_at


def test_a_channel_without_items_was_never_seen(context: ProcessContext) -> None:
    found = view(context, open_channel(context))
    assert (found.channel.first_seen, found.channel.last_seen, found.days) == (None, None, [])


def test_what_a_person_says_of_a_channel_is_kept_counted_and_logged(context: ProcessContext) -> None:
    earlier, later = open_channel(context), open_channel(context, LATER)
    change(context, earlier, gone=True)
    gone_at = view(context, earlier).channel.gone_at
    change(context, later, successor_of=earlier, link="https://t.example/+invite")
    change(context, earlier, version=2, gone=True)
    first, second = view(context, earlier), view(context, later)
    assert (first.channel.version, first.channel.gone_at) == (3, gone_at)
    assert [each.id for each in first.successors] == [later]
    assert second.predecessor is not None
    assert (second.predecessor.id, [link.value for link in second.links]) == (earlier, ["https://t.example/+invite"])
    with context.database.read() as session:
        entries = session.execute(
            select(AuditEntry.actor, AuditEntry.action).where(AuditEntry.object_kind == "channel")
        ).all()
    assert [tuple(entry) for entry in entries] == [(ANNA.actor, "alter")] * 3


def test_nobody_overwrites_what_somebody_else_said_meanwhile(context: ProcessContext) -> None:
    channel_id = open_channel(context)
    with pytest.raises(PreconditionRequiredError):
        change(context, channel_id, version=None, gone=True)
    change(context, channel_id, gone=True)
    with pytest.raises(VersionMismatchError):
        change(context, channel_id)
    assert view(context, channel_id).channel.gone_at is not None


def test_no_channel_comes_after_itself_or_after_its_own_successor(context: ProcessContext) -> None:
    earlier, later = open_channel(context), open_channel(context, LATER)
    change(context, later, successor_of=earlier)
    for wrong in (earlier, later, uuid4()):
        with pytest.raises(SuccessionError):
            change(context, earlier, successor_of=wrong)
    with pytest.raises(ChannelNotFoundError):
        change(context, uuid4(), gone=True)


def test_of_two_who_make_channels_follow_each_other_at_once_one_is_refused(context: ProcessContext) -> None:
    first, second = open_channel(context), open_channel(context, LATER)
    with ThreadPoolExecutor(1) as other:
        with context.writing() as factory:
            factory.channels().change(ANNA, first, 1, ChannelChange(gone=False, successor_of=second))
            late = other.submit(change, context, second, successor_of=first)
            wait([late], timeout=1)  # it has to wait for this transaction, or it would be done by now
        assert isinstance(late.exception(), SuccessionError)
    assert view(context, first).channel.successor_of == second
    assert view(context, second).channel.successor_of is None


def test_of_two_who_close_a_ring_of_four_channels_at_once_one_is_refused(context: ProcessContext) -> None:
    refs = [ChannelRef(Platform.TELEGRAM, str(number), f"groep {number}") for number in range(4)]
    one, two, three, four = (open_channel(context, ref) for ref in refs)
    change(context, two, successor_of=three)
    change(context, four, successor_of=one)
    with ThreadPoolExecutor(1) as other:
        with context.writing() as factory:
            factory.channels().change(ANNA, one, 1, ChannelChange(gone=False, successor_of=two))
            late = other.submit(change, context, three, successor_of=four)
            wait([late], timeout=1)
        assert isinstance(late.exception(), SuccessionError)


def test_channels_come_in_pages_the_last_one_first(context: ProcessContext) -> None:
    refs = [ChannelRef(Platform.TELEGRAM, str(number), f"groep {number}") for number in range(5)]
    ids = [open_channel(context, ref) for ref in refs]
    with context.reading() as factory:
        first, following = factory.channels().page(None, None, 3)
        rest, end = factory.channels().page("telegram", following, 3)
        nothing, _ = factory.channels().page("discord", None, 3)
    assert [each.id for each in (*first, *rest)] == ids[::-1]
    assert (end, nothing) == (None, [])
