from __future__ import annotations

from typing import NamedTuple

import pytest

from labeling.corpus import CorpusRow
from labeling.weak.functions import FUNCTIONS, functions_of
from labeling.weak.reading import Reading, read_row
from labeling.weak.voting import ABSTAIN, LabellingFunction, all_votes
from models.contract import LABELS
from tests.support.rows import sound


class Case(NamedTuple):
    there: str
    near: str
    before: str | None = None


CASES = {
    "bomb_at_target_for_pay": Case("250 euro, bom bij een deur", "250 euro voor een nieuwe deur"),
    "act_at_target_by_night": Case("something to throw at a door tonight", "something to throw away tonight"),
    "pay_for_target_by_night": Case("300 für eine tür heute nacht", "300 für eine gitarre heute nacht"),
    "pay_and_secrecy": Case("500 kr, inga frågor, en dörr", "500 kr, en dörr"),
    "pay_for_proof": Case("tu poses devant la porte et tu films", "tu films devant la mer"),
    "seeks_hand_for_bomb": Case("wie durft vannacht een bom", "wie durft vannacht te zwemmen"),
    "debt_paid_by_act": Case("je schuld is weg na die klap op zijn deur", "je schuld is weg na deze maand"),
    "minor_for_act": Case("300 kr till en kille som vill spränga en dörr", "300 kr till en kille som vill klippa gräs"),
    "offers_himself": Case("i'll do the door", "i'll do the dishes", "need a bomb put there"),
    "asks_price_of_bang": Case("wat kost een knal bij een deur", "wat kost een deur van eiken"),
    "helper_for_bomb": Case("chauffeur, 200, bom moet naar een deur", "chauffeur, 200, bank moet naar een zolder"),
    "heavy_article_in_trade": Case("cobra 6 te koop", "cobra 6 in het nieuws"),
    "price_list": Case("viper 8\ncobra 9\nnitraat 4", "melk 8\nbrood 9\nkaas 4"),
    "heavy_article_counted": Case("viper 12 voor 8 euro", "vipers zijn giftig"),
    "heavy_article_wanted": Case("suche kugelbomben", "suche eine wohnung"),
    "powerful_fireworks_in_trade": Case("heavy fireworks for sale", "fireworks for sale"),
    "no_papers_needed": Case("smällare utan papper, pris 50", "smällare, pris 50"),
    "firecracker_emoji_in_trade": Case("🧨 dm", "🍕 dm"),
    "trade_in_answer_to_heavy_article": Case("doe mij een doos", "mooi zo", "cobra 6 is binnen"),
    "news_voice": Case("polisen söker vittnen", "jag söker vittnen"),
    "quotes_and_warns": Case("let op: 'snel geld bij een deur'", "hij zei 'snel geld bij een deur'"),
    "warns": Case("pas op voor deze groep", "welkom in deze groep"),
    "asks_if_real": Case("ist das fake", "ist da jemand"),
    "game_words": Case("bombe bei b in der lobby", "bombe bei b in der stadt"),
    "lyrics_or_film": Case("nieuw refrein met een bom", "nieuwe klus met een bom"),
    "moderator": Case("verwijderd door de moderator", "gekregen van mijn broer"),
    "bang_heard": Case("did anyone hear that bang", "that bang was us"),
    "licensed_show": Case("feu tiré par un artificier agréé", "feu tiré par un cousin"),
    "vacancy": Case("15 euro per uur, deur controleren", "15 euro, deur controleren"),
    "ordinary_talk": Case("tot morgen", "tot morgen bij de deur"),
    "odd_job": Case("200 voor hulp bij verhuizen vannacht", "200 voor hulp vannacht"),
    "other_crime": Case("400 om een bankrekening te lenen", "400 om iets te lenen"),
    "goods_without_target": Case("doos te koop", "doos te koop, bij jou aan de deur"),
    "light_articles": Case("sterretjes te koop", "cobra te koop"),
    "other_cobra": Case("cobra golf irons for sale", "cobra 6 for sale"),
    "law_question": Case("is it legal to have a cobra", "is it easy to get a cobra"),
    "sells_no_more": Case("jag säljer inte cobra", "jag säljer cobra"),
    "amnesty": Case("cobra inleveren bij de milieustraat", "cobra kopen"),
    "other_goods": Case("fiets te koop", "cobra te koop"),
    "attack_on_target": Case("cobra bij een deur neerleggen", "cobra bij een deur ophalen"),
}


def _read(text: str, before: str | None = None) -> Reading:
    talk = [{"author": "a", "text": before}, {"author": "b", "text": text}] if before else None
    changes = {"messages": talk, "target_index": 1} if talk else {}
    return read_row(CorpusRow.model_validate(sound(text=text, **changes)))


def test_every_function_has_a_case() -> None:
    assert {function.name for function in FUNCTIONS} == CASES.keys()


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: f"{function.label}-{function.name}")
def test_a_function_votes_where_its_sign_is_and_abstains_nearby(function: LabellingFunction) -> None:
    case = CASES[function.name]
    assert function(_read(case.there, case.before)) == function.vote
    assert function(_read(case.near, case.before)) == ABSTAIN


def test_each_label_has_functions_for_and_against_with_names_of_their_own_and_a_sentence() -> None:
    for label in LABELS:
        functions = functions_of(label)
        assert {function.vote for function in functions} == {0, 1}
        assert len({function.name for function in functions}) == len(functions)
    assert all(function.doc.endswith(".") for function in FUNCTIONS)


def test_a_disguised_spelling_is_read_as_the_plain_one() -> None:
    assert _read("C0BRA te k00p").families == _read("cobra te koop").families


def test_messages_around_are_read_apart_from_the_text() -> None:
    seen = _read("mooi zo", "cobra te koop")
    assert not seen.has_any("heavy", "trade")
    assert seen.around >= {"heavy", "trade"}


def test_votes_have_a_row_for_each_reading_and_a_column_for_each_function() -> None:
    functions = functions_of("f4_sale")
    assert all_votes(functions, []).shape == (0, len(functions))
    votes = all_votes(functions, [_read("cobra 6 te koop"), _read("tot morgen")])
    names = [function.name for function in functions]
    assert votes[0, names.index("heavy_article_in_trade")] == 1
    assert votes[1].tolist().count(ABSTAIN) == len(functions) - 1
