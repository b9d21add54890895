"""Measures lont on this machine: each figure beside its alternative, in the same run."""
