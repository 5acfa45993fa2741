"""
What the calls of an import take besides the document.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apigw_mock.apigateway.openapi.sentences import PartRefused
from apigw_mock.apigateway.refusals import (
    UnknownImportMode,
    UnknownImportOption,
    UnreadableDocumentation,
)
from apigw_mock.apigateway.rules.rest_api import TYPES
from apigw_mock.evidence import documented, inferred, recorded, reported
from apigw_mock.openapi import base_path
from apigw_mock.openapi.constructs import Construct
from apigw_mock.openapi.sentences import REFUSED, WARNED, WrongTypeOfAttribute
from apigw_mock.refusal import Demand

if TYPE_CHECKING:
    from collections.abc import Mapping

_MERGE, _OVERWRITE = "merge", "overwrite"
_BASE_PATH, _TYPES, _IGNORE = "basepath", "endpointConfigurationTypes", "ignore"

# fmt: off
_UNSEEN = inferred("AWS's answer is unseen; it is worded as those on other words")
WORDS = Demand(UnknownImportOption, _UNSEEN, "basepath: ignore, prepend or split; endpointConfigurationTypes: REGIONAL, EDGE or PRIVATE")
MODE = Demand(UnknownImportMode, reported("getmoto/moto, which answers PutRestApi so; for ImportDocumentationParts inferred"), "the mode merge or overwrite")
DOCUMENTATION = Demand(UnreadableDocumentation, recorded("localstack test_invalid_import_documentation_parts"), "an OpenAPI document", ("Import",))
OF_IMPORT = (
    Construct("parameters.endpointConfigurationTypes", "the endpoint type of the API; EDGE if it is missing", documented("the service model; developer guide, import-export-api-endpoints")),
    Construct("parameters.mode", "takes the place of the URL's mode=import: the call is CreateRestApi, and the document its body", reported("boto/boto3#615")),
)
OF_ALL = (
    Construct("failOnWarnings", "whether warnings refuse the document; without it, they are in the answer", documented("the service model; that the answer has them is recorded: localstack test_import_with_integer_http_status_code"), (WARNED,)),
    Construct("parameters.basepath", "what stands before each path: nothing (ignore), the base path (prepend), or all of it but its first part (split)", recorded("localstack test_import_rest_apis_with_base_path_swagger, test_import_rest_api_with_base_path_oas30")),
    Construct("parameters.ignore: documentation", "no documentation parts are made", documented("the service model")),
)
_KEPT = documented("developer guide, api-gateway-import-api-update")
OF_PUT = (
    Construct("mode: merge", "a method that both have is the document's, with all that is in it; what only the API has stays; merge is the default", _KEPT),
    Construct("mode: overwrite", "methods, resources, models, authorizers, validators, gateway responses and documentation parts that the document does not have are removed, and settings that it does not have get their defaults", documented("developer guide, api-gateway-import-api-update; that resources are removed is recorded: localstack test_import_rest_api_with_base_path_oas30; of settings reported: hashicorp/terraform-provider-aws, rest_api.go")),
    Construct("mode: ids", "the API, the root and the resources with the same paths keep their ids", recorded("localstack test_import_rest_api_with_base_path_oas30")),
    Construct("mode: models, authorizers and validators of the same name", "replaced; they keep their ids", inferred("that they are replaced follows from methods, which are; what becomes of the ids is unseen")),
    Construct("mode: binaryMediaTypes", "with merge the API's and then the document's, with overwrite the document's alone", recorded("localstack test_put_rest_api_mode_binary_media_types")),
    Construct("mode: cacheNamespace", "with overwrite a new one for a method that was there before, if the document has none", recorded("localstack test_import_rest_api_with_base_path_oas30")),
    Construct("mode: endpoint type, tags, stages, deployments", "they stay", _KEPT),
    Construct("parameters.endpointConfigurationTypes", "left out", _KEPT),
)
OF_PARTS = (
    Construct("failOnWarnings", "whether warnings refuse the document; without it, they are in the answer", documented("the service model"), (WARNED, WrongTypeOfAttribute)),
    Construct("(any error)", "nothing is imported", inferred("documented of whole APIs: developer guide, api-gateway-import-api-errors-warnings"), (REFUSED, PartRefused)),
    Construct("mode: merge", "a part at the same place takes the place of the API's, and keeps its id; what only the API has stays; merge is the default", documented("the service model; that the id stays is inferred")),
    Construct("mode: overwrite", "the API's parts are removed first", documented("the service model")),
)
# fmt: on


@dataclass(frozen=True)
class Options:
    """
    How a document is to be imported.

    Args:
        base_path: ``ignore``, ``prepend`` or ``split``.
        endpoint_type: of a new API; None for the default.
        has_documentation: whether documentation parts are made.
        fails_on_warnings: whether warnings refuse the document.
        overwrites: whether what the document does not have is removed.
    """

    base_path: str = base_path.IGNORE
    endpoint_type: str | None = None
    has_documentation: bool = True
    fails_on_warnings: bool = False
    overwrites: bool = False

    @classmethod
    def sent(cls, target: Mapping[str, object]) -> Options:
        """
        Return the options of a call.

        Args:
            target: what its URL names, by boto3's names.

        Raises:
            UnknownImportOption: one of them has a word that it does not take.
            UnknownImportMode: so does the mode.
        """
        mode = target.get("mode")
        if mode not in (None, _MERGE, _OVERWRITE):
            raise MODE.error(mode)
        sent = target.get("parameters")
        parameters = sent if isinstance(sent, dict) else {}
        for name, words in ((_BASE_PATH, base_path.WORDS), (_TYPES, TYPES)):
            if name in parameters and parameters[name] not in words:
                raise WORDS.error(name, parameters[name], words)
        return cls(
            base_path=parameters.get(_BASE_PATH, base_path.IGNORE),
            endpoint_type=parameters.get(_TYPES),
            has_documentation=parameters.get(_IGNORE) != "documentation",
            fails_on_warnings=bool(target.get("failOnWarnings")),
            overwrites=mode == _OVERWRITE,
        )
