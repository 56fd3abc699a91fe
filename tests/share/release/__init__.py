"""Tests of what goes out under a policy."""
