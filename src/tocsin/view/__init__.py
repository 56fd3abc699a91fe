"""Records as text for the eye: readings and incidents to pages of plain parts, and pages to lines. No I/O."""
