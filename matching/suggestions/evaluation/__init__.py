"""How good the suggestions are on a judged set, beside simple baselines."""
