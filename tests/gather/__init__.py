"""Tests of the room `gather`. A package, so that file names need not differ from those of other rooms."""
