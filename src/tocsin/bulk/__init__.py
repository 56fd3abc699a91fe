"""Archives too large for one sitting: read in pieces by many processes, kept as Parquet, loaded into a ledger.

A piece is a few hundred documents of one file. What comes of it is one Parquet file, there whole or not at all, and the
same bytes whichever engine read it: so a run that was killed goes on where it stopped. `run` leads, `engines` says who
works, `guard` watches over the process that reads, `child` is that process. Reading itself is done elsewhere.
"""
