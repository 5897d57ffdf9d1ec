"""The grammar of rules: verdicts, actors, workflows, days and money.

Pure Python. Nothing here knows Django, a database or the time of day: whoever asks brings `now` along.
"""
