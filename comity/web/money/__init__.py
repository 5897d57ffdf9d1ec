"""Pages of money: lines with their meter, one line with its statement, rates, and what the resources officer enters."""
