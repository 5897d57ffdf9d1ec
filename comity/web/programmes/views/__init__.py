"""What is shown where, tab by tab."""
