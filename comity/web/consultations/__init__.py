"""Pages about consultations, concerns and public alerts."""
