"""Rules of the code base, each with a proof that it can fail."""
