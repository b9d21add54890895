"""What the corpus keeps as a whole: every rule, the faults that break one, and the exemptions that were made."""

from labeling.checks.corpus import CheckedCorpus, check_corpus
from labeling.checks.placed import Fault

__all__ = ["CheckedCorpus", "Fault", "check_corpus"]
