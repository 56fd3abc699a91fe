"""Addresses of the workbench: each parses a request, calls one function and shows what came back."""
