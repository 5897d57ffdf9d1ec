"""What all tests share. The database server itself is found by tests.server."""
