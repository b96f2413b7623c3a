"""What keeps the catalogs whole."""

import pytest

from config.messages import unread_names


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("from django.utils.translation import gettext_lazy as _, ngettext", []),
        ("from django.utils.translation import gettext as now_", ["now_"]),
        ("def f():\n    from django.utils.translation import gettext as t", ["t"]),
        ("from elsewhere import gettext as now_", []),
    ],
)
def test_a_name_that_the_extraction_does_not_read_is_said(code: str, names: list[str]) -> None:
    assert unread_names(code) == names
