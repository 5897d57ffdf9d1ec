"""Words of the demonstration that stand in fields of one language and are read in both."""

INVENTED = "Invented for the demonstration. · Inventé pour la démonstration."
