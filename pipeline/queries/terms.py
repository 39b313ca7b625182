"""The `konchi lexicon` commands: a text or a wish comes in; what the lexicon makes of it, or lacks, goes out."""

import click

LANGUAGES = ("en", "ru", "uz-Latn", "uz-Cyrl", "kk", "tg", "ky", "az", "tr", "zh", "ja", "ko", "de", "fr")


@click.group()
def lexicon() -> None:
    """Try the lexicon on a text, or see which bodies it lacks."""


@lexicon.command("try")
@click.argument("text")
@click.option("--lang", type=click.Choice(LANGUAGES), help="The language of the text; else it is detected.")
def try_(text: str, lang: str | None) -> None:
    """Show which terms and deal words stand in TEXT, which are passed over, and why."""
    from pipeline.queries.tried import tried
    from pipeline.text import clean

    click.echo("\n".join(tried(clean(text), lang)))


@lexicon.command()
@click.option("--least", type=click.IntRange(min=1), default=1, help="Only bodies that so many articles name.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many bodies.")
def propose(least: int, limit: int | None) -> None:
    """Propose the bodies that were parties to deals and that no lexicon holds, as entries to review and paste."""
    from pipeline.db import connect, reading
    from pipeline.queries.proposals import block, proposals

    with reading(connect()) as opened:
        found = proposals(opened, least)[:limit]
    blocks = ["\n".join(block(one)) for one in found]
    click.echo("\n\n".join(blocks) or "every party of the stored deals is in the lexicon")
