from __future__ import annotations

import numpy as np

from labeling.corpus import CorpusRow
from labeling.plain_model import plain_features, plain_out_of_fold, plain_scores
from labeling.splits import each_batch, grouped_folds
from tests.support.rows import NEITHER, sound

TRADE = ["doos te koop", "nog een doos te koop", "te koop hele doos", "doos over te koop"]
TALK = ["morgen regen denk ik", "denk dat het morgen regen geeft", "regen morgen", "morgen geen regen denk ik"]
ROWS = [
    CorpusRow.model_validate(
        sound(id=f"{at}", text=text, author_batch="ab"[at % 2], **({} if text in TRADE else NEITHER))
    )
    for at, text in enumerate([*TRADE, *TALK])
]
LABELS = np.array([row.labels for row in ROWS])


def test_what_was_learned_on_one_batch_is_found_in_another() -> None:
    scores = plain_out_of_fold(plain_features(ROWS), LABELS, each_batch(np.array([row.author_batch for row in ROWS])))
    assert scores[:4, 1].min() > scores[4:, 1].max()


def test_a_label_that_never_occurs_scores_zero() -> None:
    rows = np.arange(4)
    assert plain_scores(plain_features(ROWS), LABELS[:, 0], rows, rows).tolist() == [0, 0, 0, 0]


def test_context_is_read_only_when_asked_for() -> None:
    talk = {"messages": [{"author": "a", "text": "zeldzaamwoord"}, {"author": "b", "text": TALK[0]}], "target_index": 1}
    rows = [*ROWS, CorpusRow.model_validate(sound(id="9", text=TALK[0], **NEITHER, **talk))]
    assert plain_features(rows, context=True).shape[1] > plain_features(rows).shape[1]


def test_words_that_only_other_rows_have_are_not_known() -> None:
    strange = CorpusRow.model_validate(sound(id="9", text="zeldzaamwoord zeldzaamwoord zeldzaamwoord"))
    known = plain_features(ROWS)
    features = plain_features([*ROWS, strange], learned_from=ROWS)
    assert (features[: len(ROWS)] != known).nnz == 0
    assert features[len(ROWS)].nnz == 0


def test_folds_hold_whole_batches_and_every_row_once() -> None:
    batches = np.array(["c", "a", "b", "a", "c"])
    folds = grouped_folds(batches, 2)
    assert [fold.tolist() for fold in folds] == [[0, 1, 3, 4], [2]]
    assert [fold.tolist() for fold in grouped_folds(batches, 9)] == [[1, 3], [2], [0, 4]]
