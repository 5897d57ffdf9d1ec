"""Allocation: who gets which seat and which money, optimal, certified and explained, without a database.

Nouns: Problem (what is asked, frozen, with a hash of its content), Plan (what is granted, with its bound, its prices
and its certificate), Sheet (why one nomination was granted or not, and what would change it).
Verbs: `solving.solve(problem)` makes a plan, `checker.faults(problem, grants)` checks it with code of its own,
`sheets.Explainer(problem, plan)` explains it, `rerunning.moves(before, after)` tells what a re-run moved.

It stands beside core and knows no house (docs/adr/0006). numpy, scipy and highspy are imported here and nowhere else:
a house imports these rooms inside the process that solves, never at the top of a module that a web worker loads.
docs/allocation.md explains model and method, docs/allocation-format.md the files.
"""
