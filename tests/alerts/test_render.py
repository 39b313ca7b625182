"""The message a reader sees: complete, inert whatever the web wrote, and of a size that mail programs bear."""

import re
from base64 import encodebytes
from dataclasses import replace
from html import unescape

import pytest
from lxml import html as lxml_html

from alerts.digest import Digest
from alerts.render import LIMIT, encoded_size, render
from alerts.telling.coverage import Trouble
from alerts.telling.quoting import Quote
from alerts.wording import languages, wording
from tests.alerts.samples import LINK, item, made

HOSTILE = (
    "Big\r\nBcc: a@b.c\x0b\x0c\x85\u2028\u2029\x00\ud800\u202eevil\u2066 <script>alert(1)</script>"
    "<img src=x onerror=y> \x1b[31m"
)


@pytest.mark.parametrize("language", languages())
def test_text_and_html_tell_the_same_deal_in_the_readers_language(language: str) -> None:
    words, message = wording(language), render(made(item(), language=language))
    for said in (words.party("uztmk"), words.party("itia"), words.say("new"), LINK.title, "Gazeta.uz"):
        assert said in re.sub(r"\s+", " ", message.text)
        assert said in unescape(message.html)
    assert LINK.address in message.text
    assert f'href="{LINK.address}"' in message.html
    assert f'lang="{words.tag}"' in message.html


@pytest.mark.parametrize("language", languages())
def test_an_empty_day_is_short_and_proved_by_the_denominator(language: str) -> None:
    message = render(made(language=language))
    words = wording(language)
    assert words.say("nothing_proof").split(".", 1)[0] in re.sub(r"\s+", " ", message.text)
    for figure in (words.say("reached_of", reached=38, due=40), words.number(1234), "Xabar.uz"):
        assert figure in message.text
        assert figure in unescape(message.html)
    assert len(message.text.splitlines()) < 25


def test_lines_of_the_text_are_wrapped_except_addresses() -> None:
    lines = render(made(item(quote=Quote("word " * 60, "en", "Spot")))).text.splitlines()
    assert all(len(line) <= 72 or "https://" in line for line in lines)


def test_hostile_words_are_sent_and_inert() -> None:
    link = replace(LINK, title=HOSTILE, outlet=HOSTILE, address="javascript:alert(1)")
    told = item(
        title=HOSTILE,
        parties=((f"x:{HOSTILE}", HOSTILE, HOSTILE),),
        minerals=(HOSTILE,),
        links=(link,),
        quote=Quote(HOSTILE, "en", HOSTILE),
        values=({"amount": 1, "currency": HOSTILE, "text": HOSTILE},),
        conflicts=({"field": HOSTILE, "values": [{"value": HOSTILE, "publishers": [HOSTILE]}]},),
        deal_type=HOSTILE,
    )
    message = render(made(told, name=HOSTILE))
    for text in (message.subject, message.text, message.html):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)
    assert "\n" not in message.subject
    page = lxml_html.fromstring(message.html.encode())
    assert not page.xpath("//script | //img | //iframe | //link | //form | //@onerror | //@onclick")
    assert not [href for href in page.xpath("//@href | //@src") if not href.startswith(("http://", "https://"))]


def test_the_page_fetches_nothing_and_keeps_dark_and_narrow_rules() -> None:
    html = render(made(item())).html
    assert "prefers-color-scheme: dark" in html or "prefers-color-scheme:dark" in html
    assert "max-width" in html
    assert not re.search(r"url\(|@import|<img|<svg|<script|src=", html)


def test_encoded_size_is_what_base64_makes_of_it() -> None:
    for text in ("", "a", "ж" * 57, "x" * 1000):
        assert encoded_size(len(text.encode())) >= len(encodebytes(text.encode()).replace(b"\n", b"\r\n"))


def test_of_many_troubled_sources_thirty_are_named_and_the_rest_counted() -> None:
    troubled = tuple(Trouble(f"Source {n}", "silent", None) for n in range(47))
    told = made()
    text = render(replace(told, coverage=replace(told.coverage, troubled=troubled))).text
    assert text.count("(silent)") == 30
    assert "and 17 more" in re.sub(r"\s+", " ", text)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            ("silent: by chance once in 4,000", "healthy 98, quiet 12, broken 1", "Gaps nothing was found behind: 3"),
        ),
        ("ru", ("молчит: случайно так бывает раз из 4\u00a0000", "исправны 98, затишье 12, сбой 1", "пробелы: 3")),
        ("uz", ("jim: tasodifan 4\u00a0000 tadan bir marta", "sogʻlom 98, sokin 12, nosoz 1", "uzilishlar: 3")),
    ],
)
def test_the_footer_tells_how_sources_are_judged_and_why(language: str, words: tuple[str, ...]) -> None:
    told = made(language=language)
    troubled = (Trouble("Kun.uz", "silent", "x", 0.000253), Trouble("A", "broken", "HTML\u2028instead " * 20))
    verdicts = (("healthy", 98), ("quiet", 12), ("broken", 1))
    text = render(replace(told, coverage=replace(told.coverage, troubled=troubled, verdicts=verdicts, gaps=3))).text
    plain = re.sub(r"\n\s*", " ", text)
    for said in words:
        assert said in plain
    assert 0 < plain.count("HTML instead") < 10 if language == "en" else "HTML instead" not in plain


@pytest.mark.parametrize(
    ("language", "label", "said"),
    [
        ("en", "May have stopped", "Kun.uz (quiet: by chance once in 400)"),
        ("ru", "Возможно, замолчали", "Kun.uz (затишье: случайно так бывает раз из 400)"),
        ("uz", "Ehtimol, toʻxtab qolgan manbalar", "Kun.uz (sokin: tasodifan 400 tadan bir marta)"),
        ("uz-Cyrl", "Эҳтимол, тўхтаб қолган манбалар", "Kun.uz (сокин: тасодифан 400 тадан бир марта)"),
    ],
)
def test_the_footer_names_a_few_sources_in_doubt_apart_from_the_lost_ones(language: str, label: str, said: str) -> None:
    told = made(language=language)
    doubts = (Trouble("Kun.uz", "quiet", "x", 0.0025), *(Trouble(f"<b>{n}", "quiet", None, 0.009) for n in range(16)))
    message = render(replace(told, coverage=replace(told.coverage, doubts=doubts)))
    for footer in (re.sub(r"\s+", " ", message.text), re.sub(r"\s+", " ", message.html)):
        assert label in footer
        assert said in footer
        assert wording(language).say("and_more", n=7) in footer.partition(label)[2]
    assert "<b>" not in message.html
    assert label not in render(told).text


def test_the_doubts_of_a_digest_take_a_line_of_it() -> None:
    told = made()
    doubts = tuple(Trouble("Agency of the Republic " * 2 + str(n), "quiet", None, 0.001) for n in range(200))
    more = render(replace(told, coverage=replace(told.coverage, doubts=doubts)))
    assert len(more.html) - len(render(told).html) < 1200


def many(n: int) -> Digest:
    return made(
        *(
            item(
                key=str(number),
                parties=(("uztmk", None, "party"), (f"x:firm-{number}", f"Горнорудная компания №{number}", "party")),
                quote=Quote(f"Комбинат и компания №{number} подписали договор о поставках. " * 4, "ru", "Gazeta.uz"),
            )
            for number in range(n)
        ),
        language="ru",
    )


@pytest.mark.parametrize("deals", [10, 60, 1000])
def test_the_page_stays_under_the_clipping_size_and_counts_the_rest_exactly(deals: int) -> None:
    message = render(many(deals))
    assert encoded_size(len(message.html.encode())) <= LIMIT
    shown = len(re.findall(r'class="heading"', message.html))
    rest = re.search(r"ещё (\d+) сдел", message.html)
    assert shown + (int(rest[1]) if rest else 0) == deals
    assert shown >= min(deals, 20)
    assert all(f"№{number} " in message.text for number in range(deals))


def test_a_page_that_is_too_long_names_fewer_reports_before_it_drops_deals() -> None:
    links = tuple(
        replace(LINK, outlet=f"Издание {n}", title=f"Договор о поставках, сообщение {n} " * 4) for n in range(8)
    )
    message = render(made(*(item(key=str(n), links=links) for n in range(15))))
    assert message.html.count('class="heading"') == 15
    assert message.html.count("<a href=") == 45
    assert message.html.count("5 more reports") == 15
    assert message.text.count(LINK.address) == 120


def test_a_full_week_in_russian_fits_with_every_deal_and_all_its_reports() -> None:
    links = tuple(
        replace(LINK, lang=lang, outlet=f"Издание {n}", title=f"Комбинат и компания подписали договор о поставках, {n}")
        for n, lang in enumerate(("ru", "ru", "uz-Cyrl", "uz-Latn", "en"))
    )
    values = ({"amount": 1_500_000.0, "currency": "USD", "text": "1,5 млн долларов"},)
    told = replace(many(14), items=tuple(replace(one, links=links, values=values) for one in many(14).items))
    html = render(told).html
    assert encoded_size(len(html.encode())) <= LIMIT
    assert html.count('class="heading"') == 14
    assert html.count("<a href=") == 14 * len(links)
    assert ">ещё" not in html
