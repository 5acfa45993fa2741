"""
DocumentationPart: what UpdateDocumentationPart takes.
"""

from __future__ import annotations

from apigw_mock.apigateway.refusals import InvalidProperties
from apigw_mock.apigateway.rows import REPLACE, Facts, Row, Table
from apigw_mock.apigateway.rules import documentation_part as rules
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.sources import PAGE
from apigw_mock.apigateway.values import Empty, Text
from apigw_mock.apigateway.wording import naming_paths
from apigw_mock.evidence import inferred, recorded
from apigw_mock.refusal import Sentence

# fmt: off
_WORDS = recorded("localstack test_invalid_update_documentation_part")

DOCUMENTATION_PART = Table[Facts](
    resource="DocumentationPart",
    source=f"{PAGE}#UpdateDocumentationPart-Patch",
    made_by="Create",
    demands=(
        existence.API.on("Create", "Delete"), existence.DOCUMENTATION_PART,
        existence.LOCATION, existence.NAMED_LOCATION, existence.NO_DOCUMENTATION_PART,
    ),
    wording=naming_paths(unknown=_WORDS, unsupported=_WORDS),
    derives={"location": rules.whole_location},
    rows=(
        Row("/properties", REPLACE,
            Text(what="the text of a JSON object", test=rules.is_object, empty=Empty.REFUSED,
                 nothing=Sentence(rules.no_properties, inferred("localstack answers so; AWS's text is unseen")),
                 otherwise=Sentence(InvalidProperties, inferred("the text is unseen; the service model's documentation asks for a map as a JSON string"))),
            recorded("localstack test_documentation_part_lifecycle")),
    ),
)
# fmt: on
