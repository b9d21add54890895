"""Made keys and duplicate ids."""

from __future__ import annotations

from dataclasses import replace

from service.domain.messages import ChannelRef, MessageDraft, MessageKind, Platform, Refusal
from service.importers.message_keys import DuplicateWatch, KeyMaker

_DRAFT = MessageDraft(ChannelRef(Platform.TELEGRAM, "1", "Buurt"), "7", "Hallo", MessageKind.TEXT, None)


def test_equal_messages_get_different_keys_and_the_same_ones_at_the_next_reading() -> None:
    def keys() -> list[str]:
        maker = KeyMaker()
        return [maker.key("2025", "noor", "ok") for _ in range(3)]

    assert len(set(keys())) == 3
    assert keys() == keys()
    assert all(len(key) == 32 for key in keys())


def test_a_later_export_that_begins_between_equal_messages_makes_no_new_keys() -> None:
    whole, later = KeyMaker(), KeyMaker()
    assert {later.key("ok") for _ in range(2)} <= {whole.key("ok") for _ in range(3)}


def test_the_parts_of_a_key_cannot_be_shifted() -> None:
    assert KeyMaker().key("ab", "c") != KeyMaker().key("a", "bc")


def test_another_message_with_the_same_id_is_refused_and_a_repetition_is_not() -> None:
    watch = DuplicateWatch()
    assert watch.admit(_DRAFT, "message 1") is _DRAFT
    assert watch.admit(_DRAFT, "message 2") == _DRAFT
    refused = watch.admit(replace(_DRAFT, text="Iets anders"), "message 3")
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.place, refused.channel) == ("duplicate_id", "message 3", _DRAFT.channel)
    assert watch.admit(_DRAFT, "message 4") == _DRAFT


def test_the_same_id_in_another_channel_is_another_message() -> None:
    watch = DuplicateWatch()
    other = replace(_DRAFT, channel=replace(_DRAFT.channel, platform_id="2"), text="Iets anders")
    assert [watch.admit(_DRAFT, "1"), watch.admit(other, "2")] == [_DRAFT, other]
