"""What a site showed while its list was in doubt, and how that is told."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
    """What was asked while a list was in doubt, and what it showed."""

    asked: int = 0  # requests
    place: str = ""  # that showed newer articles, or else nothing newer either
    newer: int = 0  # articles
    at: str = ""  # when, in ISO 8601

    def words(self) -> str:
        """Return what is to be told of it, nothing where no place could be a witness."""
        if self.newer:
            return f"its list stands still: {self.place} shows {self.newer} newer articles"
        return f"{self.place} shows nothing newer either" if self.place else ""

    def account(self) -> str:
        """Return what was asked and what came of it."""
        return f"in doubt, {self.asked} requests to its site: {self.words() or 'nothing proven'}"

    def after(self, earlier: "Shown") -> "Shown":
        """Return what is known once this was said after something earlier of the same gap."""
        place = self.place if self.newer or not earlier.newer else earlier.place
        return Shown(self.asked + earlier.asked, place, self.newer + earlier.newer, self.at)
