"""Pages about education, training and capacity building (P§7c)."""
