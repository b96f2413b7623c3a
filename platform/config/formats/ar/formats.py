"""Dates and times as Morocco writes them in Arabic; Django's are for another region.

The day comes first, the hours are 24, and the comma is the Arabic one.
"""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y، H:i"
SHORT_DATETIME_FORMAT = "d\N{RIGHT-TO-LEFT MARK}/m\N{RIGHT-TO-LEFT MARK}/Y H:i"
