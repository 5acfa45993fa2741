"""
Resource: what UpdateResource takes, path by path.
"""

from __future__ import annotations

from apigw_mock.apigateway.refusals import (
    ChildOfGreedy,
    CyclicResources,
    InvalidPathPart,
    PathPartTaken,
    ResourceNotFound,
    RootParent,
    RootPathPart,
    SecondPathVariable,
)
from apigw_mock.apigateway.rows import REPLACE, Row, Rule, Table
from apigw_mock.apigateway.rules import resource as rules
from apigw_mock.apigateway.rules.resource import ResourceFacts
from apigw_mock.apigateway.tables import existence
from apigw_mock.apigateway.tables.sources import PAGE
from apigw_mock.apigateway.values import Text, Value
from apigw_mock.apigateway.wording import naming_paths
from apigw_mock.evidence import recorded, reported
from apigw_mock.refusal import Sentence

_PARENT, _PART = "/parentId", "/pathPart"
_BOTH = (_PARENT, _PART)

# fmt: off
_BEHAVIOR = recorded("localstack test_update_resource_behaviour")
_ROOT = recorded("localstack test_update_resource_on_root")
_PROXIES = recorded("localstack test_create_proxy_resource_validation for Create; for Update inferred")

RESOURCE = Table[ResourceFacts](
    resource="Resource",
    source=f"{PAGE}#UpdateResource-Patch",
    made_by="Create",
    demands=(existence.RESOURCE, existence.NO_ROOT),
    wording=naming_paths(unknown=_BEHAVIOR, unsupported=_BEHAVIOR),
    rows=(
        Row(_PARENT, REPLACE, Value(), _BEHAVIOR),
        Row(_PART, REPLACE,
            Text(what="letters, digits and ._-: or one variable in braces", test=rules.is_path_part,
                 otherwise=Sentence(InvalidPathPart, reported("badmintoncryer/cdk-preflight pf-apigw-resource-path-part, for Create: a part with a blank and an exclamation mark"))),
            recorded("localstack test_resource_lifecycle")),
    ),
    rules=(
        Rule("another resource than the root", (_PART,), rules.no_root_part, RootPathPart, _ROOT, at_once=True),
        Rule("another resource than the root", (_PARENT,), rules.no_root_parent, RootParent, _ROOT, at_once=True),
        Rule("a parent in the same API", (_PARENT,), rules.known_parent, ResourceNotFound,
             recorded("localstack test_update_resource_behaviour, for Create test_create_resource_parent_invalid"), at_once=True),
        Rule("a parent that is not below the resource", (_PARENT,), rules.no_cycle, CyclicResources, _BEHAVIOR, at_once=True),
        Rule("a path part that no other child of the parent has", _BOTH, rules.free_part, PathPartTaken,
             recorded("localstack test_update_resource_behaviour; for Create inferred")),
        Rule("one variable among the children of a parent", _BOTH, rules.one_variable, SecondPathVariable, _PROXIES),
        Rule("nothing below a greedy variable", _BOTH, rules.none_below_greedy, ChildOfGreedy, _PROXIES),
    ),
)
# fmt: on
