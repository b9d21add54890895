from __future__ import annotations

from models.contract import Message
from service.domain.items import Lane
from service.domain.messages import MessageDraft
from service.factory import ProcessContext
from service.services.context import with_context
from service.storage.scores import ScoreStore
from tests.support.drafts import draft, open_channel


def contexts(context: ProcessContext, *drafts: MessageDraft, only: set[str] | None = None) -> dict[str, Message]:
    channel_id = open_channel(context)
    with context.writing() as factory:
        intake = factory.import_desk().ingest.take_in(channel_id, drafts, Lane.LIVE)
    ids = [item_id for key, item_id in intake.stored.items() if only is None or key in only]
    with context.database.read() as session:
        store = ScoreStore(session)
        items = store.pending(ids)
        return {item.source_key: message for item, message in zip(items, with_context(store, items), strict=True)}


def before(message: Message) -> list[str]:
    return [near.text for near in message.before]


def after(message: Message) -> list[str]:
    return [near.text for near in message.after]


def test_an_item_gets_its_neighbours_four_before_and_two_after(context: ProcessContext) -> None:
    drafts = [draft(str(n), f"bericht {n}", minute=n) for n in range(9)]
    message = contexts(context, *drafts)["5"]
    assert before(message) == ["bericht 1", "bericht 2", "bericht 3", "bericht 4"]
    assert after(message) == ["bericht 6", "bericht 7"]


def test_neighbours_are_found_for_an_item_that_is_scored_alone(context: ProcessContext) -> None:
    drafts = [draft(str(n), f"bericht {n}", minute=n) for n in range(9)]
    assert before(contexts(context, *drafts, only={"5"})["5"]) == ["bericht 1", "bericht 2", "bericht 3", "bericht 4"]


def test_what_an_item_answers_stands_last_however_long_ago_it_was(context: ProcessContext) -> None:
    question = draft("1", "wie verkoopt er wat", minute=-600)
    chatter = draft("2", "lekker weer", minute=-1)
    answer = draft("3", "dm, nog 40", minute=0, reply_to_key="1")
    assert before(contexts(context, question, chatter, answer)["3"]) == ["lekker weer", "wie verkoopt er wat"]


def test_messages_of_another_hour_are_no_neighbours(context: ProcessContext) -> None:
    message = contexts(context, draft("1", "vroeg", minute=-90), draft("2", "nu"), draft("3", "laat", minute=90))["2"]
    assert (before(message), after(message)) == ([], [])


def test_an_item_without_a_time_still_gets_what_it_answers(context: ProcessContext) -> None:
    message = contexts(context, draft("1", "vraag"), draft("2", "antwoord", sent_at=None, reply_to_key="1"))["2"]
    assert before(message) == ["vraag"]


def test_messages_of_the_same_instant_keep_the_order_in_which_they_were_stored(context: ProcessContext) -> None:
    found = contexts(context, *(draft(str(n), f"bericht {n}") for n in range(4)))
    assert before(found["2"]) == ["bericht 0", "bericht 1"]
    assert after(found["2"]) == ["bericht 3"]


def test_media_without_text_is_no_context(context: ProcessContext) -> None:
    message = contexts(context, draft("1", "", minute=-1), draft("2", "tekst"))["2"]
    assert before(message) == []
