"""A world of any size, for measuring: fictional partners, their people, activities, names, programmes and decisions.

It writes rows directly and in bulk, where the product itself goes through the gate; the same seed makes the same world.
"""
