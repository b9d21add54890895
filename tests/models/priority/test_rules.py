from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.normalise import normalise
from models.priority import PRIORITY_RULES, REASONS, Priority, ReasonCode, Verdict
from tests.support.prioritising import BAND, verdict

WORDS = """
    we blazen je deur eruit vannacht ik leg een bom bij hem morgen om 02:00 cobra 100 stuks doos school 15 jaar
    i'm blowing your door off tonight dein auto fliegt in die luft ce soir vi spränger din port ikväll . ! 💣
"""
texts = st.one_of(
    st.text(max_size=200), st.lists(st.sampled_from(sorted(set(WORDS.split()))), max_size=30).map(" ".join)
)
probabilities = st.floats(0, 1)


@pytest.mark.parametrize(
    "text",
    [
        "Gezocht: 2 man voor knal bij voordeur vannacht, materiaal ligt klaar, 750 p.p., stuur pb",
        "wie kan er vanavond iets neerleggen bij een woning, 500",
        "deurtje doen om 02:00, gezicht dicht",
        "half drie bij die kapper, 300",
        "morgen iets afgeven bij hem, geen vragen",
        "G e z o c h t: man voor knal bij v00rdeur v@nnacht",
        "n33d someone at a d00r t0night, 600",
        "w3r macht h3ute Nacht ne T ü r, 200 bar",
        "vem tar en d.ö.r.r i kväll, 40 lax",
        "qui pour une p0rte ce s0ir, 500",
        "Light work at a door tonight, mask on, 700",
        "need someone for a shop at 3am, 600",
        "put it by his car tomorrow, film it",
        "Wer kann heute Nacht ne Tür machen, 200 bar",
        "jemand für einen Laden um 2 Uhr, Kapuze auf, 900",
        "Morgen kurz was vor die Werkstatt stellen, 600",
        "vem kan fixa en dörr i natt, 40 lax",
        "behöver en kille till en port ikväll",
        "imorgon, hos honom, mask på",
        "2 gars cette nuit pour un rideau métallique, 250 chacun",
        "poser un truc devant une porte ce soir, 500",
        "demain chez lui, cagoule, tu filmes",
        "waggie in de fik knallen, bu gece, 500",
    ],
)
def test_a_possible_offer_with_a_target_and_a_near_time_is_p0(text: str) -> None:
    found = verdict(text, recruitment=BAND)
    assert found.priority == Priority.P0
    assert found.reasons == ("recruitment_in_unsure_band", "target_named", "time_within_48_hours")


@pytest.mark.parametrize(
    "text",
    [
        "Gezocht: 2 man voor knal bij voordeur, 750 p.p.",  # no time
        "wie kan er vannacht even weg, 500",  # no target
        "wie deed gisteren die deur, 500",  # gone by
        "vannacht is die deur ontploft, wie wil de volgende",  # gone by
        "chauffeur gezocht voor vannacht met eigen auto",  # a means
        "zaterdag om 3 uur 's nachts bij een voordeur",  # perhaps six days off
        "deuren doen, elke nacht om 02:00",
        "need a driver for the blast, 350",
        "front door 1200, car 800, half now",  # half of the money
        "last night someone did his door, who is next",
        "Haustür nachts, 600, wer traut sich",
        "guten Morgen, wer macht Türen",
        "letzte Nacht ging die Tür hoch, wer macht die zweite",
        "dörr på lördag, 40 lax",
        "igår sprängdes porten, vem tar nästa",
        "une porte samedi soir, 500",
        "hier soir devant la porte, qui continue",
    ],
)
def test_an_offer_without_a_target_or_a_near_time_is_p1(text: str) -> None:
    assert verdict(text, recruitment=0.9) == Verdict("P1", ("recruitment_raised",))


def test_below_the_unsure_band_an_offer_has_no_priority() -> None:
    text = "iemand voor een klusje bij een woning vannacht"
    assert verdict(text, recruitment=BAND).priority == Priority.P0
    assert verdict(text, recruitment=BAND - 0.001) == Verdict(None)


def test_in_the_unsure_band_without_a_near_time_there_is_no_priority() -> None:
    assert verdict("iemand voor een klusje bij een woning", recruitment=BAND) == Verdict(None)


@pytest.mark.parametrize(
    "text",
    [
        "we blazen je deur eruit vannacht",
        "morgen gaat die zaak van jou de lucht in",
        "ik laat zijn bus vanavond de lucht in gaan",
        "straks gaan we jullie winkel opblazen",
        "ik leg vannacht een bom voor je deur",
        "vannacht gooien we een granaat door je raam",
        "je krijgt vanavond een bom door je brievenbus",
        "ik weet welke deur van jou is. vannacht slaap je niet",
        "we're blowing your door off tonight",
        "his shop is getting bombed tomorrow",
        "tonight I'm putting a grenade under your car",
        "I'll blow up her house tonight",
        "vi spränger din dörr ikväll",
        "inatt spränger vi din port",
        "din bil kommer flyga i luften imorgon",
        "jag lägger en bomb utanför hans butik i natt",
        "ikväll smäller det hos dig",
        "heute Nacht sprengen wir deine Tür",
        "morgen fliegt dein Auto in die Luft",
        "ich lass seinen Laden heute hochgehen",
        "heute abend knallts bei dir vor der Tür",
        "on va faire sauter ta porte ce soir",
        "cette nuit ta boutique va sauter",
        "demain je pose une bombe devant chez lui",
        "We bl@zen je d3ur eruit v4nnacht",
    ],
)
def test_a_threat_with_a_target_and_a_near_time_is_p0_whatever_the_scores(text: str) -> None:
    assert verdict(text) == Verdict("P0", ("threat_words", "target_named", "time_within_48_hours"))
    assert verdict(text, f4_sale=0.9).priority == Priority.P0


@pytest.mark.parametrize(
    "text",
    [
        "Vannacht is bij een woning een explosief afgegaan",
        "Vannacht om 02:00 uur ontplofte een bom bij een voordeur in de straat",
        "De politie waarschuwt: laat vannacht geen vuurwerk liggen bij uw voordeur",
        "Politie zoekt getuigen van de explosie vannacht bij een winkel",
        "Er lag gisteren een granaat voor de deur van de buren",
        "ik blaas je deur eruit als je nog een keer komt",  # no time
        "ze bliezen gisteren onze deur eruit",
        "we laten vanavond vuurwerk knallen bij jullie huis",
        "we gaan vanavond bij mijn huis knallen, kom je ook",
        "we blazen vanavond ballonnen op voor het feest",
        "vanavond gaat het vuurwerk de lucht in bij de haven",
        "cobra 6 ophalen vannacht, 8 euro p/s",
        "ik zet de auto vanavond voor de deur",
        "A bomb went off at a house last night, police said",
        "Explosion at shop tonight, two arrested",
        "we're blowing up balloons for the house party tonight",
        "this party is going to blow up tonight",
        "Polisen: en bomb exploderade vid en port i natt",
        "jag smäller inte i dörren ikväll",
        "Heute Nacht wurde ein Geldautomat gesprengt, die Tür beschädigt",
        "Wir werfen morgen den alten Herd raus, bei der Tür abholen",
        "Une bombe a explosé cette nuit devant une porte à Liège",
        "ce soir on fait sauter les crêpes à la maison",
        "wie rijdt er morgen mee naar de winkel",
        "",
    ],
)
def test_reports_warnings_and_ordinary_talk_have_no_priority(text: str) -> None:
    assert verdict(text) == Verdict(None)


def test_an_offer_that_is_also_a_threat_tells_all_reasons_once() -> None:
    found = verdict("we blazen je deur eruit vannacht, wie helpt, 500", recruitment=0.9)
    assert found.reasons == ("recruitment_in_unsure_band", "target_named", "time_within_48_hours", "threat_words")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Cobra 6, vanaf 100 stuks 7 euro", "bulk"),
        ("cobra 6 per doos 400", "bulk"),
        ("70 pieces of viper 12, all must go", "bulk"),
        ("Dum Bum ab 100 Stk, Abholung", "bulk"),
        ("säljer 150 st cobra 6", "bulk"),
        ("Cobra 6, 50 pièces minimum", "bulk"),
        ("ik ben 14 mag ik ook kopen, cobra 6", "minors"),
        ("can do only after school, cobra 6", "minors"),
        ("Mein Sohn (15) will Viper 12, wer hat", "minors"),
        ("är 15, får man köpa cobra ändå", "minors"),
        ("j'ai 15 ans, je cherche des mortiers", "minors"),
    ],
)
def test_a_sale_in_bulk_or_to_minors_is_p2(text: str, reason: str) -> None:
    assert verdict(text, f4_sale=0.9) == Verdict("P2", ("f4_sale_raised", reason))


def test_a_sale_in_bulk_to_minors_tells_both() -> None:
    assert verdict("per doos, ook onder de 18", f4_sale=0.9).reasons == ("f4_sale_raised", "bulk", "minors")


@pytest.mark.parametrize(
    "text",
    [
        "cobra 6 ophalen vannacht, 8 euro p/s",
        "nog 12 cobra's, 100 euro voor alles",
        "viper 12, vanaf 60 euro",
        "cobra 6, niet aan kinderen",
        "a dozen cobra 6 please",
        "the kind that shakes windows, 2 left",
        "Kugelbombe 75 mm, 16 €, Versand ab 80 €",
        "cobra 8, 120 kr",
        "du gros calibre, pas de mineurs",
    ],
)
def test_any_other_sale_is_p3(text: str) -> None:
    assert verdict(text, f4_sale=0.9) == Verdict("P3", ("f4_sale_raised",))


def test_without_a_label_bulk_and_minors_make_no_priority() -> None:
    assert verdict("per doos 100 stuks, ook onder de 18", f4_sale=0.39) == Verdict(None)


def test_recruitment_goes_before_a_sale() -> None:
    assert verdict("cobra per doos en iemand voor een deur", recruitment=0.9, f4_sale=0.9).priority == Priority.P1


@given(texts, probabilities, probabilities)
@example("\ud800 vannacht", 1.0, 1.0)
def test_any_text_has_a_verdict_and_p1_to_p3_go_with_their_label(text: str, recruitment: float, f4_sale: float) -> None:
    found = verdict(text, recruitment, f4_sale)
    raised = {"P1": recruitment >= 0.4, "P2": f4_sale >= 0.4, "P3": f4_sale >= 0.4, "P0": True}
    assert found.priority is None or raised[found.priority]
    assert bool(found.reasons) == (found.priority is not None)
    if recruitment >= 0.4 or f4_sale >= 0.4:
        assert found.priority is not None


@given(texts, probabilities, probabilities, st.sampled_from([" ", "\n", "\t ", "\u00a0"]))
def test_more_white_space_changes_nothing(text: str, recruitment: float, f4_sale: float, space: str) -> None:
    widened = space + text.replace(" ", " " + space) + space
    if normalise(widened).text == normalise(text).text:
        assert verdict(widened, recruitment, f4_sale) == verdict(text, recruitment, f4_sale)


@given(
    st.lists(st.sampled_from(["we", "blazen", "je", "deur", "eruit", "vannacht", "bij", "hem"]), max_size=12),
    probabilities,
)
def test_words_further_apart_in_white_space_stay_the_same_words(words: list[str], recruitment: float) -> None:
    assert verdict("  \n ".join(words), recruitment) == verdict(" ".join(words), recruitment)


@given(texts, probabilities, probabilities)
def test_a_higher_score_never_lowers_the_priority(text: str, low: float, high: float) -> None:
    order = ["P0", "P1", "P2", "P3", None]
    low, high = sorted((low, high))
    assert order.index(verdict(text, high).priority) <= order.index(verdict(text, low).priority)


def test_the_rules_stand_in_the_order_of_the_priorities_and_name_known_reasons() -> None:
    assert [rule.priority for rule in PRIORITY_RULES] == sorted(rule.priority for rule in PRIORITY_RULES)
    assert {rule.priority for rule in PRIORITY_RULES} == set(Priority)
    assert {code for rule in PRIORITY_RULES for code in rule.needs} == set(REASONS) == set(ReasonCode)
    assert all(rule.sentence.endswith(".") for rule in PRIORITY_RULES)
    assert all(reason.sentence.endswith(".") and code is reason.code for code, reason in REASONS.items())


def test_the_codes_are_plain_strings() -> None:
    found = verdict("we blazen je deur eruit vannacht")
    assert type(found.priority) is str
    assert {type(code) for code in found.reasons} == {str}


def test_a_time_in_a_message_of_last_month_is_no_time_ahead() -> None:
    text = "gezocht: 2 man voor knal bij voordeur vannacht"
    assert verdict(text, recruitment=0.9).priority == "P0"
    assert verdict(text, recruitment=0.9, is_past=True).priority == "P1"
