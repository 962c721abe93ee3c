"""Remember: alerts over time, who decided what, and a record that cannot be altered unseen."""
