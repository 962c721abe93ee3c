"""Cases: alerts that belong together, each link with its reason, and what people say against or beyond it."""
