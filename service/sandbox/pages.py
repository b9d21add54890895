"""The pages of a sandbox platform: a post as the public sees it, nothing there, and what happens on it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from service.sandbox.notices import Notice
from service.sandbox.posts import Post, PostState

__all__ = ["home_page", "missing_page", "post_page"]

_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}"
    ".text{white-space:pre-wrap;overflow-wrap:anywhere}td,th{text-align:left;padding:.2rem .8rem .2rem 0;"
    "vertical-align:top}small{color:#555}"
)


def post_page(post: Post) -> str:
    """Return the public page of a post."""
    by = " · ".join(escape(each) for each in (post.author, post.sent_at) if each)
    note = f"<p><small>{escape(post.note)}</small></p>" if post.note else ""
    title = escape(post.channel or post.place)
    return _page(
        title, f'<h1>{title}</h1><p><small>{by}</small></p><p class="text" dir="auto">{escape(post.text)}</p>{note}'
    )


def missing_page() -> str:
    """Return the page of what is not there."""
    return _page("Not there", "<h1>There is nothing here</h1>")


def home_page(posts: Iterable[Post], notices: Iterable[Notice]) -> str:
    """Return the first page: the posts, and what became of each notice."""
    shown = "".join(f"<tr><td>{_linked(post)}</td><td>{escape(post.state)}</td></tr>" for post in posts)
    told = "".join(
        f"<tr><td>{notice.number}</td><td>{escape(notice.request_id)}</td><td>{escape(', '.join(notice.done))}</td>"
        f"<td>{escape(', '.join(map(str, notice.plan)))}</td></tr>"
        for notice in notices
    )
    return _page(
        "Sandbox platform",
        "<h1>Sandbox platform</h1><p>It stands in for a platform, so that lont can be tried out.</p>"
        f"<h2>Notices</h2><table><tr><th>No.</th><th>Request</th><th>Done</th><th>To come</th></tr>{told}</table>"
        f"<h2>Posts</h2><table><tr><th>Post</th><th>State</th></tr>{shown}</table>",
    )


def _linked(post: Post) -> str:
    place = escape(post.place)
    return f'<a href="/{place}">{place}</a>' if post.state is PostState.ONLINE else place


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="robots" content="noindex"><style>{_STYLE}</style></head><body>{body}</body></html>'
    )
