"""One file a step: ``NNNN_what_it_brings.py``."""
