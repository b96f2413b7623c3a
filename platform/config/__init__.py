"""The site: its settings, its addresses, its ASGI application.

The time zone data is the packaged one. Hosts lag behind: Morocco is at UTC+00 the whole year
since 20 September 2026, and a system with older zone files would say UTC+01.
"""

import zoneinfo

zoneinfo.reset_tzpath(to=())
zoneinfo.ZoneInfo.clear_cache()
