"""What is said of a round over a mailbox, and of drafts that were kept. Of a mail itself a round tells nothing: it may end up in a log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant import wording
from assistant.inbox import words
from assistant.inbox.answer_mailbox import Happened, MailReport, Round
from assistant.inbox.kept import KeptDraft

_SAID = {
    Happened.DRAFTED: "Concept gemaakt.",
    Happened.HAD_DRAFT: "Er was al een concept.",
    Happened.EARLIER: "Eerder afgehandeld.",
}
_COUNTED = {
    Happened.DRAFTED: ("1 concept gemaakt in de map ‘{folder}’", "{count} concepten gemaakt in de map ‘{folder}’"),
    Happened.NO_REPLY: ("1 mail heeft geen antwoord nodig", "{count} mails hebben geen antwoord nodig"),
    Happened.HAD_DRAFT: ("van 1 mail was er al een concept", "van {count} mails was er al een concept"),
    Happened.EARLIER: ("1 mail was eerder afgehandeld", "{count} mails waren eerder afgehandeld"),
    Happened.FAILED: ("1 mail is mislukt", "{count} mails zijn mislukt"),
}


def mail_line(mail: MailReport) -> str:
    """One mail of a round: its number in the mailbox, when it came and what was done.

    >>> mail_line(MailReport("7", None, Happened.FAILED, "het bericht is intussen weg"))
    'Bericht 7: mislukt, want het bericht is intussen weg.'
    """
    when = f" van {wording.days(mail.arrived.date(), mail.arrived.date())}, {mail.arrived:%H:%M} uur" if mail.arrived else ""
    match mail.happened:
        case Happened.NO_REPLY:
            said = words.NO_REPLY[mail.no_reply] if mail.no_reply else "Geen antwoord gemaakt."
        case Happened.FAILED:
            return f"Bericht {mail.uid}{when}: mislukt, want {mail.reason.rstrip('.')}."
        case _:
            said = _SAID[mail.happened]
    part = "" if mail.is_whole else " Het bericht is heel groot; alleen het begin is gelezen."
    return f"Bericht {mail.uid}{when}: {said[:1].lower()}{said[1:]}{part}"


def round_line(found: Round, *, days: int) -> str:
    """What a round did, in a sentence; `days` is how old an unseen mail could be.

    >>> round_line(Round((), 0, "Concepten"), days=30)
    'Geen ongelezen mail.'
    """
    counted = [(happened, found.count(happened)) for happened in _COUNTED]
    parts = [_COUNTED[happened][count > 1].format(count=count, folder=found.folder) for happened, count in counted if count]
    said = wording.listed(parts) if parts else "geen ongelezen mail"
    older = f" Ongelezen en ouder dan {days} dagen, en daarom overgeslagen: {found.older}." if found.older else ""
    return f"{said[:1].upper()}{said[1:]}.{older}"


def mail_json(mail: MailReport) -> dict[str, Any]:
    """{"uid", "arrived": ISO | null, "happened", "reason", "no_reply": null | code, "is_whole"}"""
    return {
        "uid": mail.uid,
        "arrived": mail.arrived.isoformat() if mail.arrived else None,
        "happened": mail.happened.value,
        "reason": mail.reason,
        "no_reply": mail.no_reply.value if mail.no_reply else None,
        "is_whole": mail.is_whole,
    }


def kept_text(draft: KeptDraft) -> str:
    """An earlier draft, with to whom it was, when and about what."""
    return "\n".join([*_over(draft), "", draft.text, ""])


def kept_json(draft: KeptDraft) -> dict[str, Any]:
    """{"made": ISO, "name", "email", "subject", "questions": [text], "text"}"""
    return {
        "made": draft.made.isoformat(timespec="seconds"),
        "name": draft.name,
        "email": draft.email,
        "subject": draft.subject,
        "questions": list(draft.questions),
        "text": draft.text,
    }


def _over(draft: KeptDraft) -> Iterator[str]:
    made = draft.made.astimezone()
    to = f"{draft.name} <{draft.email}>" if draft.name and draft.email else draft.name or draft.email or "onbekend"
    yield "─" * 72
    yield f"{wording.days(made.date(), made.date())}, {made:%H:%M} uur"
    yield f"Aan: {to}"
    yield f"Onderwerp: {draft.subject}"
    yield "─" * 72
