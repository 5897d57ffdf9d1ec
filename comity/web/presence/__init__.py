"""Pages about contact point embassies and missions."""
