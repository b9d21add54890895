"""The commands `lont label`, one module each; `labeling.cli` puts them together."""
