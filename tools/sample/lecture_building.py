"""The lecture's second half: a hash table in Python, collisions, and what to remember."""

from __future__ import annotations

from sample.charts import Curves
from sample.figures import Buckets
from sample.lecture_finding import FRUITS, QUESTIONS
from sample.parts import Line, Part, Scene
from sample.screens import Bullets
from sample.typing_screens import Editor, Terminal

PROGRAM = (
    """\
class HashTable:
    def __init__(self, size=8):
        self.slots = [[] for _ in range(size)]

""",
    """\
    def slot(self, key):
        total = sum(ord(letter) for letter in key)
        return self.slots[total % len(self.slots)]

""",
    """\
    def put(self, key, value):
        slot = self.slot(key)
        slot[:] = [pair for pair in slot if pair[0] != key]
        slot.append((key, value))

""",
    """\
    def get(self, key):
        for stored, value in self.slot(key):
            if stored == key:
                return value
        raise KeyError(key)
""",
)

TRY_IT = (
    "$ python\n",
    """\
>>> from table import HashTable
>>> prices = HashTable()
>>> prices.put("plum", 3)
>>> prices.put("fig", 5)
""",
    """\
>>> prices.get("plum")
3
""",
    """\
>>> prices.slots[6]
[('plum', 3), ('fig', 5)]
"""
    ">>> ",
)

WATCH_IT = (
    "$ python3.11\n",
    """\
>>> import sys
>>> d = {}
>>> for n in range(1, 12):
...     d[n] = True
...     print(n, sys.getsizeof(d))
""",
    "... \n"
    """\
1 224
2 224
3 224
4 224
5 224
6 352
7 352
8 352
9 352
10 352
11 632
"""
    ">>> ",
)

PROGRAMMING = Part(
    "A hash table in 18 lines",
    (
        Scene(
            Editor("table.py", PROGRAM),
            (
                Line("Let us write that down in Python."),
                Line(
                    "The class is called HashTable. | It starts with 8 slots, and every slot is"
                    " an empty list.",
                    shows=1,
                ),
                Line(
                    "The method slot does what we just did by hand: | it adds up the letters with"
                    " ord, and the percent sign takes the remainder.",
                    shows=2,
                ),
                Line(
                    "To put a key into the table, we go to its slot, | remove an old pair with the"
                    " same key, and append the new pair.",
                    shows=3,
                ),
                Line(
                    "To get a key, we look only at the pairs in its own slot. | If the stored key is"
                    " equal, we return its value; | and if none is, we raise a KeyError,"
                    " as a dict would.",
                    shows=4,
                ),
            ),
        ),
        Scene(
            Terminal("Terminal", TRY_IT),
            (
                Line("Does it work? We start Python."),
                Line("We import the class, put in plum for 3, and fig for 5.", shows=1),
                Line("We ask for plum, and we get 3.", shows=2),
                Line("But look into slot 6: | plum and fig are both in there!", shows=3),
            ),
        ),
    ),
)

COLLIDING = Part(
    "When two keys collide",
    (
        Scene(
            Buckets("Eight keys, eight slots", FRUITS),
            (
                Line("Here is the table with seven of our fruits, each in a slot of its own."),
                Line(
                    "Now comes the fig: | 102 plus 105 plus 103 is 310, | and 310 modulo 8 is 6,"
                    " just as for plum.",
                    shows=1,
                ),
                Line(
                    "This is called a collision. | Our table chains the two: slot 6 now holds"
                    " a list of both, while slot 1 stays empty.",
                    shows=2,
                ),
            ),
        ),
        Scene(
            Editor("table.py", PROGRAM, is_typed=False, marked=range(13, 18)),
            (
                Line(
                    "So that is why the method get has a loop, and compares the stored keys.",
                    shows=1,
                ),
                Line("If all keys fell into one slot, | we would be back to searching a list."),
            ),
        ),
        Scene(
            Curves("How full may a table be?"),
            (
                Line("The load factor is the number of keys divided by the number of slots."),
                Line(
                    "With chains, one lookup takes 1.25 comparisons at a load factor of 0.5,"
                    " | and 1.5 when it reaches 1.",
                    shows=1,
                ),
                Line(
                    "Other tables use linear probing: | they step on to the next free slot,"
                    " and there the curve bends up.",
                    shows=2,
                ),
                Line("It takes 1.5 comparisons at 0.5, | then 2.5 at 0.75, and 5.5 at 0.9."),
                Line(
                    "So tables grow before it hurts: | a dict in Python at two thirds,"
                    " and a HashMap in Java at 0.75.",
                    shows=3,
                ),
            ),
        ),
        Scene(
            Terminal("Terminal", WATCH_IT),
            (
                Line(
                    "You can watch it happen. | We add 11 keys to a dict, and print its size"
                    " in bytes after each.",
                    shows=1,
                ),
                Line("Five keys fit into 224 bytes.", shows=2),
                Line("The sixth makes it jump to 352, as 8 slots become 16,"),
                Line("and the eleventh to 632, as 16 become 32."),
            ),
        ),
    ),
)

REMEMBERING = Part(
    "What to remember",
    (
        Scene(
            QUESTIONS,
            (
                Line("Back to our three questions.", shows=3),
                Line("A list is slow because it compares its keys one by one."),
                Line("A key tells us its place through its hash, modulo the number of slots."),
                Line(
                    "And two keys that want the same place share it, | while the table grows"
                    " before it gets crowded."
                ),
            ),
        ),
        Scene(
            Bullets(
                "Take these with you",
                (
                    "On average O(1), at worst O(n)",
                    "Equal keys need equal hashes",
                    "A key must never change",
                ),
                "TypeError: unhashable type: 'list'",
            ),
            (
                Line(
                    "Take three things with you. | On average a lookup takes O(1), constant time;"
                    " at worst, when all keys collide, O(n).",
                    shows=1,
                ),
                Line(
                    "Equal keys need equal hashes: | whoever writes eq must write hash, too.",
                    shows=2,
                ),
                Line("And a key must never change while it is in the table.", shows=3),
                Line("That is why Python says: unhashable type, list.", shows=4),
                Line("Thank you for watching, and enjoy your next lookup!"),
            ),
        ),
    ),
)
