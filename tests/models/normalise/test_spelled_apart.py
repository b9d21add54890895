import pytest

from models.normalise.spelled_apart import join_spelled_apart
from models.normalise.traced import Traced


def joined(text: str) -> str:
    return join_spelled_apart(Traced(text)).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("k l u s", "klus"),
        ("zoek k l u s vandaag", "zoek klus vandaag"),
        ("b o m", "bom"),
        ("een b o m, snel", "een bom, snel"),
        ("b a n g e r s", "bangers"),
        ("c.o.b.r.a 6", "cobra 6"),
        ("c-o-b-r-a", "cobra"),
        ("c_o_b_r_a", "cobra"),
        ("k*l*u*s", "klus"),
        ("k~l~u~s k|l|u|s k/l/u/s k·l·u·s", "klus klus klus klus"),
        ("c . o . b . r . a", "cobra"),
        ("c - o - b", "cob"),
        ("b.o.m leggen", "bom leggen"),
        ("c.o.b.r.a.", "cobra."),
        ("k  l  u  s", "klus"),
        ("k l u s  v o o r  j o u", "klus  voor  jou"),
        ("k\nl\nu\ns", "klus"),
        ("k emoji_fire l emoji_fire u emoji_fire s", "klus"),
        ("e x p l o s i ë f", "explosiëf"),
        ("c 0 b r a", "c0bra"),
        ("n 1 t r 4 4 t", "n1tr44t"),
        ("б о м б а", "бомба"),
        ("b o m a.u.b.", "bom a.u.b."),
    ],
)
def test_letters_set_apart_are_joined(text: str, expected: str) -> None:
    assert joined(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a b c", "x y z", "plan a b c d", "a/b/c",
        "i a m here", "u a b", "j. p. b. de vries", "j.p.b. de vries", "a.u.b. bellen", "z.s.m. graag",
        "m/v/x", "x x x", "w w w", "a b", "o.a. bij", "p. 3", "t/m", "n.v.t. of z.o.z.",
        "1 k p p", "2 x 3 e", "1 2 3 4", "1.2.3.4", "f 4 p 2", "v 1 2 3", "a 1 2 3 4 5 b", "6 8 1 2",
        "ik ga op de fiets", "e-mail", "k-l u.s", "k.l-u_s", "www.a.b.nl", "foo-a-b-m",
        "k emoji_fire l emoji_bomb u emoji_fire s", "我 要 买 东 西",
    ],
)  # fmt: skip
def test_enumerations_initials_amounts_and_ordinary_text_stay(text: str) -> None:
    traced = Traced(text)
    assert join_spelled_apart(traced) is traced


def test_each_letter_keeps_its_place_and_the_word_covers_the_gaps() -> None:
    traced = join_spelled_apart(Traced("een b.o.m nu"))
    (layer,) = traced.layers
    assert layer.before(4, 7) == (4, 9)
    assert layer.before(5, 6) == (6, 7)
