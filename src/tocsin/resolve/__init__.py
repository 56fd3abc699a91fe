"""Words to values: counts, times, places and actors, each with the span of the words it was read from."""
