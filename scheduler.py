"""The composition root: the timetable, and the konchi command put together from each folder's own cli.py."""


def main() -> None:
    """Run the konchi command."""
