"""
Make what a document becomes, by the tables of the single calls.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from apigw_mock.apigateway.openapi import sentences
from apigw_mock.apigateway.rules import documentation_part as parts
from apigw_mock.apigateway.rules.model import DEFAULT_MODELS
from apigw_mock.apigateway.rules.resource import ResourceFacts, is_variable
from apigw_mock.host.ids import new_id
from apigw_mock.host.model import faults_of
from apigw_mock.host.rest import (
    aside,
    default_models,
    documentation_part,
    integration,
    lookups,
    method,
    method_response,
    model,
    rest_api,
)
from apigw_mock.host.rest.authorizer import AUTHORIZERS
from apigw_mock.host.rest.documentation_part import DOCUMENTATION_PARTS
from apigw_mock.host.rest.gateway_response import GATEWAY_RESPONSES
from apigw_mock.host.rest.integration import INTEGRATIONS
from apigw_mock.host.rest.integration_response import INTEGRATION_RESPONSES
from apigw_mock.host.rest.making import input_faults, judged
from apigw_mock.host.rest.method import METHODS
from apigw_mock.host.rest.method_response import METHOD_RESPONSES
from apigw_mock.host.rest.model import MODELS
from apigw_mock.host.rest.request_validator import REQUEST_VALIDATORS
from apigw_mock.host.rest.resource import TREE
from apigw_mock.host.rest.rest_api import REST_APIS
from apigw_mock.inputs import check_input
from apigw_mock.openapi.document import name_of_untitled
from apigw_mock.openapi.sentences import SettingRefused
from apigw_mock.refusal import ApigwError

if TYPE_CHECKING:
    from collections.abc import Callable

    from apigw_mock.apigateway.openapi.calls import Calls, Method, Path
    from apigw_mock.apigateway.openapi.options import Options
    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.rest.record import Resource
    from apigw_mock.host.routes import Target
    from apigw_mock.openapi.findings import Findings
    from apigw_mock.openapi.sentences import Finding

T = TypeVar("T")

# The settings that overwrite leaves alone.
_KEPT = frozenset(
    (
        *("id", "name", "createdDate", "rootResourceId", "tags"),
        *("endpointConfiguration", "securityPolicy", "endpointAccessMode"),
    )
)


class Importer:
    """
    Makes what a document becomes, in an API that nobody looks at.

    What a call refuses is noted as a finding, and the rest goes on.
    """

    def __init__(
        self, beside: Any, api_id: str, calls: Calls, options: Options, *, is_new: bool
    ) -> None:
        """
        Args:
            beside: a backend whose API may be changed.
            api_id: of that API.
            calls: what the document becomes.
            options: of the call.
            is_new: whether the API was made for the document.
        """
        self._aside, self._calls, self._options = beside, calls, options
        self._is_new = is_new
        self._replaces = is_new or options.overwrites
        self._target: Target = {"restApiId": api_id}
        self._errors = calls.findings.errors
        self._refused: set[str] = set()  # names of models

    @property
    def _api(self) -> Any:
        return self._aside.apis[self._target["restApiId"]]

    def run(self) -> None:
        """
        Make everything.
        """
        self._make_settings()
        self._validators = self._make_named(
            REQUEST_VALIDATORS, self._calls.validators, "request validator"
        )
        self._make_models()
        self._authorizers = self._make_named(
            AUTHORIZERS, self._calls.authorizers, "authorizer"
        )
        self._make_gateway_responses()
        self._make_paths()
        self.run_parts()

    def finish(self, backend: Any) -> Findings:
        """
        Put the API into the backend, and return what was found.

        Raises:
            ApigwError: the findings refuse the document. The backend is as it was.
        """
        findings = self._calls.findings
        findings.check(fail_on_warnings=self._options.fails_on_warnings)
        aside.swap_in(backend, self._aside, self._target["restApiId"])
        return findings

    # --- The API and its parts --------------------------------------------------------

    def _make_settings(self) -> None:
        before = {} if self._is_new else rest_api.read(self._api, self._target)
        base = before
        if self._options.overwrites:
            base = {name: before[name] for name in before if name in _KEPT}
        given = {**base, **self._calls.settings}
        given.setdefault("name", name_of_untitled())
        endpoint = {**self._endpoint(base), **given.get("endpointConfiguration", {})}
        if endpoint:
            given["endpointConfiguration"] = endpoint
        media = [*base.get("binaryMediaTypes", ()), *given.get("binaryMediaTypes", ())]
        if media:
            given["binaryMediaTypes"] = list(dict.fromkeys(media))
        self._tried(
            partial(self._put, REST_APIS, {}, given, old=self._api),
            SettingRefused,
        )

    def _endpoint(self, base: Document) -> Document:
        kind = self._options.endpoint_type
        if self._is_new:
            return {"types": [kind]} if kind else {}
        known = base["endpointConfiguration"]
        if self._options.overwrites:
            return {n: value for n, value in known.items() if n != "vpcEndpointIds"}
        return dict(known)

    def _make_named(
        self, resource: Resource[Any], named: dict[str, Document], what: str
    ) -> dict[str, str]:
        """
        Make authorizers or request validators, and return the ids by name.
        """
        kind, key = f"{resource.name}s", _ID_OF[resource.name]
        things: dict[str, Any] = getattr(self._api, kind)
        old = {one.name: one for one in things.values()}
        if self._replaces:
            things.clear()
        ids = {one.name: one.id for one in things.values()}
        for name, sent in named.items():
            place = {key: old[name].id} if name in old else {}
            make = partial(self._put, resource, place, sent, old=old.get(name))
            made = self._tried(make, partial(sentences.PartRefused, what, name))
            if made:
                ids[name] = made[key]
        return ids

    def _make_models(self) -> None:
        old = {one.name: one for one in default_models.models_of(self._api)}
        gone = {*old, *DEFAULT_MODELS} if self._replaces else ()
        for name in gone:
            default_models.delete_model(self._api, name)
        for name, sent in self._calls.models.items():
            make = partial(
                self._make_model, sent, None if self._is_new else old.get(name)
            )
            if not self._tried(make, partial(sentences.ModelRefused, name)):
                self._refused.add(name)

    def _make_model(self, sent: Document, old: Any) -> Target:
        default_models.delete_model(self._api, sent["name"])
        model.check_new(self._aside, {**sent, **self._target})
        return self._put(MODELS, {}, sent, old=old)

    def _make_gateway_responses(self) -> None:
        if self._replaces:
            self._api.gateway_responses.clear()
        for kind, sent in self._calls.gateway_responses.items():
            self._tried(
                partial(self._put, GATEWAY_RESPONSES, {"responseType": kind}, sent),
                partial(sentences.PartRefused, "gateway response", kind),
            )

    def run_parts(self) -> list[str]:
        """
        Make the documentation parts, and return their ids.
        """
        if self._calls.parts is None:
            return []
        held: dict[str, Any] = vars(self._api).setdefault(
            lookups.DOCUMENTATION_PARTS, {}
        )
        if self._replaces:
            held.clear()
        known = {_key(one.location): one.id for one in held.values()}
        made: dict[str, None] = {}
        for sent in self._calls.parts:
            name = sent.get("location", {}).get("type", "null")
            finding = partial(sentences.PartRefused, "documentation part", name)
            target = self._tried(partial(self._make_part, sent, known), finding)
            if target:
                made[target["documentationPartId"]] = None
        return list(made)

    def _make_part(self, sent: Document, known: dict[Any, str]) -> Target:
        check_input(input_faults(DOCUMENTATION_PARTS, sent))
        location = sent["location"]
        documentation_part.check_location(location)
        key = _key(parts.whole(location))
        own = {"id": known[key]} if key in known else {}
        target = self._put(DOCUMENTATION_PARTS, {}, {**sent, **own})
        known[key] = target["documentationPartId"]
        return target

    # --- Paths ------------------------------------------------------------------------

    def _make_paths(self) -> None:
        resources = self._api.resources
        self._tree = {
            (one.parent_id, one.path_part): one.id for one in resources.values()
        }
        self._before = {
            one.id: frozenset(one.resource_methods) for one in resources.values()
        }
        if self._replaces:
            self._clear_paths()
        self._variables: dict[str | None, dict[str, str]] = {}
        for one in resources.values():
            self._note_variable(one)
        for path in self._calls.paths:
            resource_id = self._make_resource(path)
            for one in path.methods.values() if resource_id else ():
                self._make_method({"resourceId": resource_id}, path, one)

    def _clear_paths(self) -> None:
        """
        Remove all methods, and the resources that are on no path of the document.
        """
        resources = self._api.resources
        kept = {self._api.default.id}
        for path in self._calls.paths:
            last: str | None = self._api.default.id
            for part in path.parts:
                last = self._tree.get((last, part))
                if last is None:
                    break
                kept.add(last)
        for gone in resources.keys() - kept:
            del resources[gone]
        for one in resources.values():
            one.resource_methods.clear()

    def _note_variable(self, resource: Any) -> None:
        if is_variable(resource.path_part):
            siblings = self._variables.setdefault(resource.parent_id, {})
            siblings[resource.id] = resource.path_part

    def _make_resource(self, path: Path) -> str | None:
        """
        Return the id of a path's resource, None if it cannot be made.
        """
        last: str = self._api.default.id
        for part in path.parts:
            known = self._tree.get((last, part))
            if known is None:
                make = partial(self._make_child, last, part)
                refused = partial(sentences.ResourceRefused, str(path))
                known = self._tried(make, refused)
            if known is None:
                return None
            last = known
        return last

    def _make_child(self, parent_id: str, part: str) -> str:
        target = self._put(
            TREE,
            {"parentId": parent_id},
            {"pathPart": part},
            facts=self._facts_of_resource(),
        )
        child: str = target["resourceId"]
        self._tree[parent_id, part] = child
        self._note_variable(self._api.resources[child])
        return child

    def _facts_of_resource(self) -> ResourceFacts:
        """
        Return the facts of a new resource. Of its siblings, only variables matter.
        """
        resources = self._api.resources
        return ResourceFacts(
            rest_api_id=self._target["restApiId"],
            own_id="",
            is_root=False,
            part_of=lambda one: resources[one].path_part,
            parent_of=lambda one: resources[one].parent_id,
            children_of=lambda one: self._variables.get(one, {}),
        )

    def _make_method(self, place: Target, path: Path, one: Method) -> None:
        sent = dict(one.arguments)
        if one.authorizer:
            if one.authorizer not in self._authorizers:
                return  # it was refused
            sent["authorizerId"] = self._authorizers[one.authorizer]
        if one.validator:
            sent["requestValidatorId"] = self._validators.get(one.validator, "")
        target = {**place, "httpMethod": one.http_method}
        refused = partial(sentences.MethodRefused, one.http_method, str(path))
        if self._tried(partial(self._put_method, target, sent), refused):
            for status, response in one.responses.items():
                where = {**target, "statusCode": status}
                self._tried(
                    partial(self._put_method_response, where, response),
                    self._on_method("method response", path, one),
                )
            self._make_integration(target, path, one)

    def _on_method(
        self, what: str, path: Path, one: Method
    ) -> Callable[[str], Finding]:
        return partial(sentences.OnMethodRefused, what, one.http_method, str(path))

    def _put_method(self, target: Target, sent: Document) -> Target:
        where = {**self._target, **target}
        lookups.methods_of(self._aside, where).pop(target["httpMethod"], None)
        method.check_free(self._aside, where)
        facts = method.facts_of(self._aside, where)
        known = replace(facts, has_model=self._has_model(facts.has_model))
        return self._put(METHODS, target, sent, facts=known)

    def _put_method_response(self, target: Target, sent: Document) -> Target:
        facts = method_response.facts_of(self._aside, {**self._target, **target})
        known = replace(facts, has_model=self._has_model(facts.has_model))
        return self._put(METHOD_RESPONSES, target, sent, facts=known)

    def _has_model(self, known: Callable[[str], bool]) -> Callable[[str], bool]:
        return lambda name: known(name) or name in self._refused

    def _make_integration(self, target: Target, path: Path, one: Method) -> None:
        if one.integration is None:
            return
        put = partial(self._put_integration, target, one.integration)
        if self._tried(put, self._on_method("integration", path, one)):
            for response in one.integration_responses:
                where = {**target, "statusCode": response["statusCode"]}
                sent = {n: value for n, value in response.items() if n != "statusCode"}
                self._tried(
                    partial(self._put, INTEGRATION_RESPONSES, where, sent),
                    self._on_method("integration response", path, one),
                )

    def _put_integration(self, target: Target, sent: Document) -> Target:
        facts = integration.facts_of(self._aside, {**self._target, **target})
        before = self._before.get(target["resourceId"], ())
        if self._options.overwrites and target["httpMethod"] in before:
            facts = replace(facts, resource_id=new_id(6, self._api.resources))
        return self._put(INTEGRATIONS, target, sent, facts=facts)

    # --- One call ---------------------------------------------------------------------

    def _put(
        self,
        resource: Resource[Any],
        place: Target,
        sent: Document,
        *,
        facts: Any = None,
        old: Any = None,
    ) -> Target:
        in_url = {n: m for n, m in resource.members.items() if n in place}
        check_input([*input_faults(resource, sent), *faults_of(place, in_url)])
        target = {**self._target, **place}
        known = facts or resource.facts(self._aside, {**sent, **target})
        document = judged(resource, target, sent, known)
        return resource.write(self._aside, target, document, old) or target

    def _tried(
        self, make: Callable[[], T], refused: Callable[[str], Finding]
    ) -> T | None:
        """
        Return what *make* returns. If AWS refuses it, note that and return None.
        """
        try:
            return make()
        except ApigwError as error:
            self._errors.append(refused(str(error)))
            return None


_ID_OF = {"authorizer": "authorizerId", "request_validator": "requestValidatorId"}


def _key(location: Target) -> Any:
    return frozenset(location.items())
