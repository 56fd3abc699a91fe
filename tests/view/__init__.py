"""Tests of the room `view`. A package, so that file names need not differ from those of other rooms."""
