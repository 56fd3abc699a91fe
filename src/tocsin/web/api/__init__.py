"""The record for programs: JSON under `/api/v1`, the same as the pages show. It grows only by addition."""
