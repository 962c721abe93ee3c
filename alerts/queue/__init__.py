"""Jobs beyond one machine: a queue in PostgreSQL, kept by procrastinate, which is known to this package alone.

What procrastinate leaves to its user, by its issue tracker, and where it is done here:

- a job retried or reclaimed while its like already waits breaks on ``queueing_lock`` and stays "doing" for ever: ``keeping``
- jobs of a killed worker are found but not taken up, and a job that takes them up can itself be lost: ``reclaiming``
- a worker that is asked to stop sends no more heartbeats while it finishes its jobs: ``worker``
- a worker that was cut off for long ends jobs that are no longer its own: ``keeping``, ``worker``
- cron times are read in UTC, and an older period may be queued again once a newer one is: ``putting``
- notices cross from one schema of a database to another: ``keeping``
"""
