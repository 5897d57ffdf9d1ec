"""Stories across houses: when this has happened in one, that follows in another."""
