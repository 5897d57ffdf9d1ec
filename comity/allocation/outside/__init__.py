"""Files of others that the engine can be run on, read as problems: `comity allocate --format`.

gap: generalized assignment of the OR-Library; mknap: multidimensional knapsack of the OR-Library; pabulib: elections on
participatory budgets; courses: wishes of students for courses with seats and times. Each reader is tolerant about the
variants in which such files are found, and each case says in the file's own terms what a plan is worth.
"""
