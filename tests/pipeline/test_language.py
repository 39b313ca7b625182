"""Languages and scripts: whole articles, headlines of a few words, look-alikes and the feed's word."""

import json
from pathlib import Path

import pytest

from pipeline.language import language

GOLD = Path(__file__).parents[1] / "gold"


def test_every_article_of_the_gold_set_is_in_its_language() -> None:
    files = [path.read_bytes() for path in GOLD.glob("dev*.articles.jsonl")]
    articles = [json.loads(line) for lines in files for line in lines.splitlines()]
    told = {article["id"]: language("\n".join((article["title"], *article["paragraphs"]))) for article in articles}
    assert len(articles) > 200
    assert {article["id"] for article in articles if told[article["id"]] != article["lang"]} == set()


@pytest.mark.parametrize(
    ("tag", "headline"),
    [
        ("en", "Almalyk MMC signs contract with ABB"),
        ("en", "Uzbekistan enters global graphite club"),
        ("en", "Kazatomprom, Navoiyuran ink uranium MoU"),
        ("ru", "Завод по переработке вольфрама"),
        ("ru", "Алмалыкский ГМК подписал контракт"),
        ("ru", "Узбекистан и China National Gold Group подписали меморандум"),
        ("ru", "Меморандум о литии"),
        ("ru", "O mestorojdeniyax poleznix iskopaemix Respubliki Uzbekistan"),
        ("ru", "V sootvetstvii s ukazom prezidenta o merax po razvitiyu otrasli"),
        ("uz-Latn", "Volfram zavodi ishga tushirildi"),
        ("uz-Latn", "Olmaliq KMK yangi kon ochdi"),
        ("uz-Latn", "Oʻzbekiston REIAga aʼzo boʻldi"),
        ("uz-Latn", "Özbekiston va Germaniya kelişuvga imzo çekdi"),
        ("uz-Cyrl", "Вольфрам заводи ишга туширилди"),
        ("uz-Cyrl", "НКМК уран экспорт қилади"),
        ("uz-Cyrl", "Узбекистон ва Корея литий буйича келишув имзолади"),
        ("kk", "Өзбекстан мен Қазақстан уран туралы келісімге қол қойды"),
        ("kk", "Қазатомөнеркәсіп уран экспорттайды"),
        ("ky", "Германиянын банкы Алмалыкка 150 миллион евро насыя бөлдү"),
        ("tg", "Metso ба Олмалиқ осиёб мефиристад"),
        ("az", "KfW Olmalıq kombinatına 150 milyon avro kredit verib"),
        ("az", "Litium layihəsi dayandırılıb"),
        ("ky", "Кыргызстанда уран кени ачылды"),
        ("tg", "Ӯзбекистон ва Тоҷикистон созишнома имзо карданд"),
        ("tr", "Türkiye Özbekistan'da altın arayacak"),
        ("az", "Özbəkistan Azərbaycanla mis sazişi imzaladı"),
        ("de", "Deutsche Bank finanziert Kupfermine in Usbekistan"),
        ("fr", "L’Ouzbékistan signe un accord sur l’uranium avec Orano"),
        ("it", "L'Uzbekistan firma un accordo con la Germania sulle terre rare"),
        ("zh", "乌兹别克斯坦与中国签署协议"),
        ("ja", "ウズベキスタンとウラン協定"),
        ("ko", "우즈베키스탄, 한국과 희토류 협력"),
        ("und", "Україна їде до Узбекистану, йдеться про літій та титан"),
        ("und", "2026"),
        ("und", ""),
    ],
)
def test_a_short_headline_is_told_by_its_letters_and_words(tag: str, headline: str) -> None:
    assert language(headline) == tag


def test_a_quotation_in_another_language_does_not_turn_an_article() -> None:
    text = (
        "Компания подписала контракт на поставку меди в Китай. «Ўзбекистон учун бу янги босқич», сообщили в ведомстве."
    )
    assert language(text) == "ru"


@pytest.mark.parametrize(
    ("text", "hint", "tag"),
    [
        ("Litiy", "uz", "uz-Latn"),
        ("Литий", "uz", "uz-Cyrl"),
        ("Литий", "ru-RU", "ru"),
        ("Lithium", "en_US", "en"),
        ("Литий", "en", "ru"),  # no English is written so
        ("2026", "uz", "und"),
    ],
)
def test_below_three_words_the_feeds_word_is_taken_if_the_script_allows_it(text: str, hint: str, tag: str) -> None:
    assert language(text, hint) == tag


def test_from_three_words_on_a_wrong_feed_does_not_count() -> None:
    assert language("Uzbekistan signs an agreement on lithium", "ru") == "en"
