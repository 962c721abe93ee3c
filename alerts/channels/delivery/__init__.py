"""What channels share: the one way out to the network, the wording, masks over secrets."""
