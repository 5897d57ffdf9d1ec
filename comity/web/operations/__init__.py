"""Pages about operations: contributors and their way, drafts under comment, units (P§8)."""
