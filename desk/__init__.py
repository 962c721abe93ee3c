"""Meet: the command line, the web desk and the schedule; wires the other packages together."""
