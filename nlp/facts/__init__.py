"""Typed facts of a folded text: weights, amounts, grades, certificates, origins, each with its place."""
