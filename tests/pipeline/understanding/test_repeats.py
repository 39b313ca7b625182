"""Reports come in; the test says which sums repeat the one before them, or are a part of it."""

import pytest

from tests.pipeline.readings import sums_in_detail


@pytest.mark.parametrize(
    ("lang", "text", "said"),
    [
        ("en", "Orano and Navoiyuran signed a contract on uranium worth EUR 42m (about $46m).", "EUR USD"),
        ("ru", "АГМК и KfW подписали кредит на 42 миллиона евро (около 46 млн долларов) на медь.", "EUR USD"),
        ("zh", "中国银行与阿尔马雷克矿冶公司签署铜矿贷款协议，金额3亿元（约合4200万美元）。", "CNY USD"),
        ("uz-Latn", "OKMK va KfW misga 42 mln yevrolik (qariyb 46 mln dollar) kredit bitimini imzoladi.", "EUR USD"),
        ("en", "Orano and Navoiyuran signed a uranium deal. Its revenue was 46 trillion soums ($3.5 billion).", ""),
    ],
)
def test_a_sum_converted_in_brackets_goes_with_the_one_before_it(lang: str, text: str, said: str) -> None:
    assert [fact["currency"] for fact in sums_in_detail(f"–\n\n{text}", lang)] == said.split()
