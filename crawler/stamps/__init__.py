"""Stamps: what a third party says of when a run was there (RFC 3161), kept beside the runs."""
