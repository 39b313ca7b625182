"""Articles for the workers of the fault suites: a firm and a number come in, a page that reports a deal goes out."""

MINERALS = ("tungsten", "copper", "lithium", "uranium", "graphite", "molybdenum")
PAGE = """<!doctype html><html lang="en"><head><title>{firm} signs on {mineral}</title>
<meta property="article:published_time" content="2026-11-22T10:00:00+05:00"></head><body><article>
<h1>{firm} signs on {mineral}</h1><p>The Navoi Mining and Metallurgical Combinat of Uzbekistan and {firm} Ltd of Norway
signed a memorandum on {mineral} in Tashkent on November {day}, 2026.</p><p>{firm} Ltd would study deposit {number} and
report its findings on {mineral} within {day} months, the company said in a statement number {number}.</p>
</article></body></html>"""


def article(firm: str, mineral: int, day: int, number: int) -> str:
    """Return the page of a memorandum of that firm."""
    return PAGE.format(firm=firm, mineral=MINERALS[mineral % len(MINERALS)], day=day, number=number)
