"""The page about the policy: each paragraph with what carries it out."""
