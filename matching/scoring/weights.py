"""The one table of weights: what each feature counts for.

The topic is a weighted mean: what both sides are about. The conditions are factors on it: at
worst, a condition that is not met at all leaves `floor` of the score; "conditions of the wish"
say how far the candidate gives what is asked, "conditions of the candidate" how far it would
want it. Chosen by hand on the judged set, in round numbers, and checked by leaving each
opportunity out in turn (docs/decisions/0020-how-the-score-is-combined.md).
"""

TOPIC: dict[str, float] = {
    "text": 4.0,
    "words": 2.0,
    "category": 2.0,
    "process": 2.0,
}
"""Weights of the topic's features, in any unit: they are divided by their sum."""

FORWARD: dict[str, float] = {
    "answers": 0.2,
    "credentials": 0.7,
    "classes": 0.8,
    "capacity": 0.8,
    "readiness": 0.6,
    "countries": 0.3,
    "language": 0.6,
    "kind": 0.7,
}
"""Floors of the wish's conditions: does the candidate give what is asked?"""

BACKWARD: dict[str, float] = {
    "interest": 0.2,
    "rivalry": 0.3,
    "market": 0.8,
    "language": 0.6,
}
"""Floors of the candidate's conditions: would it want what is proposed?"""

UNKNOWN: dict[str, float] = {
    "answers": 0.5,
    "credentials": 1.0,
    "classes": 0.5,
    "capacity": 0.6,
    "readiness": 0.8,
    "countries": 0.8,
    "language": 0.5,
    "kind": 0.7,
    "interest": 0.6,
    "rivalry": 1.0,
    "market": 0.7,
}
"""What a condition counts for where a side says nothing: less than met, more than missed."""

UNKNOWN_TOPIC = 0.6
"""Share of the text's similarity that stands for a category or process nobody declared."""

TEXT_RANGE = (0.25, 0.70)
"""Cosines of two profiles' vectors: below is chance, above is the same trade (512 numbers)."""

WORDS_RANGE = (0.0, 0.2)
"""The same for the share of informative words in common."""
