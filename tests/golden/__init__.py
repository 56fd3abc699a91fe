"""Reports written for this project, each beside what an analyst takes from it."""
