"""The signs that carry a paper's state: it is never told by colour alone."""

UNREAD = "●"
STARRED = "★"
QUEUED = "»"
SELECTED = "✓"
CURSOR = "▌"
UPVOTES = "▲"
CODE = "{}"
