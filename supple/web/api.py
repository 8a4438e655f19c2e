# SPDX-License-Identifier: Apache-2.0
"""How do phones, buttons and scripts hand entries in and fetch them? The API under /api/, on the entries' own types."""

import logging
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, RawPostDataException
from django.utils import timezone
from ninja import NinjaAPI, Query, Schema
from ninja.errors import HttpError, ValidationError
from ninja.throttling import AuthRateThrottle
from pydantic_core import from_json

from supple.actions import look_back
from supple.actions.make_report import FOUR_WEEKS, report
from supple.actions.read_note import record_and_read
from supple.actions.record import AT_MOST, Kept, Recorded, press
from supple.actions.take_out_fhir import Chosen, bundle_of
from supple.entries.kinds import MANY, to_json
from supple.errors import SuppleError
from supple.people.models import Token
from supple.report import html, pdf, text
from supple.report.sections import Variant
from supple.web.doors import Caller, may
from supple.web.models import Deed
from supple.web.pages.door import day_of
from supple.web.reading import A_PAGE, link_to_next, noted, page_of

_log = logging.getLogger(__name__)
_REF = "#/components/schemas/{model}"
_LIST_OF_ENTRIES = MANY.json_schema(ref_template=_REF)
_ENTRY_SCHEMAS: dict[str, Any] = _LIST_OF_ENTRIES.pop("$defs")
for _shape in _ENTRY_SCHEMAS.values():
    if "const" in _shape.get("properties", {}).get("kind", ()):
        _shape["required"] = [
            "kind",
            *_shape.get("required", ()),
        ]  # pydantic knows it by heart; whoever sends must say it


class Api(NinjaAPI):
    """Our API; its description names every kind of entry, though each one is parsed on its own."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> Any:
        """The description of the API, with the schemas of the entries added."""
        described = super().get_openapi_schema(*args, **kwargs)
        described["components"].setdefault("schemas", {}).update(_ENTRY_SCHEMAS)
        return described


api = Api(
    title="supple",
    version="1",
    description="Hand entries in and fetch them. An entry sent twice is kept once, so a queue may be sent again.",
    docs_url=None,
    urls_namespace="api",
)


class Refused(Schema):
    """Why a request was not taken."""

    detail: str


class ProblemSaid(Schema):
    """What is wrong with an entry, and in which field."""

    place: str
    sentence: str


class Warned(Schema):
    """A warning that stands now."""

    rule: str
    urgency: str
    title: str
    says: str
    do: str


class Result(Schema):
    """What became of one entry; the last result also carries the warnings that stand after all of them.

    `checked` is false when the warning signs could not be checked: show the advice for emergencies then.
    """

    id: str | None
    status: Literal["kept", "already kept", "refused"]
    problems: list[ProblemSaid]
    warnings: list[Warned] | None = None
    checked: bool | None = None


_REFUSALS = {code: Refused for code in (400, 401, 403, 411, 413, 422, 429, 503)}
_FACES = {
    "text/plain": {"schema": {"type": "string"}},
    "text/html": {"schema": {"type": "string"}},
    "application/fhir+json": {"schema": {"type": "object"}},
    "application/pdf": {"schema": {"type": "string", "format": "binary"}},
}
_FIRST = "$response.body#/0/id"
_TAKE_BACK = {
    "operationId": "add_entries",
    "requestBody": [{"kind": "withdrawn", "target": _FIRST}],
    "description": "Take the first of them back; the withdrawal is an entry as well, with a new id and its own moment.",
}
_READ_ON = {
    "operationId": "list_entries",
    "parameters": {"after": _FIRST},
    "description": "What comes after the first of them in the order of time.",
}
_REPORTED = {"operationId": "read_report", "description": "The report with them in it."}
_SAID_LINKS = {"take_back": _TAKE_BACK, "read_on": _READ_ON, "reported": _REPORTED}
_READ_LINKS = {"take_back": _TAKE_BACK, "read_on": _READ_ON}
_BODY = {
    "responses": {200: {"links": _SAID_LINKS}},
    "requestBody": {
        "required": False,
        "description": "A list of entries, or nothing at all with a token that has a preset.",
        "content": {"application/json": {"schema": {**_LIST_OF_ENTRIES, "maxItems": AT_MOST}}},
    },
}


@api.post(
    "/entries",
    auth=may(Token.Scope.WRITE_ONLY, Token.Scope.FULL),
    response={200: list[Result], **_REFUSALS},
    exclude_unset=True,
    openapi_extra=_BODY,
    operation_id="add_entries",
)
def add_entries(request: HttpRequest) -> list[dict[str, Any]]:
    """Keep a list of entries; one answer for each, in their order. An empty body is one press of a button."""
    caller = _caller(request)
    body = _body(request)
    if not body.strip() and caller.token is not None and caller.token.preset:
        return [_result(press(caller.token, timezone.now()))]
    source = f"token:{caller.token.pk}" if caller.token else "app"
    recorded = record_and_read(
        caller.person, _listed(body), timezone.now(), source=source, blind=caller.name if caller.blind else ""
    )
    return _answers(recorded, caller.blind)


@api.get(
    "/entries",
    auth=may(Token.Scope.FULL),
    throttle=[AuthRateThrottle("120/m")],  # reading alone: what is said is never told to wait
    response=_REFUSALS,
    openapi_extra={
        "responses": {
            200: {
                "description": "OK",
                "content": {"application/json": {"schema": _LIST_OF_ENTRIES}},
                "links": _READ_LINKS,
            }
        }
    },
    operation_id="list_entries",
)
def list_entries(
    request: HttpRequest,
    since: str | None = None,
    after: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=A_PAGE)] = A_PAGE,
) -> HttpResponse:
    """The diary as it stands, corrections folded in, in order of time; `since` is a day or a moment with its zone.

    At most `limit` entries at once. When there are more, the header `Link` names the address of the next ones.
    """
    caller = _caller(request)
    moment = None if since is None else _moment(since, ZoneInfo(caller.person.zone))
    whole = look_back.timeline(caller.person, moment)
    page, rest = page_of(list(whole if moment is None else whole.since(moment)), after, limit)
    noted(caller, Deed.What.READ_DIARY)
    answer = HttpResponse("[" + ",".join(map(to_json, page)) + "]", content_type="application/json")
    if rest:
        answer["Link"] = link_to_next(request, page[-1].id)
    return answer


@api.get(
    "/report",
    auth=may(Token.Scope.READ_REPORT, Token.Scope.FULL),
    throttle=[AuthRateThrottle("30/m")],
    response=_REFUSALS,
    openapi_extra={"responses": {200: {"description": "OK", "content": _FACES}}},
    operation_id="read_report",
)
def read_report(
    request: HttpRequest,
    format: Literal["text", "html", "pdf", "fhir"] = "text",
    variant: Variant = "neurologist",
) -> HttpResponse:
    """The clinic report of the last four weeks, without what was marked private.

    As FHIR it comes under no name with the days it rests on; that needs a token that may read the diary.
    """
    caller, now = _caller(request), timezone.now()
    if format == "fhir":
        if caller.token and caller.token.scope != Token.Scope.FULL:
            raise HttpError(403, "This token may not do that. Make one with another scope.")
        noted(caller, Deed.What.READ_DIARY)
        since = day_of(caller.person, now) - timedelta(days=FOUR_WEEKS - 1)
        told = "".join(bundle_of(caller.person, now, Chosen(since=since, report=True)))
        return HttpResponse(told, content_type="application/fhir+json")
    made = report(caller.person, now, variant=variant)
    noted(caller, Deed.What.READ_REPORT)
    if format == "pdf":
        return HttpResponse(pdf.sheet(made), content_type="application/pdf")
    if format == "html":
        return HttpResponse(html.document(made))
    return HttpResponse(text.face(made), content_type="text/plain; charset=utf-8")


def _caller(request: HttpRequest) -> Caller:
    caller: Caller = request.auth  # type: ignore[attr-defined]
    return caller


def _body(request: HttpRequest) -> bytes:
    """The body, unless it is larger than we take or does not say how large it is."""
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if request.headers.get("Transfer-Encoding"):
        raise HttpError(411, "Say how long the request is (Content-Length).")
    try:
        return request.body
    except RequestDataTooBig:
        raise HttpError(413, f"This is more than {limit // 2**20} MB at once. Send smaller lists.") from None
    except RawPostDataException:
        raise HttpError(400, "Send JSON, not a form.") from None


def _listed(body: bytes) -> list[Any]:
    try:
        raw = from_json(body)
    except ValueError:
        raise HttpError(400, "This is not complete JSON. Nothing was kept; send it again.") from None
    if not isinstance(raw, list):
        raise HttpError(422, "Send a list of entries, in square brackets.")
    return raw


def _moment(since: str, zone: ZoneInfo) -> datetime:
    # A plus sign in an address arrives as a blank unless it was escaped.
    said = since.strip().replace(" ", "+")
    try:
        day = date.fromisoformat(said)
    except ValueError:
        pass
    else:
        return _near(datetime.combine(day, time(), zone))
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        raise HttpError(422, "since: write a day like 2026-11-21 or a moment like 2026-11-21T03:05:00Z.") from None
    if moment.tzinfo is None:
        raise HttpError(422, "since: add the time zone to this moment, such as Z or +01:00 at the end.")
    return _near(moment)


def _near(moment: datetime) -> datetime:
    """The moment, unless it is too far away to be reckoned with."""
    if not 1900 <= moment.year < 2200:
        raise HttpError(422, "since: the year must lie between 1900 and 2200.")
    return moment


def _answers(recorded: Recorded, blind: bool) -> list[dict[str, Any]]:
    answers = [_result(kept) for kept in recorded.results]
    if not blind and any(kept.status != "refused" for kept in recorded.results):
        told = [{n: getattr(f, n) for n in Warned.model_fields} for f in recorded.findings]
        answers[-1] |= {"warnings": told, "checked": recorded.checked}
    return answers


def _result(kept: Kept) -> dict[str, Any]:
    problems = [{"place": p.place, "sentence": p.sentence} for p in kept.problems]
    return {"id": kept.id, "status": kept.status, "problems": problems}


_STATUS = {"too-many": 413}


@api.exception_handler(SuppleError)
def _refused(request: HttpRequest, error: SuppleError) -> HttpResponse:
    return api.create_response(request, {"detail": str(error)}, status=_STATUS.get(error.code, 400))


@api.exception_handler(ValidationError)
def _not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Which part of the address makes no sense, without repeating what it was."""
    said = "; ".join(f"{one['loc'][-1]}: {one['msg']}" for one in error.errors)
    return api.create_response(request, {"detail": said}, status=422)


@api.exception_handler(OperationalError)
def _busy(request: HttpRequest, error: OperationalError) -> HttpResponse:
    _log.error("database-unavailable", exc_info=error)
    said = "The diary could not be opened just now. Keep what you have and send it again in a minute."
    return api.create_response(request, {"detail": said}, status=503)


@api.exception_handler(Exception)
def _broke(request: HttpRequest, error: Exception) -> HttpResponse:
    """What we did wrong is logged by its place alone; the caller learns that it was us, and nothing else."""
    _log.error("api-broke", exc_info=error)
    said = "Something went wrong here. Keep what you have and send it again later."
    return api.create_response(request, {"detail": said}, status=500)
