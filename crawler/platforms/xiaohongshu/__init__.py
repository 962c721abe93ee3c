"""Xiaohongshu shops, through the open platform of the shop's own grant."""
