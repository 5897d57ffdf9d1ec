"""Where the marker of a nation stands on the map.

Units: degrees, rounded to the half. A marker stands for the nation as a whole, and says nothing about a city, a border
or a claim; that is why the places are coarse, and why an organisation may set its own.
"""

from __future__ import annotations

PLACES: dict[str, tuple[float, float]] = {
    "AE": (54.5, 24.5),
    "AF": (69.0, 34.5),
    "AM": (44.5, 40.0),
    "AT": (16.5, 48.0),
    "AU": (149.0, -35.5),
    "AZ": (50.0, 40.5),
    "BA": (18.5, 44.0),
    "BH": (50.5, 26.0),
    "BY": (27.5, 54.0),
    "CH": (7.5, 47.0),
    "CO": (-74.0, 4.5),
    "DZ": (3.0, 36.5),
    "EG": (31.0, 30.0),
    "GE": (45.0, 41.5),
    "IE": (-6.5, 53.5),
    "IL": (35.0, 32.0),
    "IQ": (44.5, 33.5),
    "JO": (36.0, 32.0),
    "JP": (139.5, 35.5),
    "KG": (74.5, 43.0),
    "KR": (127.0, 37.5),
    "KW": (48.0, 29.5),
    "KZ": (71.5, 51.0),
    "MA": (-7.0, 34.0),
    "MD": (29.0, 47.0),
    "MN": (107.0, 48.0),
    "MR": (-16.0, 18.0),
    "MT": (14.5, 36.0),
    "NZ": (175.0, -41.5),
    "PK": (73.0, 33.5),
    "QA": (51.5, 25.5),
    "RS": (20.5, 45.0),
    "RU": (37.5, 56.0),
    "TJ": (69.0, 38.5),
    "TM": (58.5, 38.0),
    "TN": (10.0, 37.0),
    "UA": (30.5, 50.5),
    "UZ": (69.0, 41.5),
}
