"""What one answer is: a page, a file, a front page, or why it is none of these. Pure but for the answers' own type."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

from crawler.content import front_problem
from crawler.fetch import Answer, Failure
from crawler.own import belongs
from crawler.page import Page, open_page
from crawler.reach import Reach
from crawler.soft404 import shows_site

_HTML = ("html", "xml", "text/plain")
_FILES = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"RIFF", b"\xd0\xcf\x11\xe0")
"""How files begin that some servers send as text/html."""

BARE = frozenset({Reach.EMPTY, Reach.NEEDS_JS})
"""What a front page looks like that only forwards."""

STATUS: dict[int, Reach] = {
    401: Reach.HTTP_401_403,
    403: Reach.HTTP_401_403,
    404: Reach.HTTP_404,
    410: Reach.HTTP_410,
    429: Reach.HTTP_429,
    503: Reach.HTTP_503,
}


_ERRORS = frozenset({Reach.HTTP_404, Reach.HTTP_410, Reach.HTTP_4XX, Reach.HTTP_5XX})
"""What a system in disorder says of a page that it shows; the others keep us out, and show something else."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How the visit ended, in a value and a line."""

    reach: Reach
    detail: str


@dataclass(frozen=True, slots=True)
class Front:
    """An answer that may be a front page; ``hollow`` is why it is no site (parked, a challenge, empty ...), None for one."""

    got: Answer
    page: Page
    hollow: tuple[Reach, str] | None


def opened(got: Answer | Failure) -> Front | Ending:
    """Parse an answer that can hold a front page."""
    if isinstance(got, Failure):
        return Ending(got.reach, got.detail)
    if problem := _no_page(got):
        return problem
    page = open_page(got.body, url=got.url, headers=got.headers)
    return Front(got, page, front_problem(page, got.status))


def front_trouble(front: Front, *, url: str, others: Collection[str]) -> Ending | None:
    """Why what was answered is not the front page of the site at ``url``."""
    got = front.got
    if front.hollow:
        return Ending(*front.hollow)
    if got.status != 200:
        fallback = Reach.HTTP_5XX if got.status >= 500 else Reach.HTTP_4XX
        reach = STATUS.get(got.status, fallback)
        if reach in _ERRORS and shows_site(front.page, owns=partial(belongs, front=url, others=others)):
            return Ending(
                Reach.ERROR_STATUS, f"{got.url} answers {got.status}, and shows a whole front page all the same"
            )
        return Ending(reach, f"{got.url} answers {got.status}")
    if not belongs(got.url, front=url, others=others):
        return Ending(Reach.REDIRECTED_AWAY, f"{url} redirects to {got.url}")
    return None


def is_html(got: Answer) -> bool:
    """Whether an answer is a web page by its type and its first bytes."""
    said = got.headers.get("content-type", "html").lower()
    return any(word in said for word in _HTML) and not got.body.startswith(_FILES)


def is_passing(got: Answer | Failure) -> bool:
    """Whether what is no page tonight may be one the next night."""
    return isinstance(got, Failure) or got.status >= 500 or got.status in {408, 429}


def _no_page(got: Answer) -> Ending | None:
    """Tell an answer that cannot hold a page, whatever its body says."""
    if 300 <= got.status < 400:  # a redirect to nowhere, or "not modified" to a question without a condition
        return Ending(Reach.BAD_HTTP, f"{got.url} answers {got.status}, which leads nowhere")
    if got.status == 200 and not is_html(got):
        return Ending(Reach.NOT_HTML, f"{got.url} is {_kind(got)}")
    return None


def _kind(got: Answer) -> str:
    said = got.headers.get("content-type", "of no type")
    return f"a file sent as {said}" if got.body.startswith(_FILES) else said
