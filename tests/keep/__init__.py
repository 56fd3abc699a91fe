"""The ledger's tests. A package, so that the contract suite can use its builders whatever is collected first."""

import pytest

pytest.register_assert_rewrite("contract.ledger_contract", "keep.builders")
