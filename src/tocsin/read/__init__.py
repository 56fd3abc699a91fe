"""Documents to readings: the rule reader, and the checks that every reading must pass."""
