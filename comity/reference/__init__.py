"""Public facts about nations, organisations and schools, as CSV files (see README.md).

The house of parties loads them.
"""
