"""The phrases of WhatsApp itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.messages import MessageKind
from service.importers.whatsapp_phrases import is_deleted, is_notice, read_body, spoken_language, without_edit_mark


@pytest.mark.parametrize(
    "text",
    [
        "<Media weggelaten>",
        "<Media omitted>",
        "<Medien ausgeschlossen>",
        "<Media har utelämnats>",
        "<Médias omis>",
        "\u200eafbeelding weggelaten",
        "\u200eimage omitted",
        "\u200eBild weggelassen",
        "\u200ebild utesluten",
        "\u200eimage absente",
        "\u200eGIF weggelaten",
        "\u200eaudio omitted",
        "\u200e<attached: 00000012-PHOTO-2025-12-31-23-59-04.jpg>",
        "\u200e<bijgevoegd: 00000012-AUDIO-2025-12-31-23-59-04.opus>",
        "\u200e<Anhang: 00000012-VIDEO-2025-12-31-23-59-04.mp4>",
        "\u200e<pièce jointe : 00000012-STICKER-2025-12-31-23-59-04.webp>",
        "IMG-20251231-WA0001.jpg (bestand bijgevoegd)",
        "VID-20251231-WA0001.mp4 (file attached)",
        "PTT-20251231-WA0001.opus (Datei angehängt)",
        "STK-20251231-WA0001.webp (bifogad fil)",
        "\u200eIMG-20251231-WA0001.jpg (fichier joint)",
    ],
)
def test_media_without_a_caption_leave_no_text(text: str) -> None:
    assert read_body(text) == ("", MessageKind.MEDIA)


@pytest.mark.parametrize(
    "text",
    [
        "<Media weggelaten>\nZo mooi",
        "IMG-20251231-WA0001.jpg (bestand bijgevoegd)\nZo mooi",
        "Zo mooi \u200e<bijgevoegd: 00000012-PHOTO-2025-12-31-23-59-04.jpg>",
        "Zo mooi \u200eafbeelding weggelaten",
        "\u200e<attached: 00000012-PHOTO-2025-12-31-23-59-04.jpg> Zo mooi",
    ],
)
def test_a_caption_is_the_text(text: str) -> None:
    assert read_body(text) == ("Zo mooi", MessageKind.TEXT)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("prijslijst.pdf (bestand bijgevoegd)", "prijslijst.pdf"),
        ("prijslijst.pdf (bestand bijgevoegd)\nKijk", "prijslijst.pdf\nKijk"),
        ("\u200e<bijgevoegd: 00000014-prijslijst.pdf>", "prijslijst.pdf"),
        ("prijslijst.pdf • 2 pagina’s \u200e<bijgevoegd: 00000014-prijslijst.pdf>", "prijslijst.pdf • 2 pagina’s"),
        ("zoek iemand voor een klus.jpg (bestand bijgevoegd)", "zoek iemand voor een klus.jpg"),
    ],
)
def test_a_file_name_that_a_person_chose_stays(text: str, left: str) -> None:
    assert read_body(text) == (left, MessageKind.TEXT)


@pytest.mark.parametrize(
    "text",
    [
        "Ik zei toch: <Media weggelaten>",
        "afbeelding weggelaten, zie je dat",
        "Dit bericht is verwijderd omdat het moest",
        "Ze zeggen dat dit bericht is verwijderd",
        "\u200eBerichten en oproepen zijn end-to-end versleuteld. Zoek iemand voor een klus",
    ],
)
def test_a_phrase_inside_a_text_hides_nothing(text: str) -> None:
    assert read_body(text) == (text, MessageKind.TEXT)
    assert not is_deleted(text)
    assert not is_notice(text)


@pytest.mark.parametrize(
    "text",
    [
        "Dit bericht is verwijderd",
        "\u200eDit bericht is verwijderd.",
        "Je hebt dit bericht verwijderd",
        "This message was deleted",
        "You deleted this message",
        "This message was deleted by an admin",
        "Diese Nachricht wurde gelöscht",
        "Du hast diese Nachricht gelöscht.",
        "Detta meddelande raderades",
        "Du raderade detta meddelande",
        "Ce message a été supprimé",
    ],
)
def test_the_placeholder_of_a_deleted_message_is_known(text: str) -> None:
    assert is_deleted(text)


@pytest.mark.parametrize(
    "mark",
    [
        "<Dit bericht is bewerkt>",
        "<This message was edited>",
        "<Diese Nachricht wurde bearbeitet.>",
        "<Detta meddelande redigerades>",
        "<Ce message a été modifié>",
    ],
)
def test_the_mark_of_an_edit_is_taken_off(mark: str) -> None:
    assert without_edit_mark(f"Hallo\ndaar \u200e{mark}") == ("Hallo\ndaar", True)
    assert without_edit_mark(f"{mark} Hallo") == (f"{mark} Hallo", False)


@pytest.mark.parametrize(
    "text",
    [
        "\u200ePOLL:\nWie komt?\n\u200eOPTION: Ik (3 votes)\n\u200eOPTION: Jij (0 votes)\n",
        "PEILING:\nWie komt?\nOPTIE: Ik (1 stem)\nOPTIE: Jij (0 stemmen)",
        "UMFRAGE:\nWie komt?\nOPTION: Ik (1 Stimme)\nOPTION: Jij (2 Stimmen)",
    ],
)
def test_a_poll_is_its_question_and_options(text: str) -> None:
    assert read_body(text) == ("Wie komt?\n- Ik\n- Jij", MessageKind.POLL)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("x: <Media weggelaten>", "nl"),
        ("x: <Media omitted>", "en"),
        ("x: <Medien ausgeschlossen>", "de"),
        ("x: <Media har utelämnats>", "sv"),
        ("x: <Médias omis>", "fr"),
        ("x: hallo", None),
    ],
)
def test_the_language_of_the_phone_shows_in_its_phrases(line: str, language: str | None) -> None:
    assert spoken_language([line]) == language


@pytest.mark.parametrize(
    "text",
    [
        " " * 50_000,
        "\u200e" * 50_000,
        "<attached:" + " " * 50_000,
        "<attached: " * 5_000,
        "\u200e <" * 15_000,
        "POLL:\n" * 8_000,
        "x (bestand bijgevoegd " * 2_000,
        "<Dit bericht is bewerkt> " * 2_000 + "x",
    ],
    ids=lambda value: repr(value)[:25],
)
@pytest.mark.timeout(60)
def test_no_text_takes_long_to_look_through(text: str) -> None:
    assert read_body(text)[1] in (MessageKind.TEXT, MessageKind.POLL)
    assert not is_deleted(text)
    assert not is_notice(text)
    assert not without_edit_mark(text)[1]


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    left, kind = read_body(text)
    assert bool(left) or kind is MessageKind.MEDIA or not text.strip()
