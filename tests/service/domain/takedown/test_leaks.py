from __future__ import annotations

import pytest

from service.domain.takedown.content import read_content
from service.domain.takedown.leaks import leaks, outbound_fields
from tests.support.takedown_content import APPROVER, changed, complete_document, judged

DOCUMENT = complete_document()
GOOD = DOCUMENT["allegation"]["explanation"]


@pytest.mark.parametrize(
    "words",
    [
        "Doorgegeven door key_abcd1234.",
        f"Gezien door {APPROVER}.",
        "Het model gaf een score van 0.97.",
        "Confidence: 97 %.",
        "De waarde was 0,974.",
        "Zie REF-ABC-1.",
        "Bel +31 6 00 00 00 00 voor meer.",
        "Bel 0031600000000.",
        "Bel (06) 00000000 of 06.00.00.00.00.",
        "Dit speelt bij Verzonnenlaan 7.",
    ],
)
def test_what_is_internal_or_points_to_a_person_is_found(words: str) -> None:
    document = changed(DOCUMENT, "/safety/police_notification", {"status": "sent", "reference": "REF-ABC-1"})
    document = changed(document, "/allegation/explanation", f"{GOOD} {words}")
    assert [pointer for pointer, _ in leaks(judged(document))] == ["/allegation/explanation"]


@pytest.mark.parametrize(
    "words",
    [
        "Geplaatst op 06-11-2026 22:10, 2026-11-06.",
        "Voor 1000-2000 euro, 0.25 gram, art. 9.2.2.1a.",
        "Het scoort goed bij kopers, 25 stuks.",
        "Bericht 4821000000000 in het kanaal.",
        "Op het plein, om 20.30 uur, in de Verzonnenlaan.",
        "Zie https://forum.example/draad/0612345678901.",
    ],
)
def test_ordinary_words_and_figures_pass(words: str) -> None:
    document = changed(DOCUMENT, "/allegation/explanation", f"{GOOD} {words}")
    assert list(leaks(judged(document))) == []


def test_a_round_score_does_not_turn_every_price_into_a_leak() -> None:
    document = changed(DOCUMENT, "/detection/score", 0.5)
    document = changed(document, "/allegation/explanation", f"{GOOD} Het kost 0.50 per stuk.")
    assert list(leaks(judged(document))) == []


def test_every_free_text_that_leaves_is_looked_at() -> None:
    pointers = {pointer for pointer, _, _ in outbound_fields(read_content(DOCUMENT))}
    assert pointers >= {
        "/allegation/explanation",
        "/allegation/legal_grounds/0",
        "/notifier/legal_name",
        "/bona_fide/text",
        "/items/0/excerpt",
        "/items/0/locator/url",
        "/items/0/locator/message_id",
        "/items/0/locator/container_name",
        "/items/0/locator/additional_info",
        "/items/0/author/handle",
    }
