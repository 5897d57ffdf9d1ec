"""Reports: the state of partnerships on a day, from the tables of the houses, as far as the reader may see them."""
