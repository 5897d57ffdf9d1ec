"""Pages about trust funds (P§14): the list, one fund with its tabs, what is published, each act."""
