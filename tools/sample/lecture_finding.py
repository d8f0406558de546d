"""The lecture's first half: three questions, a list searched, a key turned into a slot."""

from __future__ import annotations

from sample.charts import Bars
from sample.figures import KeyToSlot, ListScan
from sample.parts import Line, Part, Scene
from sample.screens import Bullets, Title

FRUITS = ("apple", "lime", "kiwi", "pear", "plum", "cherry", "lemon", "fig")

QUESTIONS = Bullets(
    "Three questions",
    (
        "Why is searching a list slow?",
        "How can a key tell us its own place?",
        "What if two keys want the same place?",
    ),
)

INTRODUCTION = Part(
    "Introduction",
    (
        Scene(
            Title(
                ("How a hash table", "finds things"), "From a list to a dict, in 18 lines of Python"
            ),
            (
                Line(
                    "Welcome! In the next few minutes, | we open up one of the most useful"
                    " machines in computing: the hash table."
                ),
                Line(
                    "It stands behind a dict in Python, a HashMap in Java, and a Map in JavaScript,"
                    " | and it finds one key among a million as fast as one among ten."
                ),
            ),
        ),
        Scene(
            QUESTIONS,
            (
                Line("We will answer three questions."),
                Line("First: why is searching a list slow?", shows=1),
                Line("Second: how can a key tell us its own place?", shows=2),
                Line("And third: what if two keys want the same place?", shows=3),
                Line("Keep them in mind: we will come back to them."),
            ),
        ),
    ),
)

SEARCHING = Part(
    "Searching a list",
    (
        Scene(
            ListScan("Where is the plum?", FRUITS, "plum"),
            (
                Line("Here is a list of eight fruits, and we want to know where the plum is."),
                Line("The list cannot tell us, so we start at index 0."),
                Line("Is apple equal to plum? No.", shows=1),
                Line("Lime? No.", shows=2),
                Line("Kiwi? No.", shows=3),
                Line("Pear? No.", shows=4),
                Line("And there is the plum, at index 4, after five comparisons.", shows=5),
                Line(
                    "On average it takes n plus 1, divided by 2: | that is 4.5 comparisons"
                    " for our eight fruits.",
                    shows=6,
                ),
            ),
        ),
        Scene(
            Bars(
                "One key among a million",
                "comparisons on average, on a logarithmic scale",
                (
                    ("list", 500_000, "500,000"),
                    ("binary search", 20, "20"),
                    ("hash table", 1.5, "1.5"),
                ),
            ),
            (
                Line("That sounds harmless, so let us take one million keys."),
                Line("Now the list needs 500,000 comparisons.", shows=1),
                Line(
                    "If the keys are sorted, binary search needs about 20, | because 2 to the power"
                    " of 20 is just over a million.",
                    shows=2,
                ),
                Line(
                    "The hash table needs about 1.5, | and it will still need 1.5 when the million"
                    " has become a billion.",
                    shows=3,
                ),
                Line("How can that be?"),
            ),
        ),
    ),
)

HASHING = Part(
    "From key to slot",
    (
        Scene(
            KeyToSlot("The key tells us its place", "plum"),
            (
                Line(
                    "The trick is not to search at all. | We compute the place from the key itself."
                ),
                Line(
                    "A hash function turns the key into a number. | Ours is as simple as it gets:"
                    " it adds up the codes of the letters.",
                    shows=1,
                ),
                Line("For plum, 112 plus 108 | plus 117 plus 109 makes 446.", shows=2),
                Line(
                    "Our table has 8 slots, so we divide by 8 and keep the remainder:"
                    " | 446 modulo 8 is 6.",
                    shows=3,
                ),
                Line("So plum goes into slot 6.", shows=4),
                Line("To find it again, we do the same sum and walk straight to slot 6."),
            ),
        ),
        Scene(
            Bullets(
                "A good hash function",
                (
                    "Same key, same hash",
                    "Fast to compute",
                    "Spreads the keys evenly",
                ),
                "plum → 446   lump → 446",
            ),
            (
                Line("A good hash function keeps three promises."),
                Line("The same key always gives the same hash.", shows=1),
                Line("It is fast, because we pay for it with every lookup.", shows=2),
                Line("And it spreads the keys evenly over the slots.", shows=3),
                Line(
                    "Ours breaks the third promise: | plum and lump have the same letters,"
                    " so both add up to 446.",
                    shows=4,
                ),
                Line(
                    "Python hashes its strings with SipHash, where the order of the letters counts."
                ),
            ),
        ),
    ),
)
