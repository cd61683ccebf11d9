"""The small marks of which a page has hundreds: a stance, the state of a point, a share as a bar.

Written here and not in templates: a part of its own for each would take ten times as long.
"""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from onetext.mediation.standings import PointState
from onetext.model import Stance
from onetext.preferences.shares import Share
from onetext.web import words
from onetext.web.sentence_words import plain_words


def stance_mark(held: Stance, text: str = "", *, mark_only: bool = False) -> SafeString:
    """Return a stance: its shape, then its word, or what is said; the word is always to be heard.

    Parameters
    ----------
    held : Stance
    text : str
        What it is taken on; empty: nothing more is said.
    mark_only : bool
        Show the shape alone.
    """
    said = format_html(': <span dir="auto">{}</span>', text) if text else ""
    return format_html(
        '<span class="stance is-{}"><svg class="mark" aria-hidden="true"><use href="#mark-{}"/>'
        "</svg><span{}>{}{}</span></span>",
        *(held, held, _UNSEEN if mark_only else "", words.STANCES[held], said),
    )


_UNSEEN = SafeString(' class="unseen"')


def state_mark(found: PointState, because: str = "") -> SafeString:
    """Return the state of a point; beside it, where it is known, why it is so."""
    why = format_html(' title="{}"', plain_words(because)) if because else ""
    return format_html('<span class="tag state-{}"{}>{}</span>', found, why, words.STATES[found])


def share_bar(share: Share, spread: tuple[float, float] | None = None) -> SafeString:
    """Return a share as a bar with its figure.

    Parameters
    ----------
    share : Share
    spread : tuple of float, optional
        Its lowest and highest value without one origin.
    """
    low, high = spread or (share.share, share.share)
    thin, range_words = "", ""
    if high > low:
        width = _percentage(max(high - low, 0.012))
        thin = format_html(
            '<rect class="spread" x="{}" y="9" width="{}" height="4"/>', _percentage(low), width
        )
        said = _("%(low_words)s to %(high_words)s when one origin is left out") % {
            "low_words": words.percent(low),
            "high_words": words.percent(high),
        }
        range_words = format_html('<span class="unseen"> ({})</span>', said)
    return format_html(
        '<span class="share"><svg class="bar" aria-hidden="true" focusable="false">'
        '<rect class="ground" width="100%" height="100%"/>'
        '<rect class="amount" width="{}" height="100%"/>{}</svg>'
        '<span class="figure">{}{}</span></span>',
        *(_percentage(share.share), thin, words.share_words(share), range_words),
    )


def _percentage(share: float) -> str:
    return f"{100 * min(1.0, max(0.0, share)):.1f}%"
