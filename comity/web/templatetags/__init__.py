"""Template tags for the few pages that others' code renders with Django's own templates."""
