"""Pages about nations outside the frameworks (P§10) and international organisations (P§9)."""
