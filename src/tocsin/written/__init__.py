"""Files that people write by hand, in TOML: each value checked, and all that is wrong told in one go with its line."""
