"""The blind second pass over the corpus: what two labellers said of the same texts, and how far they agree."""

from labeling.agreement.alpha import Agreement, agreement
from labeling.agreement.reading import SECOND_PASS, Judgement, TwiceLabelled, read_second_pass

__all__ = ["SECOND_PASS", "Agreement", "Judgement", "TwiceLabelled", "agreement", "read_second_pass"]
