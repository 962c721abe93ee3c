"""Recipients and messages as tests speak of them."""

from __future__ import annotations

from datetime import datetime

from alerts.outbox.bundling import prepare
from alerts.outbox.recipient import Recipient
from alerts.outbox.standing import Message, messages
from alerts.store import Store

DUTY = Recipient("值班", ("群",), kinds=("opened", "reopened", "worse", "decided", "overdue", "source"))


def prepared(store: Store, at: datetime, *recipients: Recipient) -> list[Message]:
    """What lies ready after addressing and bundling at ``at``; without a word, for DUTY."""
    prepare(store, recipients or (DUTY,), at)
    return sorted(messages(store, ("pending",)), key=lambda one: (one.recipient, one.channel))
