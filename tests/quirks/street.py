"""The stories of a street whose every outlet has its quirk: a path comes in, a file of articles goes out."""

import datetime as dt
import json
import tomllib
import zoneinfo
from pathlib import Path

TASHKENT = zoneinfo.ZoneInfo("Asia/Tashkent")
NOW = dt.datetime.now(TASHKENT).replace(second=0, microsecond=0)

TEXTS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "texts.toml").read_text(encoding="utf-8"))

APRIL = dt.datetime(NOW.year if NOW.month > 4 else NOW.year - 1, 4, 3, 12, tzinfo=TASHKENT)


def ago(**span: float) -> dt.datetime:
    """Return the moment so long ago on Tashkent's clock."""
    return NOW - dt.timedelta(**span)


STORIES: tuple[tuple[str, str, dt.datetime, tuple[str, ...]], ...] = (  # outlet, language, moment, boilerplate
    ("gazeta-uz", "ru", ago(minutes=5), ("Читайте также: Казахстан продаёт литий", "Телеграм-канал «Газеты.uz»")),
    ("gazeta-uz", "uz-Cyrl", ago(days=1), ()),
    ("gazeta-uz", "uz-Latn", ago(days=9), ()),
    ("kun-uz", "uz-Latn", ago(minutes=5), ("Mavzuga oid: Qozog‘iston litiy sotmoqda",)),
    ("kun-uz", "ru", ago(days=12), ()),
    ("daryo", "uz-Latn", ago(minutes=5), ()),
    ("daryo", "en", ago(days=300), ("USD 12 180 ▲",)),
    *(("uza", "uz-Latn", ago(days=day), ()) for day in range(1, 7)),
    *(("zarnews-uz", "uz-Latn", ago(days=day), ()) for day in (2, 40)),
    ("uzdaily", "en", APRIL, ()),
    ("uzreport", "uz-Latn", ago(days=40), ()),
    ("podrobno-uz", "ru", ago(days=2), ("Ранее: Казахстан продаёт литий",)),
    ("metalinfo", "ru", ago(days=3), ()),
    ("trend-az", "en", ago(days=2), ()),
    ("uztmk", "en", ago(days=4), ()),
    ("navoiyuran", "ru", ago(days=5), ()),
    ("sputnik-uz", "uz-Cyrl", ago(days=2), ()),
    ("tass", "ru", ago(days=2), ()),
    ("mining-com", "en", ago(days=2), ("Related: Kazakhstan sells lithium",)),
    ("rareearthexchanges", "en", ago(days=2), ()),
    ("eib", "fr", ago(days=2), ()),
    ("orano", "fr", ago(days=20), ()),
    ("sondakika", "tr", ago(days=2), ("İLGİLİ HABER: Kazakistan lityum satıyor",)),
    ("xabar-uz", "uz-Latn", ago(minutes=5), ()),
    ("qalampir-uz", "uz-Cyrl", ago(days=2), ()),
    ("qalampir-uz", "uz-Latn", ago(days=1), ()),
    ("intellinews", "en", ago(days=2), ("The full text is available to subscribers. Log in or register.",)),
    ("report-az", "ru", ago(days=2), ()),
    *(("tashkent-times", "en", ago(days=day), ()) for day in range(2, 8)),
    ("ein-presswire", "en", ago(days=2), ("Sponsored content",)),
    ("sekin-pochta", "ru", ago(days=2), ()),
    ("eski-havola", "ru", ago(days=2), ()),
    ("solnoma", "uz-Cyrl", ago(days=2), ()),
    ("solnoma", "uz-Cyrl", ago(days=70), ()),
    ("eski-soat", "ru", ago(days=2), ()),
    ("temir-darvoza", "en", ago(days=2), ()),
    ("yopiq-eshik", "uz-Latn", ago(days=2), ()),
    ("muzlagan", "uz-Latn", ago(days=400), ()),
    ("oilandgas-uz", "ru", ago(days=2), ()),
    ("qobiq", "uz-Latn", ago(days=2), ()),
    ("rozilik", "uz-Latn", ago(days=2), ()),
    ("qorovul", "uz-Latn", ago(days=2), ()),
    ("yopiq-lenta", "uz-Latn", ago(days=2), ()),
    ("chalkash", "ru", ago(days=2), ()),
    ("teskari", "ru", ago(days=2), ()),
    ("belgili", "uz-Cyrl", ago(days=2), ()),
)


def write(path: Path) -> Path:
    """Write the street's articles in the form of the labelled ones, and return the file."""
    rows = []
    for number, (outlet, lang, published, lines) in enumerate(STORIES, start=10):
        title, *paragraphs = (text.format(n=number) for text in TEXTS[lang])
        rows.append(
            {
                "id": f"quirk-{number}",
                "outlet": outlet,
                "lang": lang,
                "published": published.isoformat(),
                "title": title,
                "paragraphs": paragraphs,
                "boilerplate": list(lines),
            }
        )
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path
