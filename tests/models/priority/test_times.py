from __future__ import annotations

import pytest

from models.priority.phrases import fold
from models.priority.times import names_near_time


@pytest.mark.parametrize(
    "text",
    [
        "vannacht", "om 02:00", "om 3 uur", "3 uur 's nachts", "om half 3", "straks even", "nu meteen", "doe het nu!",
        "overmorgen",
        "tonight", "at 3am", "at 02.30", "tmrw", "around 3 am", "half 2",
        "heute nacht", "um 2 uhr", "nachts um 4", "halb drei", "jetzt sofort", "übermorgen",
        "i natt", "ikväll", "kl 02.00", "halv tre", "i morgon",
        "ce soir", "cette nuit", "à 3h30", "vers 2 h", "demain",
        "bu gece", "had lila", "gisteren mislukt. vannacht weer", "was zahlst du heute nacht",
    ],
)  # fmt: skip
def test_a_time_within_48_hours_is_seen(text: str) -> None:
    assert names_near_time(fold(text))


@pytest.mark.parametrize(
    "text",
    [
        "gisteren", "afgelopen nacht", "vannacht is er een explosief afgegaan", "vannacht werd hij wakker",
        "om 02:00 uur ontplofte het", "goede morgen", "elke nacht om 02:00", "'s nachts", "na 2 uur rijden", "zaterdag",
        "om 2 redenen", "24 uur per dag", "half nu en half later", "van nu af", "annuleren", "knuffel", "nu.nl meldt",
        "is dat nu echt",
        "we doen het nu anders",
        "last night", "half now half later", "by now", "now and then", "know", "at 20 euro", "we met saturday at 3am",
        "letzte nacht", "guten morgen", "heute nacht ist er explodiert", "jeden morgen",
        "igår", "god morgon", "i natt smällde det", "lördag kl 02.00",
        "hier soir", "cette nuit, une explosion a été entendue", "à 3 euros",
    ],
)  # fmt: skip
def test_a_time_gone_by_or_too_far_off_or_no_time_is_not(text: str) -> None:
    assert not names_near_time(fold(text))
