"""Tests of the room `cli`. A package, so that file names need not differ from those of other rooms."""
