"""The spaCy pipeline that reads entities: tokens, rules, a small trained recogniser, and what makes one of both.

All of it is built by this code; a bundle brings numbers and names only (`models.entities.storage`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models.entities.addresses import find_addresses
from models.entities.age_calls import find_age_calls
from models.entities.contacts import find_contacts
from models.entities.contract import Extractor, Found, Reading
from models.entities.delivery import deliveries
from models.entities.library import Doc, Example, Language, blank
from models.entities.locations import find_locations
from models.entities.merging import LEARNED_TYPES, Way, merge
from models.entities.payment import payments
from models.entities.persons import find_persons
from models.entities.prices import prices
from models.entities.products import products
from models.entities.proof import find_proof
from models.entities.quantities import quantities
from models.entities.rewards import rewards
from models.entities.target_objects import find_target_objects
from models.entities.times import find_times
from models.entities.tokens import look_of, split_tokens
from models.normalise import normalise

__all__ = ["EXTRACTORS", "Recogniser", "as_doc", "build_pipeline", "find", "find_by_rules", "learned"]

EXTRACTORS: tuple[Extractor, ...] = (
    rewards,
    products,
    quantities,
    prices,
    payments,
    deliveries,
    find_addresses,
    find_locations,
    find_persons,
    find_times,
    find_contacts,
    find_target_objects,
    find_age_calls,
    find_proof,
)
"""Every rule part; the order does not count."""

Recogniser = Any
"""spaCy's ``EntityRecognizer``, which comes without types."""

_WIDTH = 96
_MODEL = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "tok2vec": {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": _WIDTH,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "TAG"],  # the tag holds the look of a token
            "rows": [5000, 1000, 2500, 500, 50],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": _WIDTH,
            "depth": 4,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    },
}
# The recogniser's actions: a token is missing, begins an entity, is in one, is its last, is one by itself, is none.
# spaCy puts types in the order of their counts, so these counts are what keeps the order.
_IN_ORDER = {kind: count for count, kind in enumerate(reversed(LEARNED_TYPES), 2)}
_ACTIONS = {"0": {}, "1": _IN_ORDER, "2": _IN_ORDER, "3": _IN_ORDER, "4": _IN_ORDER | {"": 1}, "5": {"": 1}}
_READING, _RULES, _FOUND = "reading", "rules", "found"
_SAMPLE = Reading(normalise("voorbeeld"))


@Language.component("lont_rules")
def _rules(doc: Doc) -> Doc:
    doc.user_data[_RULES] = find_by_rules(doc.user_data[_READING])
    return doc


@Language.factory("lont_merger", default_config={"ways": {}})
class _Merger:
    """Puts together what the rules and the recogniser found."""

    def __init__(self, nlp: Language, name: str, ways: Mapping[str, str]) -> None:
        del nlp, name
        self._ways = {kind: Way(way) for kind, way in ways.items()}

    def __call__(self, doc: Doc) -> Doc:
        doc.user_data[_FOUND] = merge(doc.user_data[_RULES], learned(doc), self._ways)
        return doc


def find_by_rules(reading: Reading) -> list[Found]:
    """Return the candidates of every extractor."""
    return [found for extractor in EXTRACTORS for found in extractor(reading)]


def learned(doc: Doc) -> list[Found]:
    """Return what the recogniser has marked in a message."""
    return [Found(span.label_, span.start_char, span.end_char) for span in doc.ents]


def build_pipeline(ways: Mapping[str, Way], *, with_recogniser: bool) -> Language:
    """Build the pipeline.

    Parameters
    ----------
    ways
        Type to who tells it.
    with_recogniser
        Whether there is a recogniser, spaCy's ``ner``, whose weights are random until they are set.
    """
    nlp = blank("xx")
    nlp.add_pipe("lont_rules")
    if with_recogniser:
        recogniser: Recogniser = nlp.add_pipe("ner", config={"model": _MODEL})
        sample = as_doc(nlp, _SAMPLE)
        recogniser.initialize(lambda: [Example(sample, sample)], labels=_ACTIONS)
    nlp.add_pipe("lont_merger", config={"ways": {kind: str(way) for kind, way in ways.items()}})
    return nlp


def as_doc(nlp: Language, reading: Reading) -> Doc:
    """Return a message in tokens, as the components take it."""
    text = reading.text.text
    tokens = list(split_tokens(text))
    words = [text[token.start : token.end] for token in tokens]
    spaces = [text[token.end : token.end + 1] == " " for token in tokens]
    doc = Doc(nlp.vocab, words, spaces, tags=[look_of(reading.text, token) for token in tokens])
    doc.user_data[_READING] = reading
    return doc


def find(nlp: Language, readings: Sequence[Reading]) -> list[list[Found]]:
    """Return for each message what it says, in the order of its text."""
    docs = nlp.pipe([as_doc(nlp, reading) for reading in readings])
    return [doc.user_data[_FOUND] for doc in docs]
