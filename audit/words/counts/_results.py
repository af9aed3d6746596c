"""What comes of applications: the results of table 三, as keys name them and as a text calls them."""

from __future__ import annotations

from audit.words._data import data

#: The results by the names that keys of cells give them, in printed order.
RESULTS: tuple[str, ...] = tuple(data("counts/results")["applications"])
#: How a text calls a result, as patterns, the longer first, with the subject; "" where it may be any of several.
RESULTS_SAID: tuple[tuple[str, str], ...] = tuple(
    (each["words"], each["subject"]) for each in data("counts/results")["said"]
)
