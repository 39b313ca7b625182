"""Sentences come in; the test says which sum is the part of a package that is meant for what is dug."""

import pytest

from pipeline.understanding.earmarks import is_earmarked
from tests.pipeline.readings import lay_out


@pytest.mark.parametrize(
    ("lang", "text", "meant"),
    [
        (
            "en",
            "Tokyo showed a package of $3 billion. Of this, $400 million is meant for mineral projects.",
            "$400 million",
        ),
        ("en", "The package is divided between rail and raw materials, the latter getting €2 billion.", "€2 billion"),
        ("en", "Tokyo showed a package of $3 billion. Of this, $400 million is meant for railways.", None),
        ("en", "The company spent $400 million on exploration last year.", None),
        ("en", "To keep the option it spends $18 million on exploration, of which $2 million is firm.", None),
        ("ru", "Рим представил пакет на 3 млрд евро. На сырьевые проекты в нём отведено 800 млн евро.", "800 млн евро"),
        ("ru", "Рим представил пакет на 3 млрд евро. На дороги в нём отведено 800 млн евро.", None),
        (
            "uz-Latn",
            "Shundan 250 million dollar konchilik loyihalariga, qolgani yo‘llarga sarflanadi.",
            "250 million dollar",
        ),
        ("uz-Cyrl", "Ундан 700 миллион евро хомашё лойиҳаларига йўналтирилади.", "700 миллион евро"),
        ("uz-Cyrl", "Ундан 700 миллион евро темир йўлларга йўналтирилади.", None),
        ("kk", "Оның ішінде 400 миллион еуро шикізат жобаларына бөлінеді.", "400 миллион еуро"),
        ("tr", "Bunun 200 milyon avrosu ham madde projelerine ayrılacak.", "200 milyon avrosu"),
        ("de", "Berlin gibt 1,4 Milliarden Euro, davon 300 Millionen Euro für Rohstoffe.", "300 Millionen Euro"),
        ("fr", "Paris donne 2 milliards d’euros, dont 500 millions d’euros pour les mines.", "500 millions d’euros"),
        ("zh", "韩方宣布20亿美元援助，其中3亿美元用于矿产项目。", "3亿美元"),
    ],
)
def test_the_part_that_goes_to_what_is_dug_is_told_from_others(lang: str, text: str, meant: str | None) -> None:
    readings = lay_out(f"–\n\n{text}", lang)
    found = [one.text for reading in readings for one in reading.amounts if is_earmarked(reading, one)]
    assert found == ([meant] if meant else [])
