"""Pages about grants for scientific cooperation (P§14)."""
