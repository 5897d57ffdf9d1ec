"""What time itself causes: the table of what is due, and the tick that does it.

The clock decides nothing. A silence period ends because its record says so; the tick writes down what is already true.
Any number of clocks may tick side by side: each thing that is due happens once.
"""
