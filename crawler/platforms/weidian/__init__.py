"""Weidian shops (微店), through the shop's own grant."""
