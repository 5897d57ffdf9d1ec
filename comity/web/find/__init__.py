"""Pages about finding: one box that looks through everything the reader may see."""
