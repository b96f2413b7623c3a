"""Both engines, under one contract."""

import pytest

pytest.register_assert_rewrite("tests.search.engines.contract")
