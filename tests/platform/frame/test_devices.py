import pytest

from frame.devices import device_words

CHROME = "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) "


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (CHROME + "Chrome/130.0 Mobile Safari/537.36", "Chrome, Android"),
        (
            CHROME + "SamsungBrowser/26.0 Chrome/122.0 Mobile Safari/537.36",
            "Samsung Internet, Android",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36 Edg/130",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1",
            "Safari, iPhone",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
            "Firefox, Linux",
        ),
        ("curl/8.5", "curl/8.5"),
        ("", ""),
    ],
)
def test_device_in_words(user_agent: str, words: str) -> None:
    assert device_words(user_agent) == words
