"""How labels are made: the codebook, the corpus, and the checks that keep both sound."""
