"""Batches that are written and checked, and wait for the next bundle: nothing has learned from them or looked at them.

When it is trained, those named ``held_…`` take the place of the batches in `labeling/held_back`, and these and the
others join `labeling/corpus`: what a bundle has learned from and the corpus are one and the same.
"""
