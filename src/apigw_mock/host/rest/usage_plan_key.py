"""
The API keys in a usage plan: made, found, listed and taken out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apigw_mock.apigateway.tables import existence
from apigw_mock.host.answer import Answer
from apigw_mock.host.model import faults_of, input_members
from apigw_mock.host.pages import page
from apigw_mock.host.rest import lookups
from apigw_mock.inputs import check_input

if TYPE_CHECKING:
    from apigw_mock.apigateway.rows import Document
    from apigw_mock.host.requests import Request
    from apigw_mock.host.routes import Target

_KIND = "API_KEY"


def show(backend: Any, key_id: str) -> Document:
    """
    Return a key as a plan shows it: with its value, and the name that it has now.
    """
    key = backend.keys[key_id]
    shown = {"id": key.id, "type": _KIND, "value": key.value, "name": key.name}
    return {name: value for name, value in shown.items() if value not in (None, "")}


def on_create(backend: Any, request: Request) -> Answer:
    target, sent = request.target, request.sent()
    members = input_members("apigateway", request.operation)
    named = {name: member for name, member in members.items() if not member.location}
    check_input(faults_of(sent, named, "createUsagePlanKeyInput."))
    if sent["keyType"] != _KIND:
        raise existence.KEY_TYPE.error(sent["keyType"])
    key = lookups.find_api_key(backend, sent["keyId"])
    plan = lookups.find_usage_plan(backend, target)
    if key.id not in lookups.keys_of_plan(backend, plan.id):
        backend.create_usage_plan_key(plan.id, {"keyId": key.id, "keyType": _KIND})
    return Answer(201, show(backend, key.id))


def on_get(backend: Any, request: Request) -> Answer:
    return Answer(200, show(backend, _find(backend, request.target)))


def on_list(backend: Any, request: Request) -> Answer:
    """
    List the keys, the newest first. A plan that does not exist has none.
    """
    target = request.target
    start = target.get("nameQuery") or ""
    ids = reversed(list(lookups.keys_of_plan(backend, target["usagePlanId"])))
    names = {one: backend.keys[one].name or "" for one in ids}
    found = [one for one in names if names[one].startswith(start)]
    return Answer(200, page(found, target, lambda one: show(backend, one), "id"))


def on_delete(backend: Any, request: Request) -> Answer:
    key_id = _find(backend, request.target)
    del backend.usage_plan_keys[request.target["usagePlanId"]][key_id]
    return Answer(202, None)


def _find(backend: Any, target: Target) -> str:
    key_id: str = lookups.find_api_key(backend, target["keyId"]).id
    if key_id not in lookups.keys_of_plan(backend, target["usagePlanId"]):
        raise existence.KEY_OF_PLAN.error(target["usagePlanId"])
    return key_id
