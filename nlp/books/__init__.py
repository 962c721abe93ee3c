"""Dated tables: law, prices and brands. Every row says from when until when it may be relied on."""
