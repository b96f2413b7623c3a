"""Dates in English as Morocco's partners read them: the day first, as in French; 24 hours.

Django's are American: a deadline on 12/02 would be missed by ten months.
"""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATE_FORMAT = "d/m/Y"
SHORT_DATETIME_FORMAT = "d/m/Y H:i"
