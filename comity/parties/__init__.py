"""Nations and organisations, and where they stand on any day.

Nouns: party, standing (ally, partner, framework membership, each dated), suspension, mission, contact point embassy,
provider. Verbs: join, leave, suspend, resume, open a tool, name; enter, correct and end who is present where.
"""
