"""Youzan shops (有赞微商城), through the shop's own grant."""
