"""A person's data over a whole home: the database, the folders of runs, what was handed out, who is told."""
