"""Pages of the Partnership Cooperation Menu: the list, an activity, offers, files."""
