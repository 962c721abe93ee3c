"""WeChat shops (微信小店), through the shop's own app id and secret."""
