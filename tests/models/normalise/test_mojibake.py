import pytest

from models.normalise.mojibake import repair_mojibake
from models.normalise.traced import Traced


def repaired(text: str) -> str:
    return repair_mojibake(Traced(text)).text


@pytest.mark.parametrize(
    "text",
    ["café", "één explosie", "don’t", "“klus”", "prijs € 5", "für größere Böller", "smällare på gården", "мой город"],
)
@pytest.mark.parametrize("wrong", ["sloppy-windows-1252", "latin-1"])
def test_utf8_read_in_another_character_set_is_repaired(text: str, wrong: str) -> None:
    assert repaired(text.encode().decode(wrong)) == text


@pytest.mark.parametrize(
    ("broken", "text"),
    [
        ("ðŸ’£ nu", "💣 nu"),
        ("twee keer: cafÃƒÂ©", "twee keer: café"),
        ("voilÃ  le travail", "voilà le travail"),
        ("goede Ã©n kapotte één", "goede én kapotte één"),
    ],
)
def test_known_kinds_of_mojibake_are_repaired(broken: str, text: str) -> None:
    assert repaired(broken) == text


@pytest.mark.parametrize(
    "text",
    [
        "één café, fête à Noël, pâté",
        "Ångström är där, ÄÖÜß",
        "ışık şğ İstanbul, łódź, Țară",
        "Привет, как дела? ЁЖ",
        "Ελληνικά κείμενα",
        "مرحبا كيف حالك",
        "“citaat” – ‘zo’ … €5 ™ ©",
        "🧨💣",
        "Ã",
    ],
)
def test_real_text_is_left_alone(text: str) -> None:
    traced = Traced(text)
    assert repair_mojibake(traced) is traced


def test_what_stands_around_the_repair_keeps_its_place() -> None:
    traced = repair_mojibake(Traced("koop Ã©én bom"))
    assert traced.text == "koop één bom"
    (layer,) = traced.layers
    assert layer.before(5, 6) == (5, 7)
    assert layer.before(6, 7) == (7, 8)
    assert layer.before(9, 12) == (10, 13)


def test_a_long_run_is_repaired_in_pieces_that_cut_no_sequence() -> None:
    assert repaired("â€™Ã©" * 500) == "’é" * 500


def test_lone_surrogates_do_not_stop_the_repair() -> None:
    assert repaired("\ud800cafÃ©\udfff") == "\ud800café\udfff"
