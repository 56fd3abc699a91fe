"""Self-exciting point processes over streams of events: fitted, tested, simulated."""
