"""Read: judge listings, with a proof for every word."""
