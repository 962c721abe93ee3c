"""Judging stored looks again: in this process, in several, or on the workers of a Dask cluster."""
