"""Fine-tunes the pretrained encoder on the corpus, and exports it for serving."""
