"""Challenge, consent and login pages are told from articles, also from those that carry consent bars."""

import pytest

from crawler.manners.refusals import WALLS, refusal

ASKED = "https://outlet.uz/news/2026/deal"
ARTICLE = "<p>" + "Uzbekistan will mine tungsten in the Navoi region together with its partners. " * 30 + "</p>"

NOTICES = {
    "challenge": "<html><head><title>Just a moment...</title></head><body>Checking</body></html>",
    "challenge page": "<html><body><script>window._cf_chl_opt={}</script><p>Wait</p></body></html>",
    "consent": "<html><head><title>Before you continue to Google</title></head><body>We use cookies</body></html>",
    "paywall": '<html><head><script type="application/ld+json">{"isAccessibleForFree": false}</script></head>'
    "<body><nav>" + "Home News Business " * 60 + "</nav><p>A memorandum.</p></body></html>",
    "login": '<html><head><title>Вход</title></head><form><input type="password" name="p"></form></html>',
}


@pytest.mark.parametrize("kind", NOTICES)
def test_a_notice_is_no_article(kind: str) -> None:
    assert kind.split(maxsplit=1)[0] in (refusal(NOTICES[kind].encode(), None, ASKED, ASKED) or "")


@pytest.mark.parametrize("notice", NOTICES.values())
def test_an_article_with_the_same_scripts_is_an_article(notice: str) -> None:
    body = notice.replace("<title>Just a moment...</title>", "").replace("</html>", ARTICLE + "</html>")
    assert refusal(body.encode(), None, ASKED, ASKED) is None


@pytest.mark.parametrize(
    ("final", "reason"),
    [
        ("https://outlet.uz/", "front page"),
        ("https://outlet.uz/login?next=/news", "login"),
        ("https://consent.google.com/ml?continue=x", "consent"),
        ("https://outlet.uz/en/news/2026/deal", None),
        ("https://outlet.uz/?p=17", None),
    ],
)
def test_redirects_lead_to_an_article_or_astray(final: str, reason: str | None) -> None:
    found = refusal(ARTICLE.encode(), None, ASKED, final)
    assert found is None if reason is None else reason in (found or "")


def test_an_article_about_a_login_or_a_captcha_is_an_article() -> None:
    assert refusal(f"<title>Login data stolen</title>{ARTICLE}".encode(), None, ASKED, ASKED) is None


LEAD = "Uzbekistan's state miner and a partner from Korea signed a memorandum on tungsten in the Navoi region. " * 3
OVERLAY = "<div>Subscribe to continue reading</div>"


def test_a_teaser_behind_a_paywall_is_an_article_that_is_cut() -> None:
    assert "paywall" in (refusal(f"<h1>A deal</h1>{OVERLAY}<p>Already".encode(), None, ASKED, ASKED) or "")
    assert refusal(f"<h1>A deal</h1><p>{LEAD}</p>{OVERLAY}".encode(), None, ASKED, ASKED) is None
    assert refusal(f"<h1>A deal</h1><p>{LEAD}{OVERLAY}".encode(), None, ASKED, ASKED) is None


def test_every_kind_of_wall_is_a_reason_of_its_own() -> None:
    assert {reason.split()[1] for reason in WALLS} == {"challenge", "consent", "login", "paywall"}
