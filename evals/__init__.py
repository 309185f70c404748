"""Does it work, and better than last time? Reads cases and answers; no model judges."""
