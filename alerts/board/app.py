"""Requests of readers and machines come in; pages, feeds and figures go out. GET changes nothing."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from urllib.parse import parse_qs

from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from alerts.board import feeds, metrics, readers
from alerts.board.gate import Gate
from alerts.board.pages import Refused, page
from alerts.board.readers import Form
from alerts.board.shield import Shield
from alerts.board.spoken import spoken
from alerts.links import CONFIRM, LASTING, UNSUBSCRIBE, VIEW, BadLink, opened
from alerts.wording import wording
from pipeline.maintenance.status import checks

LONGEST = 4096  # bytes of a form
MACHINES = (".json", ".atom", "/health", "/metrics")  # who ask there read no pages
Answer = Callable[[Request], Awaitable[Response]]
Act = Callable[[Engine, list[str], Form, str], Response]  # what a signed link and a form ask for, in a language


def app(engine: Engine, *, signup: bool = False) -> Starlette:
    """Return the service; with ``signup`` readers may subscribe themselves, confirmed by a mail to them."""
    gate = Gate()
    routes = [
        Route("/", _shown("home", signup=signup)),
        Route("/u/{word}", _asked(UNSUBSCRIBE, "unsubscribe")),
        Route("/u/{word}", _done(engine, UNSUBSCRIBE, readers.leave), methods=["POST"]),
        Route("/v/{word}", _viewed(engine)),
        Route("/deals.json", _read(engine, feeds.deals)),
        Route("/feed.json", _read(engine, feeds.json_feed)),
        Route("/feed.atom", _read(engine, feeds.atom_feed)),
        Route("/health", _read(engine, _health)),
        Route("/metrics", _read(engine, metrics.metrics)),
    ]
    if signup:
        routes += [
            Route("/subscribe", _shown("subscribe")),
            Route("/subscribe", _wished(engine, gate), methods=["POST"]),
            Route("/c/{word}", _asked(CONFIRM, "confirm", LASTING)),
            Route("/c/{word}", _done(engine, CONFIRM, readers.confirm, LASTING), methods=["POST"]),
        ]
    service = Starlette(routes=routes, middleware=[Middleware(Shield)], exception_handlers={HTTPException: _wrong})
    service.state.gate = gate
    return service


def _shown(name: str, **facts: bool) -> Answer:
    async def answer(request: Request) -> Response:
        return page(name, 200, _language(request), **facts)

    return answer


def _read(engine: Engine, make: Callable[[Engine, Request], Response]) -> Answer:
    async def answer(request: Request) -> Response:
        return await run_in_threadpool(make, engine, request)

    return answer


def _language(request: Request) -> str:
    """Return the language to answer in where the reader's own is not known."""
    return spoken(request.query_params.get("language"), request.headers.get("accept-language", ""))


def _parts(request: Request, purpose: str, lasting: int | None = None) -> list[str]:
    try:
        return opened(purpose, request.path_params["word"], lasting)
    except BadLink as error:
        raise Refused(404, "page_wrong_link") from error


def _asked(purpose: str, name: str, lasting: int | None = None) -> Answer:
    """Answer with a page that asks: whoever only opens the link, a scanner of mail for one, changes nothing."""

    async def answer(request: Request) -> Response:
        parts = _parts(request, purpose, lasting)
        return await run_in_threadpool(lambda: page(name, **readers.known(parts, _language(request))))

    return answer


def _done(engine: Engine, purpose: str, act: Act, lasting: int | None = None) -> Answer:
    async def answer(request: Request) -> Response:
        parts = _parts(request, purpose, lasting)
        return await run_in_threadpool(act, engine, parts, await _form(request), _language(request))

    return answer


def _wished(engine: Engine, gate: Gate) -> Answer:
    async def answer(request: Request) -> Response:
        return await run_in_threadpool(readers.wish, engine, gate, await _form(request), _language(request))

    return answer


def _viewed(engine: Engine) -> Answer:
    async def answer(request: Request) -> Response:
        return await run_in_threadpool(readers.view, engine, _parts(request, VIEW), _language(request))

    return answer


async def _form(request: Request) -> Form:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST:
            raise Refused(413, "page_wrong_form")
    try:
        return parse_qs(body.decode("utf-8", "replace"), max_num_fields=20)
    except ValueError as error:
        raise Refused(413, "page_wrong_form") from error


def _health(engine: Engine, _: Request) -> Response:
    answers = checks(engine)
    well = all(check.passed for check in answers)
    told = [{"name": one.name, "passed": one.passed, "finding": one.finding} for one in answers]
    return JSONResponse({"well": well, "checks": told}, 200 if well else 503)


async def _wrong(request: Request, error: Exception) -> Response:
    if not isinstance(error, Refused):  # nobody of ours: there is no such address, or it answers no such method
        status = error.status_code if isinstance(error, HTTPException) else 500
        error = Refused(status, "page_wrong_page" if status == HTTPStatus.NOT_FOUND else "page_wrong_request")
    if request.url.path.endswith(MACHINES):
        return PlainTextResponse(f"{error.detail}\n", error.status_code)
    language = error.language or _language(request)
    return page("wrong", error.status_code, language, said=wording(language).say(error.key))
