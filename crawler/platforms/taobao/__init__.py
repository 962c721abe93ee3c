"""Taobao and Tmall shops, through the open platform (TOP) of the shop's own grant."""
