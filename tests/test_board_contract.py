"""The OpenAPI document against the board itself: requests that schemathesis makes of it, good and bad, find no fault of the server and no answer of another shape."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import positive_data_acceptance

import sayso
from sayso.http.app import create_app
from sayso.http.options import BoardOptions
from tests.conftest import EXAMPLES

OPTIONS = BoardOptions(user="tester", names=("testserver", "localhost"))
EXAMPLES_OF_EACH = 10
OPERATIONS = [(path, method) for path, held in create_app(sayso.open("described.db"), OPTIONS).openapi()["paths"].items() for method in held]


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> BaseSchema:
    ledger = sayso.open(tmp_path_factory.mktemp("contract") / "v.db", extractor="rules")
    ledger.read(EXAMPLES / "V.jsonl")
    ledger.weigh()
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", create_app(ledger, OPTIONS))


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")
@pytest.mark.parametrize(("path", "method"), OPERATIONS, ids=str)
def test_the_board_does_what_the_document_says(described: BaseSchema, path: str, method: str) -> None:
    operation = described[path][method.upper()]
    takes_anything = method == "get" and not operation.query and "{" not in path  # nothing that could be wrong
    modes = (GenerationMode.POSITIVE,) if takes_anything else (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    # whether an act is possible depends on the ledger, so a well-formed one may still be refused
    left_out = [positive_data_acceptance] if method == "post" else []

    @given(case=st.one_of([operation.as_strategy(generation_mode=mode) for mode in modes]))
    @settings(max_examples=EXAMPLES_OF_EACH, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    def holds(case: schemathesis.Case) -> None:
        case.call_and_validate(excluded_checks=left_out)

    holds()
