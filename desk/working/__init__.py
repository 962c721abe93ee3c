"""Commands as jobs of the queue: which jobs a command line becomes, and how a worker has one done."""
