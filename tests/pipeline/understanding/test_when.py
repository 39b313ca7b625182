"""Documents come in; the test says on which day their step happened."""

import pytest

from tests.pipeline.readings import reported


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("Orano and Navoiyuran signed a contract on uranium on June 10.", "2025-06-10"),
        ("Orano and Navoiyuran signed a contract on uranium yesterday.", "2025-06-11"),
        ("Orano and Navoiyuran signed a contract on uranium. The ceremony was held on June 9.", "2025-06-09"),
        (
            "The contract on uranium was signed by Orano and Navoiyuran on June 10; mining begins on July 1.",
            "2025-06-10",
        ),
        (
            "Navoiyuran said on June 11 it had signed a contract on uranium with Orano. It was signed on June 9.",
            "2025-06-09",
        ),
        ("PARIS, June 11. Orano and Navoiyuran signed a contract on uranium.", None),
        ("Orano and Navoiyuran signed a contract on uranium.", None),
        ("On June 10, 2025, Orano Mining and Navoiyuran signed a contract on uranium.", "2025-06-10"),
        ("Orano and Navoiyuran signed a contract on uranium. This was announced by the company on June 10.", None),
        ("Navoiyuran said in a filing on June 10 that it had signed a contract on uranium with Orano.", None),
        ("Orano and Navoiyuran have signed a contract on uranium, the company said on Tuesday.", None),
        ("Orano and Navoiyuran have opened talks on uranium, the company said on June 10.", "2025-06-10"),
        ("Orano and Navoiyuran signed a contract on uranium on the sidelines of a forum held on 9-10 June.", None),
        ("Orano and Navoiyuran signed a contract on uranium at talks that went on from 9 to 10 June.", None),
    ],
)
def test_the_day_is_read_beside_the_act(body: str, day: str | None) -> None:
    step = reported(f"Uranium contract\n\n{body}", "en")[0]
    assert (step.event_date.isoformat() if step.event_date else None) == day


@pytest.mark.parametrize(
    ("lang", "text", "day"),
    [
        (
            "uz-Latn",
            "“Navoiyuran” va Orano uran shartnomasini imzoladi.\nBu.\nBu.\nBu.\nMarosim 9-iyunda o‘tdi.",
            "2025-06-09",
        ),
        (
            "ru",
            "Orano и «Навоийуран» подписали контракт на уран.\nДа.\nДа.\nДа.\nЦеремония прошла 9 июня.",
            "2025-06-09",
        ),
        ("ru", "Orano и «Навоийуран» подписали контракт на уран в рамках форума, который шёл с 9 по 10 июня.", None),
        ("uz-Latn", "“Navoiyuran” va Orano 9–10-iyun kunlari o‘tgan forumda uran shartnomasini imzoladi.", None),
        ("uz-Latn", "“Navoiyuran” va Orano 9-iyundan 10-iyungacha o‘tgan forumda uran shartnomasini imzoladi.", None),
        ("uz-Cyrl", "“Навоийуран” ва Orano 9 ва 10 июнь кунлари ўтган форумда уран шартномасини имзолади.", None),
        ("de", "Orano und Navoiyuran haben auf der Messe am 9./10. Juni einen Vertrag über Uran unterzeichnet.", None),
        ("zh", "奥拉诺与纳沃伊铀公司在6月9日至10日举行的论坛上签署了铀供应合同。", None),
        ("ko", "오라노와 나보이우란은 9일부터 10일까지 열린 포럼에서 우라늄 공급 계약을 체결했다.", None),
        ("ru", "Orano и «Навоийуран» подписали контракт на уран. Об этом комбинат сообщил 10 июня.", None),
        (
            "ru",
            "Orano и «Навоийуран» подписали контракт на уран. Об этом договорились и подписали 10 июня.",
            "2025-06-10",
        ),
        (
            "ru",
            "«Навоийуран» не заключал контракта на уран с Orano. Об этом говорится в заявлении от 10 июня.",
            "2025-06-10",
        ),
        (
            "uz-Latn",
            "Orano va “Navoiyuran” uran shartnomasini tuzdi. Bu haqda kombinat 10-iyun kuni xabar berdi.",
            None,
        ),
        (
            "uz-Cyrl",
            "Orano ва «Навоийуран» уран шартномасини тузди. Бу ҳақда комбинат 10 июнь куни маълум қилди.",
            None,
        ),
    ],
)
def test_the_day_on_which_it_was_told_is_none_of_the_step(lang: str, text: str, day: str | None) -> None:
    step = reported(f"Orano\n\n{text}", lang)[0]
    assert (step.event_date.isoformat() if step.event_date else None) == day


@pytest.mark.parametrize(
    ("lang", "text", "day"),
    [
        ("en", "Shares in Orano rose 0.6% in Paris on Tuesday.", None),
        ("en", "Shares in the venture were signed for on Tuesday.", "2025-06-10"),
        ("ru", "Акции Orano 10 июня подорожали на 2 процента.", None),
        ("de", "Die Aktie von Orano legte am 10. Juni um 2 Prozent zu.", None),
        ("fr", "L’action d’Orano a gagné 2 % le 10 juin.", None),
    ],
)
def test_a_day_on_which_shares_rose_is_no_day_of_the_step(lang: str, text: str, day: str | None) -> None:
    signed = {
        "en": "Orano and Navoiyuran signed a contract on uranium.",
        "ru": "Orano и «Навоийуран» подписали контракт на уран.",
        "de": "Orano und Navoiyuran haben einen Vertrag über Uran unterzeichnet.",
        "fr": "Orano et Navoiyuran ont signé un contrat sur l’uranium.",
    }[lang]
    step = reported(f"Orano\n\n{signed} {text}", lang)[0]
    assert (step.event_date.isoformat() if step.event_date else None) == day


def test_a_month_stays_a_month() -> None:
    step = reported("Uranium contract\n\nOrano and Navoiyuran signed a contract on uranium in June.", "en")[0]
    assert step.date_precision == "month"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("한빛상사는 나보이우란과 우라늄 계약을 10일 체결했다고 밝혔다.", "2025-06-10"),
        ("한빛상사는 나보이우란과 우라늄 계약을 체결했다고 10일 밝혔다.", None),
    ],
)
def test_the_day_right_before_a_verb_of_saying_is_that_of_saying(text: str, day: str | None) -> None:
    step = reported(f"우즈베키스탄 우라늄\n\n{text}", "ko")[0]
    assert (step.event_date.isoformat() if step.event_date else None) == day


@pytest.mark.parametrize(
    ("lang", "document", "day"),
    [
        (
            "en",
            (
                "Hanwa secures Uzbek selenium\n\nHanwa has secured selenium from Almalyk MMC.\nThe company said on "
                "Tuesday that Almalyk MMC would supply selenium for five years."
            ),
            None,
        ),
        (
            "ru",
            (
                "АГМК берёт кредит\n\nАГМК подписал кредитное соглашение с Commerzbank на закупку мельниц для медной "
                "фабрики.\nОб этом 12 июня сообщила пресс-служба. Церемония состоялась накануне во Франкфурте."
            ),
            "2025-06-11",
        ),
        (
            "ja",
            (
                "ウズベキスタンの銅山に運搬車\n\n日立建機は12日、アルマリク鉱山冶金コンビナート（AMMC）から"
                "ダンプトラックを受注したと発表した。契約は10日に締結した。"
            ),
            "2025-06-10",
        ),
    ],
)
def test_the_day_of_telling_stands_behind_that_of_the_deed(lang: str, document: str, day: str | None) -> None:
    step = reported(document, lang)[0]
    assert (step.event_date.isoformat() if step.event_date else None) == day


def test_a_sentence_beside_a_list_dates_all_its_papers() -> None:
    document = (
        "Papers of the forum\n\n1. Orano signed a contract on uranium with Navoiyuran.\n2. Plansee signed a memorandum "
    )
    document += "on tungsten with the Technological Metals Complex.\nBoth were signed on June 11."
    assert [str(step.event_date) for step in reported(document, "en")] == ["2025-06-11", "2025-06-11"]
