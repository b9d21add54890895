"""The pretrained encoder that the transformer tier starts from: unpacked, verified, and cut down to our languages."""
