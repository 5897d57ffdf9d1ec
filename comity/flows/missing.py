"""What a flow says when the thing to which it leads has gone."""


class Missing(Exception):
    """What a line is about is not there any more."""
