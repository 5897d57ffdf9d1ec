"""A believable world to click through. Every partner, person, programme and mark in it is invented.

It is played, not written: each thing happens through the verbs of the houses, by the people whose business it is, at a
moment of the weeks before today. So what stands on the pages has its history, its mail and its entries in the register.
"""
