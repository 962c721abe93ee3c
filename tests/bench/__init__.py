"""Benchmarks: speed and memory as ratios against a named peer doing the same work in the same run."""
