"""How entities and roles of a bundle are made: the recogniser, the role reader, and what both are measured by."""
