"""
The server over HTTP: requests as they are on the wire, and the answers to them.
"""

from __future__ import annotations

import http.client
import json
import socket
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

import pytest
from needs import SERVER
from served import OLD, ORIGIN, ask, client_of, declare

from apigw_mock.servers import running_server
from apigw_mock.updates import UPDATES_PATH

pytest.importorskip("flask", reason=SERVER)

from werkzeug.wrappers import Response

from apigw_mock.errors import HostFailed
from apigw_mock.host.routes import Route, find_route
from apigw_mock.host.server.calls import BODY_LIMIT
from apigw_mock.host.server.gate import mended
from apigw_mock.host.server.lines import PrintableStream, one_line
from apigw_mock.host.server.process import announce

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from apigw_mock.servers import ServerUrl

JSON = {"Content-Type": "application/json"}


class Answer(NamedTuple):
    """
    What came back: the status, the error type and the JSON.
    """

    status: int
    error: str | None
    body: Any


@pytest.fixture(scope="module")
def url() -> Iterator[ServerUrl]:
    """
    Run one server for the module: every test makes an API of its own.
    """
    with running_server(region_name="eu-west-1") as running:
        yield running


@pytest.fixture
def target(url: str) -> dict[str, str]:
    client = client_of(url, "apigateway")
    return declare(client, [ORIGIN], {"responseParameters": {ORIGIN: OLD}})


@pytest.fixture
def path(target: dict[str, str]) -> str:
    return path_of(**target)


def path_of(restApiId: str, resourceId: str, httpMethod: str, statusCode: str) -> str:  # noqa: N803
    return (
        f"/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}"
        f"/integration/responses/{statusCode}"
    )


def send(
    url: str,
    method: str,
    path: str,
    body: str | bytes | None = None,
    headers: Mapping[str, str] = JSON,
) -> Answer:
    connection = http.client.HTTPConnection(url.partition("://")[2], timeout=30)
    connection.request(method, path, body, dict(headers))
    return read(connection)


def read(connection: http.client.HTTPConnection) -> Answer:
    response = connection.getresponse()
    text = response.read()
    connection.close()
    assert response.headers["Content-Type"] == "application/json"
    error = response.headers["x-amzn-errortype"]
    return Answer(response.status, error, json.loads(text))


def message(answer: Answer) -> str:
    return str(answer.body["message"])


SIGNED = {
    **JSON,
    "Authorization": "AWS4-HMAC-SHA256 Credential=testing/20200101/us-east-1/"
    "apigateway/aws4_request, SignedHeaders=host, Signature=none",
}


SIGNATURE = f"Authorization: {SIGNED['Authorization']}"


def raw(url: str, line: bytes) -> bytes:
    """
    Return what the server answers to *line* in the place of a request.
    """
    host, _, port = url.partition("://")[2].partition(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(line + b"\r\n\r\n")
        return connection.makefile("rb").read()


NO_JSON = "Unexpected content in the request body"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("{", NO_JSON),
        ("{'patchOperations': []}", NO_JSON),
        (b"\xff\xfe", NO_JSON),
        ("NaN", NO_JSON),
        ("[" * 100_000, NO_JSON),
        ("op=add&path=/foo", NO_JSON),
        ("[]", "Expected a JSON object as the request body"),
        ("null", "Expected a JSON object as the request body"),
        (
            '{"patchOperations": {}}',
            "Start of structure or map found where not expected.",
        ),
    ],
    ids=lambda value: str(value)[:20],
)
def test_malformed_json_is_refused(
    url: str, path: str, body: str | bytes, sentence: str
) -> None:
    answer = send(url, "PATCH", path, body, SIGNED)

    assert (answer.status, answer.error) == (400, "SerializationException")
    assert message(answer) == sentence
    assert send(url, "GET", path, None, SIGNED).body == {
        "statusCode": "200",
        "responseParameters": {ORIGIN: OLD},
    }


@pytest.mark.parametrize("call", ["update", "create"])
@pytest.mark.parametrize(
    "encoding",
    ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"],
)
def test_json_in_another_encoding_is_refused(
    url: str, path: str, encoding: str, call: str
) -> None:
    operation = {"op": "remove", "path": f"/responseParameters/{ORIGIN}"}
    body = json.dumps({"patchOperations": [operation], "name": "pets"})
    method, where = ("PATCH", path) if call == "update" else ("POST", "/restapis")

    answer = send(url, method, where, body.encode(encoding), SIGNED)

    assert (answer.status, answer.error) == (400, "SerializationException")
    assert message(answer) == NO_JSON


def test_json_in_broken_utf_8_is_refused(url: str, path: str) -> None:
    answer = send(url, "PATCH", path, b'{"patchOperations": "\xed\xa0\x80"}', SIGNED)

    assert (answer.status, answer.error) == (400, "SerializationException")


def test_malformed_json_to_moto_s_own_operations_is_refused(url: str) -> None:
    answer = send(url, "POST", "/restapis", "{nope")

    assert (answer.status, answer.error) == (400, "SerializationException")


@pytest.mark.parametrize(
    ("at", "body"),
    [("/v2/tags/pets", '{"tags": [1]}'), ("/restapis", '{"name": 1}')],
)
def test_another_type_to_moto_s_own_operations_is_refused(
    url: str, at: str, body: str
) -> None:
    before = send(url, "GET", at)
    answer = send(url, "POST", at, body)

    assert (answer.status, answer.error) == (400, "SerializationException")
    assert send(url, "GET", at) == before


@pytest.mark.parametrize(
    "content_type",
    [
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/xml",
        "text/plain; charset=utf-16",
        "",
    ],
)
def test_content_type_does_not_matter(url: str, path: str, content_type: str) -> None:
    operation = {"op": "remove", "path": f"/responseParameters/{ORIGIN}"}
    body = json.dumps({"patchOperations": [operation]})

    answer = send(url, "PATCH", path, body, {**SIGNED, "Content-Type": content_type})

    assert answer == Answer(200, None, {"statusCode": "200"})


def test_compressed_body_is_no_json(url: str, path: str) -> None:
    answer = send(url, "PATCH", path, "{}", {**SIGNED, "Content-Encoding": "gzip"})
    packed = send(url, "PATCH", path, b"\x1f\x8b\x08\x00", SIGNED)

    assert answer.status == 200
    assert packed.error == "SerializationException"


def test_missing_body_changes_nothing(url: str, path: str) -> None:
    answer = send(url, "PATCH", path, None, SIGNED)

    assert (answer.status, answer.body["responseParameters"]) == (200, {ORIGIN: OLD})


def test_body_over_the_limit_is_refused(url: str, path: str) -> None:
    connection = http.client.HTTPConnection(url.partition("://")[2], timeout=30)
    connection.putrequest("PATCH", path)
    connection.putheader("Content-Length", str(BODY_LIMIT + 1))
    connection.endheaders()  # alone: who sends on after the answer is cut off

    answer = read(connection)

    assert (answer.status, answer.error) == (413, "RequestEntityTooLargeException")
    assert message(answer) == "Request must be smaller than 10485760 bytes"


def test_body_at_the_limit_is_read(url: str, path: str) -> None:
    answer = send(url, "PATCH", path, b"{}".ljust(BODY_LIMIT), SIGNED)

    assert answer.status == 200


def test_body_that_ends_too_early_is_refused(url: str, path: str) -> None:
    connection = http.client.HTTPConnection(url.partition("://")[2], timeout=30)
    connection.putrequest("PATCH", path)
    connection.putheader("Content-Length", "100")
    connection.endheaders(b"{}")
    connection.sock.shutdown(socket.SHUT_WR)

    answer = read(connection)

    assert (answer.status, answer.error) == (400, "SerializationException")
    assert message(answer) == "Unexpected end of the request body"


def test_chunks_are_read(url: str, path: str) -> None:
    connection = http.client.HTTPConnection(url.partition("://")[2], timeout=30)
    operation = {"op": "add", "path": "/nothing"}
    chunks = [b'{"patchOperations": [', json.dumps(operation).encode(), b"]}"]
    connection.request("PATCH", path, iter(chunks), SIGNED, encode_chunked=True)

    answer = read(connection)

    assert message(answer) == "Invalid patch path /nothing"


CREATED = b'{"name": "pets", "protocolType": "HTTP"}'


@pytest.mark.parametrize(
    ("chunks", "status", "error"),
    [
        ([CREATED.ljust(BODY_LIMIT)], 201, None),
        ([CREATED.ljust(BODY_LIMIT), b" "], 413, "RequestEntityTooLargeException"),
        ([CREATED.ljust(BODY_LIMIT + 1)], 413, "RequestEntityTooLargeException"),
    ],
    ids=["at the limit", "a chunk more", "a byte more"],
)
def test_chunks_over_the_limit_are_refused(
    url: str, chunks: list[bytes], status: int, error: str | None
) -> None:
    connection = http.client.HTTPConnection(url.partition("://")[2], timeout=30)
    connection.request("POST", "/v2/apis", iter(chunks), SIGNED, encode_chunked=True)

    answer = read(connection)

    assert (answer.status, answer.error) == (status, error)


def test_chunks_without_an_end_are_refused_at_the_limit_as_well(url: str) -> None:
    connection = http.client.HTTPConnection(url.partition("://")[2], timeout=30)
    connection.putrequest("POST", "/v2/apis")
    connection.putheader("Transfer-Encoding", "chunked")
    body = CREATED.ljust(BODY_LIMIT)
    connection.endheaders(b"%x\r\n%s\r\nno number\r\n" % (len(body), body))

    answer = read(connection)

    assert (answer.status, answer.error) == (400, "SerializationException")


def test_chunks_that_are_none_are_refused(url: str, path: str) -> None:
    connection = http.client.HTTPConnection(url.partition("://")[2], timeout=30)
    connection.putrequest("PATCH", path)
    connection.putheader("Transfer-Encoding", "chunked")
    connection.endheaders(b"no number\r\n")

    answer = read(connection)

    assert (answer.status, answer.error) == (400, "SerializationException")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/nothing"),
        ("PUT", "/restapis/one/resources/two"),
        ("DELETE", "/restapis"),
        ("OPTIONS", "/restapis"),
        ("BREW", "/restapis"),
        ("GET", "/restapis/%2e%2e/%00/\xe9"),
        ("PATCH", "/v2/apis/one/integrations"),
    ],
)
@pytest.mark.parametrize("headers", [JSON, SIGNED], ids=["unsigned", "signed"])
def test_unknown_url_is_refused(
    url: str, method: str, path: str, headers: Mapping[str, str]
) -> None:
    connection = http.client.HTTPConnection(url.partition("://")[2], timeout=30)
    connection._encode_request = lambda request: request.encode("latin-1")  # type: ignore[attr-defined]  # noqa: SLF001
    connection.request(method, path, None, dict(headers))

    answer = read(connection)

    assert answer == Answer(
        403,
        "MissingAuthenticationTokenException",
        {
            "__type": "MissingAuthenticationTokenException",
            "message": "Missing Authentication Token",
        },
    )


@pytest.mark.parametrize(
    ("wire", "shown"),
    [
        ("wrong", "wrong"),
        ("20x", "20x"),
        ("a%20b", "a b"),
        ("a%2Fb", "a/b"),
        ("a%2fb/", "a/b"),
        ("a%252Fb", "a%2Fb"),
        ("100%25", "100%"),
        ("a%2525", "a%25"),
        ("200;b", "200;b"),
        ("integration", "integration"),
        ("%C3%BC", "ü"),
    ],
)
def test_status_code_that_is_no_number_is_refused(
    url: str, target: dict[str, str], wire: str, shown: str
) -> None:
    answer = send(url, "PATCH", path_of(**{**target, "statusCode": wire}), "{}", SIGNED)

    assert (answer.status, answer.error) == (400, "ValidationException")
    assert message(answer) == (
        f"1 validation error detected: Value '{shown}' at 'statusCode' failed to"
        r" satisfy constraint: Member must satisfy regular expression pattern:"
        r" [1-5]\d\d"
    )


@pytest.mark.parametrize("of", ["integration/responses", "responses"])
def test_a_slash_at_the_end_of_a_url_does_not_matter(
    url: str, path: str, of: str
) -> None:
    named = path.replace("integration/responses", of)

    assert send(url, "GET", f"{named}/", None, SIGNED) == send(
        url, "GET", named, None, SIGNED
    )


def test_no_answer_on_an_api_has_a_null(url: str) -> None:
    api = send(url, "POST", "/restapis", '{"name": "pets"}').body
    home = f"/restapis/{api['id']}"
    root = f"{home}/resources/{api['rootResourceId']}"
    send(url, "PUT", f"{root}/methods/GET", '{"authorizationType": "NONE"}')
    send(url, "PUT", f"{root}/methods/GET/integration", '{"type": "MOCK"}')
    deployed = send(url, "POST", f"{home}/deployments", '{"stageName": "test"}').body
    deployment = f"{home}/deployments/{deployed['id']}"
    places = (home, root, deployment, f"{home}/stages/test")
    lists = [f"{home}/{kind}" for kind in ("resources", "deployments", "stages")]

    updated = [send(url, "PATCH", place, "{}") for place in places]
    shown = [send(url, "GET", place) for place in (*places, *lists)]

    assert {one.status for one in (*updated, *shown)} == {200}
    bodies = [api, deployed, *(one.body for one in (*updated, *shown))]
    assert "null" not in json.dumps(bodies)


def test_operation_that_moto_lacks_says_so(url: str) -> None:
    no_action = send(url, "POST", "/restapis/one/authorizers/two", "{}")
    no_url = send(url, "GET", "/sdktypes")

    assert (no_action.status, no_action.error) == (400, "NotImplementedException")
    assert message(no_action).startswith("TestInvokeAuthorizer is not implemented")
    assert message(no_url).startswith("GetSdkTypes is not implemented")
    assert message(no_url).endswith("mocked. Nothing is wrong with the call.")


def method_of(target: dict[str, str]) -> str:
    api, resource = target["restApiId"], target["resourceId"]
    return f"/restapis/{api}/resources/{resource}/methods/{target['httpMethod']}"


def test_a_method_is_invoked(url: str, target: dict[str, str]) -> None:
    method = method_of(target)
    templates = '{"requestTemplates": {"application/json": "{statusCode: 200}"}, '
    send(url, "PUT", f"{method}/integration", templates + '"type": "MOCK"}', SIGNED)

    answer = send(url, "POST", method, '{"pathWithQueryString": "/a?b=1"}', SIGNED)

    assert (answer.status, answer.error) == (200, None)
    assert answer.body["status"] == 500  # the new integration has no responses
    assert "{b=1}" in answer.body["log"]


def test_an_integration_without_a_stub_answers_504(
    url: str, target: dict[str, str]
) -> None:
    method = method_of(target)
    integration = '{"type": "HTTP", "uri": "https://pets.example", "httpMethod": "GET"}'
    send(url, "PUT", f"{method}/integration", integration, SIGNED)

    answer = send(url, "POST", method, "{}", SIGNED)

    assert (answer.status, answer.error) == (200, None)
    assert answer.body["status"] == 504
    assert json.loads(answer.body["body"]) == {
        "message": "Network error communicating with endpoint"
    }
    lines = answer.body["log"].split("\n")
    assert lines[-3].endswith(
        " : apigw-mock: No stub answers https://pets.example. Stubs are for tests "
        "in process: `apigw-mock serve` answers MOCK integrations, and sends nothing "
        "over the network."
    )
    assert lines[-2].endswith(" : Method completed with status: 504")


@pytest.mark.parametrize(
    "body",
    ['{"headers": []}', '{"body": 1}', '{"multiValueHeaders": {"a": "b"}}', "[]"],
)
def test_an_invocation_of_another_json_type_is_refused(
    url: str, target: dict[str, str], body: str
) -> None:
    answer = send(url, "POST", method_of(target), body, SIGNED)

    assert (answer.status, answer.error) == (400, "SerializationException")


def test_documentation_has_urls_and_an_import(url: str, target: dict[str, str]) -> None:
    documentation = f"/restapis/{target['restApiId']}/documentation"
    part = '{"location": {"type": "API"}, "properties": "{}"}'
    made = send(url, "POST", f"{documentation}/parts", part, SIGNED)
    one = f"{documentation}/parts/{made.body['id']}"
    listed = send(url, "GET", f"{documentation}/parts/?type=API", None, SIGNED)
    imported = send(url, "PUT", f"{documentation}/parts", "{}", SIGNED)

    assert (made.status, made.body["location"]) == (201, {"type": "API"})
    assert listed == Answer(200, None, {"item": [made.body]})
    assert send(url, "GET", one, None, SIGNED) == Answer(200, None, made.body)
    assert (imported.status, imported.error) == (400, "BadRequestException")
    assert message(imported) == "Unable to build importer with provided input."


@pytest.mark.parametrize("wire", ["v1", "1%2F2", "a%20b", "%252F", "%C3%BC"])
def test_documentation_version_may_have_any_name(
    url: str, target: dict[str, str], wire: str
) -> None:
    versions = f"/restapis/{target['restApiId']}/documentation/versions"
    body = json.dumps({"documentationVersion": unquote(wire)})
    made = send(url, "POST", versions, body, SIGNED)

    assert made.body["version"] == unquote(wire)
    assert send(url, "GET", f"{versions}/{wire}", None, SIGNED).body == made.body


def test_certificates_and_every_spelling_of_a_root_mapping_have_urls(url: str) -> None:
    made = send(url, "POST", "/clientcertificates", "{}", SIGNED)
    one = f"/clientcertificates/{made.body['clientCertificateId']}"
    api = send(url, "POST", "/restapis", '{"name": "pets"}', SIGNED).body["id"]
    arn = "arn:aws:acm:us-east-1:123456789012:certificate/pets"
    domain = json.dumps({"domainName": "pets.example", "certificateArn": arn})
    send(url, "POST", "/domainnames", domain, SIGNED)
    mappings = "/domainnames/pets.example/basepathmappings"
    root = send(url, "POST", mappings, json.dumps({"restApiId": api}), SIGNED)

    assert (made.status, root.status) == (201, 201)
    assert send(url, "GET", one, None, SIGNED).body == {**made.body, "tags": {}}
    spelled = ("(none)", "%28none%29", "%2528none%2529")
    assert [send(url, "GET", f"{mappings}/{s}", None, SIGNED) for s in spelled] == [
        Answer(200, None, {"basePath": "(none)", "restApiId": api})
    ] * len(spelled)


def test_domain_names_of_v2_their_mappings_and_tags_over_http(url: str) -> None:
    client = client_of(url, "apigatewayv2")
    certificate = "arn:aws:acm:us-east-1:123456789012:certificate/pets"
    domain, api = {"DomainName": "v2.example"}, {"Name": "a", "ProtocolType": "HTTP"}
    made = client.create_domain_name(
        **domain, DomainNameConfigurations=[{"CertificateArn": certificate}]
    )
    arn = {"ResourceArn": made["DomainNameArn"]}
    client.tag_resource(**arn, Tags={"a": "1", "b": "2"})
    client.untag_resource(**arn, TagKeys=["b"])
    mapped = {"ApiId": client.create_api(**api)["ApiId"], "Stage": "dev"}
    client.create_stage(ApiId=mapped["ApiId"], StageName="dev")
    mapping = client.create_api_mapping(**domain, **mapped, ApiMappingKey="a/b")
    one = {**domain, "ApiMappingId": mapping["ApiMappingId"]}
    client.update_api_mapping(**one, ApiId=mapped["ApiId"], ApiMappingKey="c")

    assert client.get_tags(**arn)["Tags"] == {"a": "1"}
    assert client.get_api_mapping(**one)["ApiMappingKey"] == "c"
    with pytest.raises(client.exceptions.BadRequestException, match="Expected one"):
        client.update_domain_name(**domain)


def test_usage_has_a_url(url: str) -> None:
    quota = {"limit": 10, "period": "DAY"}
    sent = json.dumps({"name": "gold", "quota": quota})
    plan = send(url, "POST", "/usageplans", sent, SIGNED).body["id"]
    key = send(url, "POST", "/apikeys", "{}", SIGNED).body["id"]
    keys = f"/usageplans/{plan}/keys"
    joined = json.dumps({"keyId": key, "keyType": "API_KEY"})
    send(url, "POST", keys, joined, SIGNED)
    operation = {"op": "replace", "path": "/remaining", "value": "3"}
    patch = json.dumps({"patchOperations": [operation]})

    made = send(url, "PATCH", f"{keys}/{key}/usage", patch, SIGNED)
    days = f"startDate={made.body['startDate']}&endDate={made.body['endDate']}"
    read = send(url, "GET", f"/usageplans/{plan}/usage?{days}", None, SIGNED)

    assert (made.status, made.body["values"]) == (200, {key: [[0, 3]]})
    assert (read.status, read.body) == (200, made.body)


def test_failure_of_moto_s_says_so(url: str) -> None:
    answer = send(url, "PUT", "/tags/one", '{"tags": {}}')

    assert (answer.status, answer.error) == (400, "MotoFailureException")
    assert message(answer).startswith("moto failed to answer TagResource: IndexError")


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (b"GET /" + b"x" * 70_000 + b" HTTP/1.1", 414),
        (b"GET / HTTP/9.9", 400),
        (b"GET", 400),
    ],
    ids=["long", "version", "short"],
)
def test_what_is_no_http_is_refused_without_html(
    url: str, line: bytes, status: int
) -> None:
    response = raw(url, line)

    assert f" {status} ".encode() in response.split(b"\r\n")[0]
    assert b"x-amzn-errortype: BadRequestException" in response
    assert b"<" not in response


def test_missing_body_over_which_moto_fails_is_refused(url: str) -> None:
    answer = send(url, "PUT", "/tags/one")

    assert (answer.status, answer.error) == (400, "BadRequestException")
    assert message(answer) == "Invalid request input"


def test_region_is_the_server_s_where_the_request_says_none(url: str) -> None:
    made = send(url, "POST", "/restapis", '{"name": "pets"}').body["id"]

    elsewhere = send(url, "GET", f"/restapis/{made}", None, SIGNED)
    there = send(
        url,
        "GET",
        f"/restapis/{made}",
        None,
        {"Authorization": SIGNED["Authorization"].replace("us-east-1", "eu-west-1")},
    )

    assert elsewhere.status == 404
    assert there.body["name"] == "pets"


HTTP_API = '{"name": "pets", "protocolType": "HTTP"}'
NO_REGION = "evil.elb.amazonaws.com"


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/v2/apis", {"Host": "apigateway.us-west-2.amazonaws.com"}),
        ("/v2/apis", {"Host": NO_REGION}),
        ("/v2/apis", {"User-Agent": "pets region/us-west-2"}),
        (f"/v2/apis?name={NO_REGION}", {}),
    ],
    ids=["host", "host without one", "user agent", "query"],
)
def test_region_is_the_signature_s_whatever_else_looks_like_one(
    url: str, path: str, headers: dict[str, str]
) -> None:
    answer = send(url, "POST", path, HTTP_API, {**SIGNED, **headers})

    assert ".us-east-1." in answer.body["apiEndpoint"]


@pytest.mark.parametrize(
    ("host", "region"),
    [
        ("apigateway.us-west-2.amazonaws.com", "us-west-2"),
        ("APIGateway.US-West-2.amazonaws.com:80", "us-west-2"),
        (NO_REGION, "eu-west-1"),
        ("amazonaws.com", "eu-west-1"),
        ("us-west-2.localhost", "eu-west-1"),
    ],
)
def test_region_of_an_unsigned_request_is_its_host_s_where_that_has_one(
    url: str, host: str, region: str
) -> None:
    answer = send(url, "POST", "/v2/apis", HTTP_API, {"Host": host})

    assert f".{region}." in answer.body["apiEndpoint"]


@pytest.mark.parametrize("authorization", ["Basic abc", "x", "AWS a:b", ""])
def test_other_authorization_says_no_region(url: str, authorization: str) -> None:
    made = send(url, "POST", "/restapis", '{"name": "pets"}').body["id"]

    answer = send(
        url, "GET", f"/restapis/{made}", None, {"Authorization": authorization}
    )

    assert answer.body["name"] == "pets"


def test_import_takes_yaml(url: str) -> None:
    document = "swagger: '2.0'\ninfo: {title: pets, version: '1'}\npaths: {}\n"

    answer = send(url, "POST", "/restapis?mode=import", document)

    assert (answer.status, answer.body["name"]) == (201, "pets")


def test_import_refuses_other_encodings(url: str) -> None:
    document = "swagger: '2.0'\n".encode("utf-16")

    answer = send(url, "POST", "/restapis?mode=import", document)

    assert (answer.status, message(answer)) == (400, "Invalid OpenAPI input.")


def test_other_services_are_moto_s(url: str) -> None:
    client = client_of(url, "sqs")

    assert client.create_queue(QueueName="pets")["QueueUrl"].endswith("/pets")


def test_unsigned_query_of_another_service_is_moto_s(url: str) -> None:
    session = client_of(url, "sts").assume_role_with_web_identity(
        RoleArn="arn:aws:iam::123456789012:role/pets",
        RoleSessionName="pets",
        WebIdentityToken="token",
    )

    assert session["AssumedRoleUser"]["Arn"].endswith(":assumed-role/pets/pets")


def test_unsigned_operation_of_another_service_is_moto_s(url: str) -> None:
    client = client_of(url, "cognito-idp")
    pool = client.create_user_pool(PoolName="pets")["UserPool"]["Id"]
    made = client.create_user_pool_client(UserPoolId=pool, ClientName="pets")
    client_id = made["UserPoolClient"]["ClientId"]

    user = client.sign_up(ClientId=client_id, Username="dog", Password="Passw0rd!")

    assert user["UserConfirmed"] is False


@pytest.mark.parametrize("version", ["s3v4", "s3"])
def test_presigned_url_of_another_service_is_moto_s(url: str, version: str) -> None:
    client = client_of(url, "s3")
    client.create_bucket(Bucket=f"pets-{version}")
    target = {"Bucket": f"pets-{version}", "Key": "a/dog"}
    client.put_object(**target, Body=b"wow")
    signer = client_of(url, "s3", signature_version=version)
    signed = signer.generate_presigned_url("get_object", Params=target)

    assert fetch(signed) == b"wow"


def test_presigned_url_of_another_service_is_in_its_region(url: str) -> None:
    client = client_of(url, "sns", region="us-west-2")

    fetch(client.generate_presigned_url("create_topic", Params={"Name": "pets"}))

    (made,) = client.list_topics()["Topics"]
    assert made["TopicArn"] == "arn:aws:sns:us-west-2:123456789012:pets"


def fetch(signed: str) -> bytes:
    parts = urlsplit(signed)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    connection.request("GET", f"{parts.path}?{parts.query}")
    content = connection.getresponse().read()
    connection.close()
    return content


CREDENTIAL = (
    "X-Amz-Credential=testing%2F20200101%2Fus-east-1%2Fapigateway%2Faws4_request"
)


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", f"/nothing?{CREDENTIAL}", JSON),
        ("POST", "/nothing", {"Content-Type": "application/x-www-form-urlencoded"}),
        ("POST", "/", {**SIGNED, "X-Amz-Target": "Pets.List"}),
    ],
    ids=["presigned", "form elsewhere", "signed"],
)
def test_what_shows_no_other_service_is_for_api_gateway(
    url: str, method: str, path: str, headers: Mapping[str, str]
) -> None:
    answer = send(url, method, path, "a=b", headers)

    assert (answer.status, answer.error) == (403, "MissingAuthenticationTokenException")


def test_presigned_operation_of_api_gateway_stays_one(url: str) -> None:
    made = send(url, "POST", "/restapis", '{"name": "pets"}', SIGNED).body["id"]

    answer = send(url, "GET", f"/restapis/{made}?{CREDENTIAL}")

    assert answer.body["name"] == "pets"


def test_presigned_operation_is_in_its_region(url: str) -> None:
    elsewhere = CREDENTIAL.replace("us-east-1", "us-west-2")
    made = send(url, "POST", f"/restapis?{elsewhere}", '{"name": "pets"}').body["id"]

    there = send(url, "GET", f"/restapis/{made}?{elsewhere}")
    here = send(url, "GET", f"/restapis/{made}?{CREDENTIAL}")
    nowhere = send(url, "GET", f"/restapis?{CREDENTIAL.replace('us-east', 'mars')}")

    assert there.body["name"] == "pets"
    assert here.status == 404
    assert (nowhere.status, nowhere.error) == (403, "InvalidSignatureException")


LAST = {
    **JSON,
    "Authorization": "AWS4-HMAC-SHA256 SignedHeaders=host,Signature=none,"
    " Credential=testing/20200101/us-west-2/apigateway/aws4_request",
}


def test_credential_that_is_not_first_is_read_for_its_region(url: str) -> None:
    made = send(url, "POST", "/restapis", '{"name": "pets"}', LAST).body["id"]
    first = SIGNED["Authorization"].replace("us-east-1", "us-west-2")

    there = send(url, "GET", f"/restapis/{made}", None, {"Authorization": first})
    again = send(url, "GET", f"/restapis/{made}", None, LAST)
    here = send(url, "GET", f"/restapis/{made}", None, SIGNED)

    assert there.body["name"] == again.body["name"] == "pets"
    assert here.status == 404


def test_credential_that_is_not_first_is_read_for_its_service(url: str) -> None:
    sqs = LAST["Authorization"].replace("apigateway", "sqs")
    form = "Action=CreateQueue&QueueName=dogs&Version=2012-11-05"
    ask(
        url,
        "POST / HTTP/1.1",
        f"Authorization: {sqs}",
        "Content-Type: application/x-www-form-urlencoded",
        body=form.encode(),
    )

    client = client_of(url, "sqs", region="us-west-2")
    assert client.get_queue_url(QueueName="dogs")["QueueUrl"].endswith("/dogs")


def test_presigned_url_of_another_service_may_look_like_api_gateway_s(url: str) -> None:
    client = client_of(url, "s3", signature_version="s3v4")
    client.create_bucket(Bucket="restapis")
    client.put_object(Bucket="restapis", Key="dog", Body=b"wow")
    target = {"Bucket": "restapis", "Key": "dog"}

    assert fetch(client.generate_presigned_url("get_object", Params=target)) == b"wow"


@pytest.mark.parametrize("path", ["/nosuch", "/restapis"])
@pytest.mark.parametrize("service", ["nosuch", "dynamodb"])
def test_failure_over_another_service_says_so(
    url: str, service: str, path: str
) -> None:
    authorization = SIGNED["Authorization"].replace("apigateway", service)

    answer = send(url, "GET", path, None, {"Authorization": authorization})

    assert (answer.status, answer.error) == (400, "MotoFailureException")
    assert message(answer).startswith(f"moto failed to answer GET {path}: ")


def test_failure_over_another_service_has_a_line_in_the_log(
    capsys: pytest.CaptureFixture[str],
) -> None:
    authorization = SIGNED["Authorization"].replace("apigateway", "nosuch")
    with running_server(region_name="us-east-1") as url:
        send(url, "GET", "/no%0Asuch", None, {"Authorization": authorization})

    logged = capsys.readouterr().err
    assert "Error on request" not in logged
    assert "GET (no operation) /no%0Asuch → 400 MotoFailureException moto" in logged


@pytest.mark.parametrize(
    "region", ["mars-1", "US-EAST-1", "global"], ids=["none", "capitals", "partition"]
)
def test_region_that_does_not_exist_is_refused(
    url: str, path: str, region: str
) -> None:
    authorization = SIGNED["Authorization"].replace("us-east-1", region)

    answer = send(url, "PATCH", path, "{}", {"Authorization": authorization})

    assert (answer.status, answer.error) == (403, "InvalidSignatureException")
    assert message(answer) == (
        f"Credential should be scoped to a valid region, not '{region}'."
    )


DEEP = "[" * 900 + "]" * 900


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v2/apis/a/integrations/b", f'{{"x": {DEEP}}}'),
        ("/v2/apis/a/integrations/b", f'{{"requestParameters": {DEEP}}}'),
        (path_of("a", "b", "GET", "200"), f'{{"patchOperations": {DEEP}}}'),
    ],
    ids=["unknown setting", "setting", "operations"],
)
def test_the_log_survives_a_body_of_many_levels(url: str, path: str, body: str) -> None:
    answer = send(url, "PATCH", path, body)
    log = send(url, "GET", UPDATES_PATH)

    assert answer.status in {400, 404}
    assert log.status == 200
    assert "…" in str(log.body[-1]["request"])


@pytest.mark.parametrize(
    "line",
    [
        "POST /moto-api/reset",
        "POST /moto-api/reset/",
        "POST /moto-api/%72eset?x=1",
        "post /moto-api/reset",
    ],
)
def test_reset_forgets_all(url: ServerUrl, line: str) -> None:
    client = client_of(url, "apigateway")
    client.create_rest_api(name="pets")
    send(url, "PATCH", "/v2/apis/a/integrations/b", "{}")

    answer = raw(url, f"{line} HTTP/1.0".encode())

    assert answer.endswith(b'{"status": "ok"}')
    assert client.get_rest_apis()["items"] == []
    assert url.updates == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/moto-api/reset"),
        ("POST", "/moto-api/reset/x"),
        ("POST", "/moto-api/reset//"),
    ],
)
def test_what_resets_nothing_keeps_the_log(url: str, method: str, path: str) -> None:
    send(url, "PATCH", "/v2/apis/a/integrations/b", "{}")
    answer = raw(url, f"{method} {path} HTTP/1.0".encode())

    assert b" 200 " not in answer.split(b"\r\n")[0]
    assert send(url, "GET", UPDATES_PATH).body != []


def test_a_method_counts_in_any_letter_case(url: str, path: str) -> None:
    operation = {"op": "remove", "path": f"/responseParameters/{ORIGIN}"}
    body = json.dumps({"patchOperations": [operation]}).encode()

    patched = ask(url, f"pAtCh {path} HTTP/1.1", SIGNATURE, body=body)
    got = ask(url, f"get {path} HTTP/1.1", SIGNATURE)
    head = ask(url, "head /nothing HTTP/1.1")

    assert (patched.status, patched.json) == (200, {"statusCode": "200"})
    assert got.json == patched.json
    assert (head.status, head.body) == (403, b"")


def test_reset_and_calls_take_turns(url: str) -> None:
    """
    A reset in the midst of a call would take from it what it has just made.
    """
    made = {"name": "a", "protocolType": "HTTP", "target": "https://pets.example.com"}

    def create(_: int) -> Answer:
        return send(url, "POST", "/v2/apis", json.dumps(made))

    def create_rest(_: int) -> Answer:
        return send(url, "POST", "/restapis", '{"name": "pets"}')

    def reset(_: int) -> Answer:
        reply = ask(url, "POST /moto-api/reset HTTP/1.0")
        return Answer(reply.status, None, reply.json)

    calls = [create, reset, create_rest] * 100
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda call: call(0), calls))

    assert [answer for answer in answers if answer.status >= 300] == []


def test_what_cannot_be_read_has_a_json_answer_and_no_traceback(
    capsys: pytest.CaptureFixture[str],
) -> None:
    upgrade = ("Connection: Upgrade", "Upgrade: websocket")
    with running_server(region_name="us-east-1") as url:
        targets = [
            ask(url, f"GET {target} HTTP/1.1")
            for target in ("http://[::1/restapis", "http://]/", "x://[/moto-api/")
        ]
        upgraded = [
            ask(url, f"GET {path} HTTP/1.1", *upgrade)
            for path in ("/restapis", "/nothing", "/moto-api/data.json")
        ]

    assert {reply.status for reply in targets} == {400}
    assert {reply.json["message"] for reply in targets} == {"Bad request target"}
    assert [reply.status for reply in upgraded] == [200, 403, 200]
    assert [type(reply.json) for reply in upgraded] == [dict] * 3
    assert "Traceback" not in capsys.readouterr().err


def test_nothing_in_the_log_is_obeyed_by_a_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    credential = "Authorization: AWS4-HMAC-SHA256 Credential=a/1/us-east-1/s\x1b[31m/"
    with running_server(region_name="us-east-1") as url:
        ask(url, "G\x1b[31mET /restapis HTTP/1.1")
        ask(url, "G\x9bET /moto-api/\x1b]0; HTTP/1.1")
        ask(url, "GET /nothing HTTP/1.1", f"{credential}aws4_request")

    logged = capsys.readouterr().err
    assert r"G\x1b[31MET (no operation) /restapis → 403" in logged
    assert r"G\x9bET /moto-api/\x1b]0; → 4" in logged
    assert r"Unable to find appropriate backend for s\x1b[31m." in logged
    assert [line for line in logged.splitlines() if not line.isprintable()] == []


def test_what_is_no_http_has_a_line_in_the_log(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with running_server(region_name="us-east-1") as url:
        raw(url, b"GET /pets\x1b[2J HTTP/9.9")
        raw(url, b"GET")

    lines = capsys.readouterr().err.splitlines()
    assert lines == [
        f"(no HTTP) {request} → 400 BadRequestException {sentence}"
        for request, sentence in (
            (r"GET /pets\x1b[2J HTTP/9.9", "Invalid HTTP version (9.9)"),
            ("GET", "Bad request syntax ('GET')"),
        )
    ]


# --- parts, in this process --------------------------------------------------------


def route() -> Route:
    found = find_route("GET", "/restapis", "")
    assert found
    return found


def test_route_is_found_by_its_query() -> None:
    plain = find_route("POST", "/restapis", "")
    importing = find_route("POST", "/restapis", "mode=import&failonwarnings=true")

    assert plain
    assert (plain.operation, plain.has_json) == ("CreateRestApi", True)
    assert importing
    assert (importing.operation, importing.has_json) == ("ImportRestApi", False)


def test_error_without_a_type_is_a_failure_of_moto_s() -> None:
    response = Response("<html>", status=500)

    with pytest.raises(HostFailed, match="GetRestApis: <html>"):
        mended(response, route())


def test_status_of_moto_s_error_is_never_a_server_s() -> None:
    response = Response("{}", status=500, headers={"X-Amzn-ErrorType": "Boom"})

    assert mended(response, route()).status_code == 400


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/pets/ü", "/pets/ü"),
        ("two\nlines\x1b[31m", r"two\nlines\x1b[31m"),
        ("x" * 1_001, "x" * 1_000 + "…"),
    ],
    ids=["plain", "controls", "long"],
)
def test_log_shows_one_harmless_line(text: str, shown: str) -> None:
    assert one_line(text) == shown


def test_all_that_is_written_to_the_log_is_printable() -> None:
    stream = StringIO()

    PrintableStream(stream).writelines(["two\n", "lines\x1b[31m\n"])

    assert stream.getvalue() == "two\nlines\\x1b[31m\n"


def test_the_page_says_what_is_invoked(url: str) -> None:
    page = ask(url, "GET / HTTP/1.0", "Accept: text/html").body.decode()

    assert "Stubs of what other" in page


def test_url_of_an_address_of_ip_version_6(capsys: pytest.CaptureFixture[str]) -> None:
    announce(("::1", 5000, 0, 0), "us-east-1")

    assert "http://[::1]:5000;" in capsys.readouterr().out


def test_an_http_api_is_imported_over_http(url: str) -> None:
    text = "openapi: 3.0.1\ninfo: {title: pets}\npaths: {/pets: {get: {}}}\n"
    sent = json.dumps({"body": text})
    query = "basepath=ignore&failOnWarnings=false"

    made = send(url, "PUT", f"/v2/apis?{query}", sent, SIGNED)
    api = f"/v2/apis/{made.body['apiId']}"
    again = send(url, "PUT", f"{api}?failOnWarnings=true", sent, SIGNED)
    routes = send(url, "GET", f"{api}/routes", None, SIGNED)

    assert (made.status, made.body["name"]) == (201, "pets")
    assert (again.status, again.body["apiId"]) == (201, made.body["apiId"])
    assert [one["routeKey"] for one in routes.body["items"]] == ["GET /pets"]
