"""Words of the demonstration that stand in fields of one language and are read in both."""


def both(en: str, fr: str) -> str:
    """This will write a title or a note in both languages, as an office does that is read in both."""
    return f"{en} · {fr}"


def told(en: str, fr: str) -> str:
    """This will write a longer text in both languages, one paragraph each."""
    return f"{en}\n\n{fr}"


INVENTED = both("Invented for the demonstration.", "Inventé pour la démonstration.")
