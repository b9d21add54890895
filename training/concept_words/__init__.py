"""Words of the concepts, by subject."""
