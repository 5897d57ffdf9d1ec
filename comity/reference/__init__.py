"""Public facts about nations, organisations and schools, as CSV files (see README.md). Loaded by the house of parties."""
