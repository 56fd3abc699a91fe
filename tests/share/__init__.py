"""Tests of the room `share`. A package, so that file names need not differ from those of other rooms."""
