"""Prices as shops write them."""

from __future__ import annotations

import pytest

from crawler.platforms.web.currencies import currency_code, currency_in
from crawler.platforms.web.money import Amount, read_amount, read_range, read_stated


@pytest.mark.parametrize(
    ("text", "hundredths", "currency"),
    [
        ("¥3,580.00", 358000, "CNY"),
        ("￥３,５８０", 358000, "CNY"),
        ("3580元起", 358000, "CNY"),
        ("1.28万", 1280000, None),
        ("1.28万元", 1280000, "CNY"),
        ("3万5", 3500000, None),
        ("3万5000", 3500000, None),
        ("八百八十八元", 88800, "CNY"),
        ("两千元", 200000, "CNY"),
        ("一万二千块", 1200000, "CNY"),
        ("十元", 1000, "CNY"),
        ("RMB 99", 9900, "CNY"),
        ("HK$1,299", 129900, "HKD"),
        ("$24.99", 2499, "USD"),
        ("1.299,00 €", 129900, "EUR"),
        ("1 299,50 €", 129950, "EUR"),
        ("1'299.00 CHF", 129900, "CHF"),
        ("71,91 €", 7191, "EUR"),
        ("1,299,000", 129900000, None),
        ("0.999", 100, None),
        ("£5,100.00", 510000, "GBP"),
        ("131 990 тг.", 13199000, "KZT"),
        ("（25 条评价）¥ 26.00", 2600, "CNY"),
        ("up to 10% off €70.50", 7050, "EUR"),
        ("2 件 58 元", 5800, "CNY"),
    ],
)
def test_a_visible_price(text: str, hundredths: int, currency: str | None) -> None:
    assert read_amount(text) == Amount(hundredths, currency)


@pytest.mark.parametrize("text", ["", "面议", "价格请咨询客服", "元", "¥"])
def test_no_price_is_none(text: str) -> None:
    assert read_amount(text) is None


@pytest.mark.parametrize(
    ("value", "currency", "hundredths"),
    [
        (2190, "CNY", 219000),
        (49.1, "EUR", 4910),
        ("71.910000", "EUR", 7191),
        ("24.990", "CLP", 2499000),
        ("24.990", "EUR", 2499),
        (" 71,91 € ", "EUR", 7191),
        (0, "CNY", 0),
        ("9" * 15, "CNY", 99999999999999900),
    ],
)
def test_a_price_meant_for_machines(value: object, currency: str, hundredths: int) -> None:
    amount = read_stated(value, currency)
    assert amount is not None
    assert amount.hundredths == hundredths


@pytest.mark.parametrize("value", [None, True, "", "询价", -5, float("nan"), float("inf"), 1e30])
def test_what_is_no_amount_is_not_guessed(value: object) -> None:
    assert read_stated(value, "CNY") is None


def test_a_range_has_two_ends() -> None:
    assert read_range("¥880 - ¥1,280") == (Amount(88000, "CNY"), Amount(128000, "CNY"))
    assert read_range("880至1280元") == (Amount(88000, "CNY"), Amount(128000, "CNY"))


@pytest.mark.parametrize("text", ["¥880", "1280-880元", "款号 A-12"])
def test_other_texts_are_no_range(text: str) -> None:
    assert read_range(text) is None


@pytest.mark.parametrize(
    ("text", "host", "currency"),
    [("$100", "shop.hk", "HKD"), ("$100", "shop.com", "USD"), ("¥100", "shop.jp", "JPY"), ("¥100", "shop.cn", "CNY"),
     ("100 kr", "shop.dk", "DKK"), ("Rs 100", "shop.pk", "PKR"), ("RUR 100", "", "RUB"), ("FOR 100", "", None)],
)  # fmt: skip
def test_the_country_of_a_shop_settles_an_ambiguous_sign(text: str, host: str, currency: str | None) -> None:
    assert currency_in(text, host) == currency


@pytest.mark.parametrize(("text", "code"), [("cny", "CNY"), ("RMB", "CNY"), ("€", "EUR"), ("", None), (None, None)])
def test_a_currency_field(text: object, code: str | None) -> None:
    assert currency_code(text) == code
