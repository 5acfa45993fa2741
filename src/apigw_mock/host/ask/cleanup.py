"""
Deletes what runs made, and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from apigw_mock.host.ask import kinds
from apigw_mock.host.ask.account import FAULT_TRIES, NoAnswer, Patience, kinds_in_order
from apigw_mock.host.ask.journal import Thing
from apigw_mock.host.ask.kinds import BY_NAME, KINDS
from apigw_mock.host.ask.needs import NEEDS, Use
from apigw_mock.host.ask.player import TESTED

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from apigw_mock.host.ask.account import AskingAccount
    from apigw_mock.host.ask.kinds import Kind, Listed
    from apigw_mock.host.ask.quotas import Clock

ATTEMPTS, PULSE = 40, 15  # of a deletion that AWS does not take yet; s between them
GONE = {
    "NotFoundException",
    "ResourceNotFoundException",
    "ResourceNotFound",
    "NoSuchEntity",
    "LoadBalancerNotFound",
    "ListenerNotFound",
    "ServiceNotFound",
    "NamespaceNotFound",
    "InvalidVpcEndpointId.NotFound",
}
# Their changes and deletions take a while, and what they use waits for them.
SLOW = {
    "domain name",
    "domain name of API Gateway v2",
    "VPC link of REST APIs",
    "VPC link",
    "load balancer",
    "namespace of Cloud Map",
    "certificate",
}


class CleanUp:
    """
    Deletes in one account.

    Attributes:
        left: what could not be deleted, and why.
        unread: the kinds that could not be listed, and why.
        say: tells the contributor a line. It never ends a clean-up.
        unrestored: why the account's settings could not be put back. Empty if they are.
    """

    def __init__(
        self, account: AskingAccount, clock: Clock, say: Callable[[str], None]
    ) -> None:
        """
        Args:
            account: makes the calls.
            clock: waits between attempts.
            say: tells the contributor a line.
        """
        self._account, self._clock, self.say = account, clock, say
        self._journal = account.journal
        self.left: dict[Thing, str] = {}
        self.unread: dict[str, str] = {}
        self.unrestored = ""

    # --- One thing ----------------------------------------------------------------

    def remove(self, thing: Thing) -> None:
        """
        Delete a thing with all that holds it. It is in `left` if that fails.
        """
        for attempt in range(ATTEMPTS if thing.kind in SLOW else 1):
            if attempt:
                self._clock.sleep(PULSE)
            if self._is_settled(thing):
                return

    def _is_settled(self, thing: Thing) -> bool:
        """
        Delete a thing if AWS lets it go now, and return whether to ask no further.
        """
        try:
            self._release(thing)
            self._delete(thing)
        except (ClientError, BotoCoreError, NoAnswer) as error:
            self.left[thing] = str(error)
            return not is_early(error)
        self.left.pop(thing, None)
        self._journal.deleted(thing)
        return True

    def _delete(self, thing: Thing) -> None:
        kind = BY_NAME[thing.kind]
        is_many = kind.argument.endswith("Ids")
        names = {kind.argument: [thing.id] if is_many else thing.id, **thing.within}
        self._call(kind.service, kind.delete, names)

    def _call(self, service: str, call: str, request: dict[str, Any]) -> dict[str, Any]:
        """
        Make a call. What it does not find is no error: the answer is empty.
        """
        try:
            return dict(self._account.make(self._client(service), call, request))
        except ClientError as error:
            if error.response["Error"]["Code"] in GONE:
                return {}
            raise

    def _client(self, service: str) -> Any:
        return self._account.client(service)

    def _release(self, thing: Thing) -> None:
        """
        Remove what keeps AWS from deleting a thing.
        """
        if "domain name" in thing.kind:
            self._delete_mappings(thing)
        elif thing.kind == "usage plan":
            self._detach_stages(thing)

    def _delete_mappings(self, thing: Thing) -> None:
        of_domain = {"domainName": thing.id, **thing.within}
        found = self._call("apigateway", "get_base_path_mappings", of_domain)
        for one in found.get("items", []):
            named = {**of_domain, "basePath": one["basePath"]}
            self._call("apigateway", "delete_base_path_mapping", named)
        if thing.within:  # a private domain name, which API Gateway v2 does not know
            return
        found = self._call("apigatewayv2", "get_api_mappings", {"DomainName": thing.id})
        for one in found.get("Items", []):
            named = {"DomainName": thing.id, "ApiMappingId": one["ApiMappingId"]}
            self._call("apigatewayv2", "delete_api_mapping", named)

    def _detach_stages(self, thing: Thing) -> None:
        plan = {"usagePlanId": thing.id}
        found = self._call("apigateway", "get_usage_plan", plan)
        operations = [
            {
                "op": "remove",
                "path": "/apiStages",
                "value": f"{one['apiId']}:{one['stage']}",
            }
            for one in found.get("apiStages", [])
        ]
        if operations:
            sent = {**plan, "patchOperations": operations}
            self._call("apigateway", "update_usage_plan", sent)

    # --- Everything ---------------------------------------------------------------

    def remove_known(self) -> None:
        """
        Delete what the journal knows.
        """
        for thing in kinds_in_order(self._journal.things):
            self.remove(thing)

    def found(self, services: Collection[str], run: str = "") -> list[Thing]:
        """
        Return what bears the mark of a run, in the order in which it is deleted.

        Args:
            services: boto3's names of those to look at.
            run: the word of the run. Left out, every run's.
        """
        wanted = [one for one in KINDS if one.list and one.service in services]
        found = {thing: None for kind in wanted for thing in self._of_kind(kind, run)}
        return kinds_in_order(found)

    def _of_kind(self, kind: Kind, run: str) -> Iterator[Thing]:
        try:
            for one in self._listed(kind):
                of = self._run_of(kind, one)
                if of and run in {"", of}:
                    yield from self._with_parts(kind, one)
        except (ClientError, BotoCoreError, NoAnswer) as error:
            self.unread[kind.name] = str(error)

    def _listed(self, kind: Kind) -> list[Listed]:
        """
        Return all of a kind. A page that gets no answer begins the list anew.
        """
        patience = Patience(FAULT_TRIES)
        while True:
            self._clock.sleep(0)  # which ends a run that shall stop
            try:
                return self._on_all_pages(kind)
            except (ClientError, BotoCoreError) as error:
                self._clock.sleep(patience.after(error, kind.list))

    def _on_all_pages(self, kind: Kind) -> list[Listed]:
        client = self._client(kind.service)
        sent = {"MaxResults": 60} if kind.list == "list_user_pools" else {}
        pages = (
            client.get_paginator(kind.list).paginate(**sent)
            if client.can_paginate(kind.list)
            else [self._account.make(client, kind.list, sent)]
        )
        return [one for page in pages for one in kinds.listed(kind, page)]

    def _run_of(self, kind: Kind, one: Listed) -> str:
        """
        Return the word of the run that made an item. Empty if no run did.
        """
        return kinds.run_of(one.tags) or (
            self._run_of_tags(kind, one)
            if kind.arn and one.tags is None
            else ""
            if kind.arn
            else kinds.run_of_name(one.name)
        )

    def _run_of_tags(self, kind: Kind, one: Listed) -> str:
        name = "resourceArn" if kind.tags == "tags" else "ResourceArn"
        sent = {name: self._account.arn_of(kind, one.id)}
        answer = self._call(kind.service, "get_tags", sent)
        return kinds.run_of(answer.get(kind.tags))

    def _with_parts(self, kind: Kind, one: Listed) -> Iterator[Thing]:
        if kind.name == "namespace of Cloud Map":
            filters = [{"Name": "NAMESPACE_ID", "Values": [one.id]}]
            sent = {"Filters": filters}
            for inside in self._call(kind.service, "list_services", sent)["Services"]:
                yield Thing("service of Cloud Map", inside["Id"])
        yield Thing(kind.name, one.id, one.within)

    def restore_account(self) -> None:
        """
        Put the account's settings back as they were before a case changed them.

        The reason is in `unrestored` if that fails.
        """
        before = self._journal.settings
        if before is None:
            return
        try:
            self._restore(before)
        except (ClientError, BotoCoreError, NoAnswer) as error:
            self.unrestored = str(error)
            return
        self.unrestored = ""
        self._journal.restored_account()
        self.say("The account's settings are as they were.")

    def _restore(self, before: dict[str, Any]) -> None:
        client = self._client("apigateway")
        now = self._account.make(client, "get_account", {})
        operations = [*restoring(before, now)]
        if operations:
            sent = {"patchOperations": operations}
            self._account.make(client, "update_account", sent)


def restoring(before: dict[str, Any], now: dict[str, Any]) -> Iterator[dict[str, str]]:
    """
    Yield the patch operations that lead from settings of the account back to others.
    """
    role, path = "cloudwatchRoleArn", "/cloudwatchRoleArn"
    if before.get(role) != now.get(role):
        yield {"op": "replace", "path": path, "value": before.get(role, "")}
    had, has = before.get("features", []), now.get("features", [])
    for feature in has:
        if feature not in had:
            yield {"op": "remove", "path": "/features", "value": feature}
    for feature in had:
        if feature not in has:
            yield {"op": "add", "path": "/features", "value": feature}


def is_early(error: Exception) -> bool:
    """
    Whether a deletion may succeed later: AWS still changes or uses the thing.
    """
    if not isinstance(error, ClientError):
        return False
    return error.response["Error"]["Code"] not in {
        "AccessDenied",
        "AccessDeniedException",
    }


def services_of(words: Collection[str]) -> set[str]:
    """
    Return the services to look at after a run with `--with` these words.
    """
    needs = [need for need in NEEDS if need.word in words]
    makes = [Use(kind.service, call, {}) for kind in KINDS for call in kind.made_by]
    named = [use for use in makes if any(need.is_needed_by(use) for need in needs)]
    return {*TESTED, *(use.service for use in named)}


EVERY_SERVICE = {kind.service for kind in KINDS}
