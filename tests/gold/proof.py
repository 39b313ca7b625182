"""A stored deal comes in; each of its values that no evidence proves goes out."""

from collections.abc import Iterator

from pipeline.models import Deal


def unproven(deal: Deal) -> list[str]:
    """Return what a deal says without evidence: no span that holds it, or a span that is not in its quote."""
    spans = [(one, report.article.document) for report in deal.reports for one in report.evidence]
    proven: set[tuple[str, str]] = set()
    surfaces: set[tuple[str, str, str]] = set()
    wrong = []
    for one, document in spans:
        surface = document[one.start : one.end]
        if not surface.strip() or surface not in one.quote or one.quote not in document:
            wrong.append(f"{deal.key}: {one.field} {one.value}: {surface!r} is not in {one.quote!r}")
        proven.add((one.field, one.value))
        surfaces.add((one.field, one.value, surface))
    return wrong + [
        f"{deal.key}: {field} {value} {surface or ''}"
        for field, value, surface in _said(deal)
        if (field, value) not in proven or (surface is not None and (field, value, surface) not in surfaces)
    ]


def _said(deal: Deal) -> Iterator[tuple[str, str, str | None]]:
    """Yield every populated field as its evidence names it: field, value, the words where the deal keeps them."""
    yield "deal_type", deal.deal_type, None
    yield "stage", deal.stage, None
    if deal.stage_date:
        yield "event_date", deal.stage_date.isoformat(), None
    yield from (("party", one["id"], one["name"]) for one in deal.parties)
    yield from (("mineral", one, None) for one in deal.minerals)
    yield from (("country", one, None) for one in deal.countries)
    yield from (("place", one, None) for one in deal.places)
    yield from (("value", f"{one['amount']:.0f} {one['currency']}", one["text"]) for one in deal.values)
    yield from (("signatory", one["id"], one["name"]) for one in deal.signatories)
