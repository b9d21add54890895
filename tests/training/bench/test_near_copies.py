from __future__ import annotations

from pathlib import Path

from tests.support.rows import NEITHER, sound, write_corpus
from training.bench.near_copies import measure_near_copies

ADVERT = "doos met zware klappers te koop, ophalen in de stad na zessen, prijs is {} euro per stuk"


def test_copies_stand_together_and_look_alikes_apart(tmp_path: Path) -> None:
    rows = [sound(id="batch-001", text=ADVERT.format(8), pair="p1")]
    rows.append(
        sound(id="batch-002", text="doos met warme broodjes te koop, ophalen bij de bakker voor achten", pair="p1")
        | NEITHER
    )
    rows.append(sound(id="batch-003", text="klappers? dm"))
    shares = {each.what: each for each in measure_near_copies(10, 1, write_corpus(tmp_path, batch=rows))}
    assert shares["as written and other numbers"].share == 1
    assert shares["as written and forwarded"].share == 1
    assert shares["contrast pairs with other labels, apart"].share == 1
    assert shares["texts of two families, apart"].n == 1
    assert all(each.low <= each.share <= each.high for each in shares.values() if each.n)
