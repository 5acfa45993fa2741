"""
What a request validator judges: required parameters, and the body by its model.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.invoke.facts import Fact
from apigw_mock.apigateway.invoke.failures import (
    BODY_NO_MODEL,
    MISSING_PARAMETERS,
    UNREADABLE_BODY,
    UNUSABLE_MODEL,
)
from apigw_mock.apigateway.invoke.request import last_values
from apigw_mock.apigateway.invoke.schemas import Unusable, reasons_against
from apigw_mock.apigateway.invoke.setup import texts_in
from apigw_mock.apigateway.invoke.sources import destinations
from apigw_mock.apigateway.invoke.templates import ANY_TYPE, JSON, media_type_of
from apigw_mock.evidence import documented, inferred, recorded, reported
from apigw_mock.strictjson import read_json
from apigw_mock.velocity.order import hash_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from apigw_mock.apigateway.invoke.failures import Failed
    from apigw_mock.apigateway.invoke.request import Request
    from apigw_mock.apigateway.invoke.setup import Setup

_LEVELS = 100  # of nesting in a body: the library needs several frames for each
_FEW_LEVELS = 20  # a model that fails on a body as flat as that never ends
_MODELS = "https://apigateway.amazonaws.com/restapis/{}/models/"

# fmt: off
FACTS = (
    Fact("no validator", "nothing is judged; required parameters may be missing", documented("developer guide, api-gateway-method-request-validation")),
    Fact("order of missing parameters", "that of a Java HashSet of their names", recorded("localstack test_api_gateway_request_validator")),
    Fact("header parameters", "the letter case counts", reported("localstack's comments")),
    Fact("empty body", "judged as {}", recorded("localstack test_api_gateway_request_validator")),
    Fact("model", "that of the Content-Type without its parameters, application/json if there is none, else that of $default", documented("developer guide, api-gateway-method-request-validation")),
    Fact("no model", "a body whose content type has no model is not judged", documented("developer guide, api-gateway-method-request-validation")),
    Fact("dialect", "JSON schema, draft 4; a $ref names a model of the same API", recorded("localstack test_api_gateway_request_validator_with_ref_models, test_api_gateway_request_validator_with_ref_one_ofmodels")),
    Fact("patterns", "regular expressions of ECMA 262; one that cannot be read judges nothing, and a TemplateWarning names it", inferred("the reasons call them so; AWS refuses what is no regular expression when a model is made")),
    Fact("long values in reasons", "cut after 1,024 characters", inferred("a bound of ours, as long as a line of the log")),
)
# fmt: on


def check_parameters(setup: Setup, request: Request) -> None:
    """
    Check that the required parameters are there, if a validator says so.

    Raises:
        Failed: some are missing or blank.
    """
    if setup.validator.get("validateRequestParameters"):
        missing = list(_missing(setup, request))
        if missing:
            raise MISSING_PARAMETERS.error(names=", ".join(hash_order(missing)))


def _missing(setup: Setup, request: Request) -> Iterator[str]:
    given = {
        "path": request.parameters,
        "querystring": last_values(request.query),
        "header": last_values(request.headers),
    }
    declared = setup.of_method("requestParameters")
    required = {key: "" for key, is_required in declared.items() if is_required}
    for where, name, _ in destinations(required):
        if not given.get(where, {}).get(name, "").strip():
            yield name


def judging_model(setup: Setup, content_type: str) -> str | None:
    """
    Return the name of the model that judges a body, or None if none does.
    """
    models = texts_in(setup.of_method("requestModels"))
    if not setup.validator.get("validateRequestBody"):
        return None
    return models.get(content_type) or models.get(ANY_TYPE)


def content_type_of(request: Request) -> str:
    """
    Return the content type of a request without its parameters.
    """
    return media_type_of(request.header("Content-Type")) or JSON


def check_body(
    setup: Setup,
    request: Request,
    model: str,
    content_type: str,
    warn: Callable[[str], None],
) -> None:
    """
    Check a body by its model.

    `warn` is called with a sentence for each pattern that cannot be read.

    Raises:
        Failed: it does not fit, is not JSON, or the model cannot be applied.
    """
    # In a thread of its own, for the verdict must not hang on the caller's stack.
    with ThreadPoolExecutor(1) as pool:
        check = pool.submit(_check_body, setup, request, model, content_type, warn)
        check.result()


def _check_body(
    setup: Setup,
    request: Request,
    model: str,
    content_type: str,
    warn: Callable[[str], None],
) -> None:
    body = _read(request.text or "{}", content_type)
    address = _MODELS.format(setup.api_id)
    try:
        found = reasons_against(body, model, setup.models, address, warn)
    except Unusable as unusable:
        raise _unjudged(unusable, body, content_type) from None
    if found:
        reasons = ", ".join(found)
        failed = BODY_NO_MODEL.error(content_type=content_type, reasons=reasons)
        failed.reasons = f"[{reasons}]"
        raise failed


def _unjudged(unusable: Unusable, body: Any, content_type: str) -> Failed:
    cause = str(unusable)
    if unusable.is_deep and _is_deeper(body, _FEW_LEVELS):
        return UNREADABLE_BODY.error(content_type=content_type, cause=cause)
    return UNUSABLE_MODEL.error(cause=cause)


def _read(body: str, content_type: str) -> Any:
    try:
        document = read_json(body)
    except (ValueError, RecursionError):
        raise UNREADABLE_BODY.error(content_type=content_type) from None
    if _is_deeper(document, _LEVELS):
        raise UNREADABLE_BODY.error(content_type=content_type)
    return document


def _is_deeper(value: Any, levels: int) -> bool:
    """
    Whether JSON is nested in more than so many *levels*.
    """
    layer = [value]
    for _ in range(levels):
        inner = [
            one
            for outer in layer
            if isinstance(outer, dict | list)
            for one in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not inner:
            return False
        layer = inner
    return True
