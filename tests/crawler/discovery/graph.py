"""Made-up slices of GDELT's knowledge graph, in its columns, and a stream of them on a site."""

import datetime as dt
import hashlib
import io
import zipfile
from collections.abc import Mapping

from pipeline import clock
from tests.crawler.conftest import Answer, Site

AT = {
    "UZ": "1#Uzbekistan#UZ#UZ##41#64#UZ#120",
    "CI": "4#Santiago, Region Metropolitana, Chile#CI#CI12#18191#-33.45#-70.6667#-899191#80",
}
QUARTER = dt.timedelta(minutes=15)


def row(address: str, title: str, places: str, themes: str = "GENERAL") -> str:
    """Return a row of a report."""
    columns = [""] * 27
    columns[:5] = ["20261126020000-1", "20261126020000", "1", "host.example", address]
    columns[7], columns[8], columns[10] = themes, themes.replace(";", ",10;"), places
    columns[26] = f"<PAGE_LINKS>x</PAGE_LINKS><PAGE_TITLE>{title}</PAGE_TITLE>" if title else ""
    return "\t".join(columns)


def zipped(*rows: str) -> bytes:
    """Return a slice with the rows, the same bytes for the same rows."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("slice.gkg.csv"), "".join(f"{line}\n" for line in rows), zipfile.ZIP_DEFLATED)
    return made.getvalue()


class Stream:
    """A stream on a site, whose newest slice is of a number of quarters after the last full one but some."""

    def __init__(self, site: Site, back: int = 20) -> None:
        now = clock.now().replace(second=0, microsecond=0)
        self.site, self.first = site, now - dt.timedelta(minutes=now.minute % 15) - QUARTER * back

    def stamp(self, number: int) -> str:
        """Return the stamp of a slice."""
        return f"{self.first + QUARTER * number:%Y%m%d%H%M%S}"

    def put(self, number: int, body: bytes) -> None:
        """Put a slice on the site."""
        self.site.put(f"/{self.stamp(number)}.gkg.csv.zip", body, "application/zip")

    def announce(self, number: int, body: bytes, md5: str | None = None) -> str:
        """Name a slice as the newest; return the address that does."""
        md5 = md5 or hashlib.md5(body, usedforsecurity=False).hexdigest()
        stamp = self.stamp(number)
        lines = [
            f"61234 {'0' * 32} http://data.gdeltproject.org/gdeltv2/{stamp}.export.CSV.zip",
            f"{len(body)} {md5} http://data.gdeltproject.org/gdeltv2/{stamp}.gkg.csv.zip",
        ]
        return self.site.put("/lastupdate.txt", "\n".join(lines) + "\n", "text/plain")

    def master(self, bodies: Mapping[int, bytes]) -> list[int]:
        """Answer requests for the end of the list of all slices; return where the asked lengths are noted."""
        old = "".join(f"61234 {'0' * 32} http://x/2015{n:010}.gkg.csv.zip\n" for n in range(100_000))
        lines = [
            f"{len(body)} {hashlib.md5(body, usedforsecurity=False).hexdigest()} http://x/{self.stamp(n)}.gkg.csv.zip\n"
            for n, body in bodies.items()
        ]
        listed, asked = (old + "".join(lines)).encode(), list[int]()

        def answer(headers: Mapping[str, str]) -> Answer:
            asked.append(int(headers["Range"].removeprefix("bytes=-")))
            return Answer(listed[-asked[-1] :], 206, {"Content-Type": "text/plain"})

        self.site.answers["/masterfilelist.txt"] = answer
        return asked

    def asked(self) -> list[str]:
        """Return which slices were asked for, by their stamps, in order."""
        return [path[1:15] for path, _ in self.site.asked if path.endswith(".gkg.csv.zip")]
