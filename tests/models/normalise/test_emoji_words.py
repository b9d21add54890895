import pytest
from emoji import EMOJI_DATA

from models.normalise import normalise
from models.normalise.emoji_words import EMOJI_WORDS, emoji_to_words
from models.normalise.traced import Traced


def words(text: str) -> str:
    return " ".join(emoji_to_words(Traced(text)).text.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("🧨", "emoji_firecracker"),
        ("koop🧨nu", "koop emoji_firecracker nu"),
        ("🔫", "emoji_gun"),
        ("💥", "emoji_explosion"),
        ("💣💣", "emoji_bomb emoji_bomb"),
        ("☠️ ☠", "emoji_skull_crossbones emoji_skull_crossbones"),
        ("👍🏽 👍", "emoji_thumbs_up emoji_thumbs_up"),
        ("👩🏿‍🚒", "emoji_woman_firefighter"),
        ("👨‍👩‍👧", "emoji_family_man_woman_girl"),
        ("👩‍💣", "emoji_woman emoji_bomb"),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", "emoji_england"),
        ("🇵🇱🇳🇱", "emoji_poland emoji_netherlands"),
        ("🇨🇮", "emoji_cote_divoire"),
        ("🥇", "emoji_1st_place_medal"),
    ],
)
def test_emoji_become_words_with_stable_names(text: str, expected: str) -> None:
    assert words(text) == expected


@pytest.mark.parametrize("text", ["ﬁ", "™", "1️⃣", "🅱️", "Ⓜ", "🇰🇱🇺🇸", "🇧", ":firecracker:", "a*b#c", "日本"])
def test_letters_and_digits_in_squares_and_ordinary_signs_are_no_emoji(text: str) -> None:
    traced = Traced(text)
    assert emoji_to_words(traced) is traced


def test_a_whole_sequence_maps_back_to_one_emoji() -> None:
    traced = emoji_to_words(Traced("a👩🏿‍🚒b"))
    assert traced.text == "a emoji_woman_firefighter b"
    assert traced.layers[0].before(2, 25) == (1, 5)


def test_every_word_is_left_alone_by_all_steps() -> None:
    assert [word for word in EMOJI_WORDS.values() if normalise(f"bom {word} klus").text != f"bom {word} klus"] == []


def test_every_emoji_of_the_package_ends_as_words_letters_or_digits() -> None:
    left = [emoji for emoji in EMOJI_DATA if not normalise(emoji).text.replace("_", "").replace(" ", "").isalnum()]
    # Signs that are emoji only in a box, or that are two signs in one; and skin tones without anyone to wear them.
    assert set(left) == {emoji for emoji in EMOJI_DATA if emoji[0] in "#*‼⁉🏻🏼🏽🏾🏿"}
