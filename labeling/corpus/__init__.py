"""The labelled corpus: one JSON line a message, one file a writer; what it is and is not stands in ``card.md``."""

from labeling.corpus.reading import FOLDER, corpus_files, read_corpus
from labeling.corpus.row import CorpusMessage, CorpusRow, CorpusSpan

__all__ = ["FOLDER", "CorpusMessage", "CorpusRow", "CorpusSpan", "corpus_files", "read_corpus"]
