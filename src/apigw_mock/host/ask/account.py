"""
The account of a contributor: paced by AWS's quotas, and all that is made is marked.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError, ParamValidationError

from apigw_mock.host.ask import kinds
from apigw_mock.host.ask.journal import Thing
from apigw_mock.host.ask.outcomes import plain
from apigw_mock.host.ask.player import TESTED, Account

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from apigw_mock.host.ask.cases import Folder, Json
    from apigw_mock.host.ask.journal import Journal
    from apigw_mock.host.ask.kinds import Kind
    from apigw_mock.host.ask.quotas import Clock, Pace

TRIES = 12  # of a call that is throttled
BACK_OFF = (1, 2, 4, 8, 16, 30)  # s, the last for all further tries
FAULT_TRIES = 3  # of a read or a deletion that gets no answer
PATIENCE, PULSE = 900, 10  # s, for a change that takes AWS some time
SERVER_FAULT = 500
THROTTLE, LOST = "throttled", "no answer"
THROTTLED = {"TooManyRequestsException", "ThrottlingException", "Throttling"}
# "Maximum number of Routes for this API has been reached." has the same code.
LIMIT = "Maximum number"
EXPIRED = {
    "ExpiredToken",
    "ExpiredTokenException",
    "InvalidClientTokenId",
    "UnrecognizedClientException",
}
REPEATABLE = ("get_", "list_", "describe_", "delete_")


class NoAnswer(Exception):
    """
    A call got no answer of AWS's: a fault of the server, or of the way there.
    """


class CannotGoOn(Exception):
    """
    No further call can succeed. The message says why.
    """


class AskingAccount(Account):
    """
    An account at AWS.

    Attributes:
        journal: knows what was made.
        remove: deletes a thing.
        is_tag_aside: whether the tag of the run hid if AWS shows an empty map of tags.
    """

    def __init__(
        self,
        new_client: Callable[..., Any],
        folder: Folder,
        journal: Journal,
        *,
        clock: Clock,
        pace: Pace | None,
    ) -> None:
        """
        Args:
            new_client: as of `Account`.
            folder: where the cases are.
            journal: of a run that has begun.
            clock: waits.
            pace: None for an endpoint that has no quotas.
        """
        super().__init__(new_client, folder, run=journal.run)
        self.journal = journal
        self.remove: Callable[[Thing], None] = journal.deleted
        self._clock, self._pace = clock, pace
        self.is_tag_aside = self._is_sharing = False
        self._needed: set[Thing] = set()

    # --- Calls --------------------------------------------------------------------

    def make(self, client: Any, call: str, request: dict[str, Json]) -> Json:
        tries = FAULT_TRIES if call.startswith(REPEATABLE) else 1
        return self._call(client, call, request, tries)

    def ask(self, client: Any, call: str, request: dict[str, Json]) -> Json:
        # Once: a second call would meet what the first one did.
        return self._call(client, call, request, 1)

    def _call(
        self, client: Any, call: str, request: dict[str, Json], tries: int
    ) -> Json:
        service = client.meta.service_model.service_name
        kind = kinds.made_by(service, call)
        sent = kinds.marked(kind, call, request, self.journal.run) if kind else request
        if call == "update_account" and self.journal.settings is None:
            self.journal.changes_account(self._settings(client))
        try:
            answer = self.patiently(client, call, sent, tries)
        except NoAnswer:
            if kind and not kinds.is_marked(kind, sent):
                self.journal.doubt(f"{call} of {service}, {request}")
            raise
        if kind:
            self._note(client, kind, sent, answer)
        elif gone := kinds.deleted_by(service, call):
            self._note_deletion(gone, request)
        return answer

    def _settings(self, client: Any) -> dict[str, Any]:
        answer = plain(self.make(client, "get_account", {}))
        answer.pop("ResponseMetadata")
        return dict(answer)

    def patiently(
        self, client: Any, call: str, request: dict[str, Json], tries: int
    ) -> Json:
        """
        Make a call when its quota lets it through, again if AWS throttles it.

        Args:
            client: a client.
            call: its method.
            request: what to send.
            tries: how often to make a call that gets no answer.

        Raises:
            ClientError: AWS refuses the call.
            NoAnswer: there was none.
            CannotGoOn: AWS does not take the credentials any more.
        """
        meta, patience = client.meta, Patience(tries)
        operation = meta.method_to_api_mapping[call]
        while True:
            self._clock.sleep(0)  # which ends a run that shall stop
            if self._pace:
                self._pace.wait(meta.service_model.service_name, operation, request)
            try:
                return getattr(client, call)(**request)
            except ParamValidationError:
                raise
            except (ClientError, BotoCoreError) as error:
                self._clock.sleep(patience.after(error, operation))

    def settled(self, read: Callable[[], Json], wanted: Json) -> Json:
        end = self._clock.now() + PATIENCE
        while (found := read()) != wanted and self._clock.now() < end:
            self._clock.sleep(PULSE)
        return found

    # --- What is made -------------------------------------------------------------

    def _note(
        self, client: Any, kind: Kind, sent: dict[str, Any], answer: dict[str, Any]
    ) -> None:
        identifier = kinds.id_of(kind, answer)
        if not identifier:  # it is found by its name
            return
        private = str(answer.get("domainNameId") or "")
        within = {"domainNameId": private} if private else {}
        thing = Thing(kind.name, identifier, within)
        self.journal.made(thing)
        if self._is_sharing or kind.service not in TESTED:
            self._needed.add(thing)
        if kind.arn and not kinds.is_marked(kind, sent):
            self._mark(client, kind, identifier)

    def _mark(self, client: Any, kind: Kind, identifier: str) -> None:
        """
        Tag what a call made that could not take the tag. The journal knows it anyway.
        """
        arn, tags = self.arn_of(kind, identifier), {kinds.KEY: self.journal.run}
        names = (
            ("resourceArn", "tags") if kind.tags == "tags" else ("ResourceArn", "Tags")
        )
        with suppress(ClientError, NoAnswer):
            self.patiently(
                client, "tag_resource", dict(zip(names, (arn, tags), strict=True)), 1
            )

    def arn_of(self, kind: Kind, identifier: str) -> str:
        where = "arn:{partition}:apigateway:{region}::".format(**self.names)
        return f"{where}{kind.arn.format(id=identifier)}"

    def _note_deletion(self, kind: Kind, request: dict[str, Any]) -> None:
        identifier = request.get(kind.argument)
        for thing in [*self.journal.things]:
            if thing.id == identifier and kind.deletes(thing.kind):
                self.journal.deleted(thing)

    @contextmanager
    def sharing(self) -> Iterator[None]:
        self._is_sharing = True
        try:
            yield
        finally:
            self._is_sharing = False

    def forget(self) -> None:
        super().forget()
        kept = {
            one for one in self._needed if kinds.BY_NAME[one.kind].service not in TESTED
        }
        self._needed = kept

    def sweep(self) -> None:
        for thing in kinds_in_order(self.journal.things):
            if thing not in self._needed:
                self.remove(thing)

    # --- What a case sees ---------------------------------------------------------

    def shown(self, answer: Json) -> Json:
        return kinds.without_mark(plain(answer))

    def compared(self, seen: Json, wanted: Json) -> Json:
        resolved = kinds.resolved(seen, wanted)
        self.is_tag_aside = self.is_tag_aside or resolved != seen
        return resolved


def kinds_in_order(things: Any) -> list[Thing]:
    """
    Return things in the order in which they are deleted, of one kind the newest first.
    """
    newest_first = [*things][::-1]
    return sorted(newest_first, key=lambda thing: kinds.ORDER[thing.kind])


class Patience:
    """
    How often one call is made, and the waits between.
    """

    def __init__(self, tries: int) -> None:
        """
        Args:
            tries: how often to make a call that gets no answer.
        """
        self._tries, self._throttled = tries, 0

    def after(self, error: Exception, operation: str) -> float:
        """
        Return how long to wait after *error*, in s, before the call is made again.

        Raises:
            ClientError: it is AWS's answer.
            NoAnswer: the call is not made again.
            CannotGoOn: AWS does not take the credentials any more.
        """
        fault = fault_of(error)
        if not fault:
            raise error
        if fault == THROTTLE and self._throttled < TRIES:
            self._throttled += 1
            return wait_after(error, self._throttled)
        self._tries -= 1
        if fault == THROTTLE or not self._tries:
            raise NoAnswer(f"{operation}: {error}") from error
        return BACK_OFF[0]


def fault_of(error: Exception) -> str:
    """
    Return why a call has no answer. Empty if it has.

    Raises:
        CannotGoOn: AWS does not take the credentials any more.
    """
    if not isinstance(error, ClientError):
        return LOST
    code, message = (
        str(error.response["Error"].get(x, "")) for x in ("Code", "Message")
    )
    if code in EXPIRED:
        raise CannotGoOn(f"AWS does not take the credentials: {message}")
    if code in THROTTLED and not message.startswith(LIMIT):
        return THROTTLE
    status = error.response["ResponseMetadata"].get("HTTPStatusCode", 0)
    return LOST if status >= SERVER_FAULT else ""


def wait_after(error: Exception, throttled: int) -> float:
    """
    Return how long to wait after AWS throttled a call, in s.

    Args:
        error: AWS's answer, which may say so.
        throttled: how often it was throttled, this time included.
    """
    metadata = getattr(error, "response", {}).get("ResponseMetadata", {})
    said = str(metadata.get("HTTPHeaders", {}).get("retry-after", ""))
    backed_off = BACK_OFF[min(throttled, len(BACK_OFF)) - 1]
    return max(float(said), backed_off) if said.isdecimal() else backed_off
