"""The workbench: pages of the record for people, and the same data for programs. Thin over `pipeline` and `review`."""
