"""What a result does not show. Printed with every one, so that nobody has to remember it."""

from __future__ import annotations

RATES = (
    "These are events as reported and read. Where reporting grows, so do they; compare the outlets and what was read.",
    "Campaigns, totals, history and what is of unknown day are left out, and counted above.",
    "Documents in languages that are not read are not in the figures.",
)
ESCALATION = (
    "One thing following another is not one bringing on the other: both may answer to a third.",
    "Shared shocks (an election, an offensive, a holy month) look like excitation unless the background follows them.",
    "Reporting comes in waves of its own: an attack draws reporters, and the next is then more likely to be told.",
    "Missing events weaken what is found; events counted twice strengthen it.",
    "The intervals hold if the model does: look at its fit before you quote a figure.",
    "It is about streams of events. It says nothing of a person or a people.",
)
FORECAST = (
    "A forecast is of what will be reported and read, not of what will happen.",
    "Its skill was measured on the past of this very series; a break in the war or in the reporting ends it.",
    "It is of places and kinds of event, never of persons or peoples.",
)
