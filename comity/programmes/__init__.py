"""Individual programmes: one engine for every type of programme that the policy pack describes (P§13).

A *programme* is written by two sides, the partner and the staff, for a *period*. It has *sections* of numbered
*paragraphs*, *goals* that outlive it, and *activities* of the menu chosen for a goal. One side at a time *holds the
pen*; what it writes becomes a numbered *version* that the other side sees once the pen is handed over. Each side
*comments* within its own walls until it *sends* the comments together, and each comment gets an answer. Where the sides
differ, the text carries *brackets*. Both *agree* to one version, the Council *approves* it, it is *in force*, is
*reviewed*, and its goals carry over to the next one.
"""
