"""Tocsin reads news of political violence and keeps a sourced, living record of it."""

__version__ = "0.1.0"
