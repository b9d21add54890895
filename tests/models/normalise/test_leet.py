import pytest

from models.normalise.leet import read_leet
from models.normalise.traced import Traced


def read(text: str) -> str:
    return read_leet(Traced(text)).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("c0bra", "cobra"), ("c0br4", "cobra"), ("cobr@", "cobra"), ("v1per", "viper"), ("v!per", "viper"),
        ("k1us", "klus"), ("k|us", "klus"), ("klu$", "klus"), ("k1u$je", "klusje"),
        ("f|itspoeder", "flitspoeder"), ("m0rt1er", "mortier"), ("$nel", "snel"), ("gr@tis", "gratis"),
        ("kn4l", "knal"), ("kna11en", "knallen"), ("b0m", "bom"), ("b0mmen", "bommen"), ("b00m", "boom"),
        ("n1traat", "nitraat"), ("n1tr44t", "nitraat"), ("vuurw3rk", "vuurwerk"), ("f4-b0m", "f4-bom"),
        ("exp1osief", "explosief"), ("explos1ef", "explosief"), ("expl0sie", "explosie"), ("g3ld", "geld"),
        ("ge1d", "geld"), ("kle1n", "klein"), ("hu1s", "huis"), ("po1itie", "politie"), ("m1jn", "mijn"),
        ("0pdracht", "opdracht"), ("€xtra", "extra"), ("g€ld", "geld"), ("ca$h", "cash"), ("h4ll0", "hallo"),
        ("s3cr3t", "secret"), ("ui7betalen", "uitbetalen"), ("per5oon", "persoon"), ("b@nk", "bank"),
        ("str!jker", "strijker"),        ("(c0bra)", "(cobra)"), ("#c0bra", "#cobra"), ("c0bra6", "cobra6"),
        ("bömb3n", "bömben"), ("c0bra, 6", "cobra, 6"), ("c0bra/b0m.", "cobra/bom."),
    ],
)  # fmt: skip
def test_marks_inside_words_are_read_as_letters(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # amounts, prices, times, sizes
        "1k", "1k5", "1.5k", "2,5k", "e400", "e400pp", "€400", "400€", "$50", "50$", "us$", "2x", "10x", "100st",
        "50cent", "10min",
        "5g", "2e", "31e", "1ste", "20u", "20u30", "3uur", "10e", "2k25", "1,0liter", "0,5l", "0euro", "75eu",
        "5pp", "2dagen",
        "253m2", "25mm", "4-inch", "15.00uhr", "11:08pm", "80's", "1ère", "12th", "22-jarige", "9-tot-5", "om4uur",
        "voor5euro",
        # codes and products
        "f4", "f2", "p2", "t1", "t2", "c6", "c8", "k3", "o8", "m80", "v12", "fp3", "cobra6", "cobra8", "viper12",
        "cobra6stuks",
        "cobra5stuks", "viper5x", "f4cakes", "f4-cakes", "f3bangers", "p2rookfakkel", "p1artikelen", "t1theater",
        "a4tje", "e40",
        "a28", "n11", "h2o", "co2", "m2m", "b2b", "ps5", "ps5game", "mp3speler", "mp3tje", "ww2", "3d", "c4",
        "k3concert", "e2e",
        "g7", "s6", "4en", "6en", "covid19", "penalty2", "havo-3-leerlingen", "cat-4-artikelen", "f4/p2", "p+r",
        "wo2", "b8k2d3f",
        # no reading makes a word of it
        "kl5s", "b6m", "k9", "a1b2c3",
        # addresses and handles
        "@b0m", "tg@b0mmer", "b0m@site.nl", "www.b0m.nl", "t.me/b0m", "https://b0m.nl/k1us", "http:/b0m",
        # punctuation between words
        "ja!doen", "an!doch", "goed!", "hee!!", "kort|lang", "cobra|viper", "nl|be", "m|v", "|cobra", "snap@user",
        "x@y", "a|b|c",
        "k*nt", "c++", "wie?", "€", "$", "@", "", "één café", "привет0мир",
    ],
)  # fmt: skip
def test_amounts_codes_addresses_and_punctuation_stay(text: str) -> None:
    traced = Traced(text)
    assert read_leet(traced) is traced
    in_a_sentence = Traced(f"voor {text} morgen")
    assert read_leet(in_a_sentence) is in_a_sentence


def test_each_letter_keeps_its_place() -> None:
    traced = read_leet(Traced("een kna11 c0bra"))
    assert traced.text == "een kna11 cobra"
    assert traced.layers[0].before(11, 12) == (11, 12)


def test_a_word_longer_than_any_word_is_no_word() -> None:
    traced = Traced("a0" * 40 + "a")
    assert read_leet(traced) is traced
