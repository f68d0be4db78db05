"""Why a site that was read has no score yet: a closed list."""

from __future__ import annotations

from enum import StrEnum


class Wait(StrEnum):
    """What the judgement waits for, as it stands in the database."""

    RIDDLE = "riddle"  # something came up that may be news and may be none
    PROBATION = "probation"  # only pages without a credible day came up, and the site has been watched for a few nights
    UNREAD = "unread"  # no content page was ever read
    NO_UPDATE = "no update"  # nothing that counts, and not watched for long enough to know its age
