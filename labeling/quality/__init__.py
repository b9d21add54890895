"""What makes labels and batches doubtful without breaking a rule; a person looks at what is found here."""

from labeling.quality.style import BatchStyle, batch_styles
from labeling.quality.suspects import Suspect, find_suspects

__all__ = ["BatchStyle", "Suspect", "batch_styles", "find_suspects"]
