"""Why a mail gets no draft: a program sent it, it is spam, it says nothing, it asks nothing. Pure."""

from __future__ import annotations

import re

from assistant.inbox.letter import Mail, NoReply

_AUTOMATIC_SUBJECT = re.compile(
    r"^\s*(?:(?:re|fwd?|antw)\s*:\s*)*(?:automatisch(?:e)? (?:antwoord|reactie|bericht|beantwoording)|afwezig(?:heid"
    r"|heidsbericht|heidsmelding)?\b|out of (?:the )?office|automatic reply"
    r"|auto(?:matic)?[ -]?reply|autoreply|autoresponder|niet aanwezig|met vakantie|op vakantie|abwesenheit\w*"
    r"|automatische antwort|réponse automatique"
    r"|undeliver(?:ed|able)|undelivered mail|mail delivery (?:failed|failure|subsystem)|delivery status notification"
    r"|returned mail|failure notice|niet te bezorgen|onbestelbaar"
    r"|(?:bezorging|delivery)(?: is)? (?:mislukt|has failed|incomplete|vertraagd)|(?:read|gelezen|leesbevestiging)\s*:"
    r"|ontvangstbevestiging\b|(?:accepted|geaccepteerd|declined|geweigerd|canceled|geannuleerd)\s*:)",
    re.I,
)
_AUTOMATIC_SENDER = re.compile(
    r"^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|noreply|geen-?antwoord|bounces?|notifications?|nieuwsbrief"
    r"|newsletter)(?:[+.-][\w.+-]*)?@",
    re.I,
)
_AWAY = re.compile(
    r"\b(?:ik ben|wij zijn|i am|i'm|i will be|ich bin|je suis)\b.{0,40}\b(?:afwezig|niet aanwezig|met vakantie|op vakantie"
    r"|met verlof|met zwangerschapsverlof|vrij|out of (?:the )?office|on (?:annual |maternity )?leave|on holiday"
    r"|on vacation|away|nicht im (?:haus|büro)|en congé|absent)\b"
    r"|\b(?:tijdens mijn (?:afwezigheid|vakantie)|uw (?:mail|bericht) wordt niet (?:doorgestuurd|gelezen)|your (?:e-?mail"
    r"|message) will not be (?:forwarded|read))\b"
    r"|\b(?:dit is een automatisch|dit bericht is automatisch|this is an automat\w+|automatisch (?:gegenereerd|verzonden"
    r"|aangemaakt)|automatically generated)\b"
    r"|\b(?:wij|we) hebben (?:uw|je) (?:bericht|mail|e-mail|aanvraag) (?:in goede orde )?ontvangen\b"
    r"|\buw (?:bericht|mail|e-?mail|aanvraag|melding|verzoek) is (?:in goede orde |bij ons |goed )*(?:ontvangen|geregistreerd)\b"
    r"|\bniet (?:antwoorden"
    r"|reageren) op (?:dit|deze) (?:bericht|e-?mail|mail)\b|\bdo not reply to this\b",
    re.I | re.S,
)
# Who says so of his own mail is a program, whatever it asks besides ("Heeft u haast?").
_SAYS_AUTOMATIC = re.compile(
    r"\b(?:dit is een automatische?(?: gegenereerde?| verzonden| aangemaakte?)? (?:bericht|antwoord|reactie|e-?mail|mail|melding)"
    r"|(?:dit bericht|deze (?:e-?mail|mail)) is automatisch (?:gegenereerd|verzonden|aangemaakt|verstuurd)|this is an automat(?:ed|ic)"
    r"|niet (?:te )?(?:antwoorden|reageren) op (?:dit|deze) (?:automatische )?(?:bericht|e-?mail|mail)|do not reply to this)\b",
    re.I,
)
_NEWSLETTER = re.compile(
    r"\b(?:uitschrijven|afmelden voor deze nieuwsbrief|unsubscribe|bekijk (?:deze|dit) (?:mail|e-?mail|nieuwsbrief"
    r"|bericht) (?:online|in (?:uw|je) browser)|view (?:this email )?in (?:your )?browser)\b",
    re.I,
)
_SPAM = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"\b(?:seo|backlinks?|link ?building|zoekmachine-?optimalisatie|hoger in google|guest ?posts?|gastblogs?"
        r"|domain authority|eerste pagina van google|page one of google)\b",
        r"\b(?:bitcoins?|crypto\w*|forex|ethereum|trading|beleggen met|gegarandeerd rendement|passief inkomen)\b",
        r"\b(?:viagra|cialis|casino|slots?|gokken|sexy|dating|singles in)\b",
        r"\b(?:bankrekening|kopie van uw paspoort|bank account|copy of your passport|wachtwoord)\b",
        r"\b(?:erfenis|erfgenaam|nabestaande|overleden klant|usd|inheritance|next of kin|begunstigde|beneficiary|barrister"
        r"|miljoen (?:dollar|euro|usd)|million (?:dollars|usd|euro)|lottery|loterij|winnaar|gewonnen)\b",
        r"\b(?:klik (?:hier|op de (?:link|knop))|click here|verifieer uw|verify your|account (?:wordt |is )?(?:geblokkeerd"
        r"|opgeschort|beperkt|suspended)|binnen (?:24|48) uur|within (?:24|48) hours|wachtwoord verloopt|mailbox (?:is )?(?:vol"
        r"|full))\b",
        r"\b(?:lening|loan)s?\b.{0,60}\b(?:zonder|low|lage|direct|snel|interest|rente)\b|\bgeld lenen\b",
        r"\b(?:speciale aanbieding|exclusief aanbod|aanbieding(?:en)?|korting|discount|gratis proef\w*|special offer"
        r"|limited offer|prijslijst|groothandel|wholesale|best price)\b",
        r"\b(?:meer (?:klanten|leads|omzet|bezoekers)|more (?:leads|traffic|customers)|webdesign|website (?:laten )?(?:bouwen"
        r"|maken|redesign)|leadgeneratie|b2b|e-?mail ?lijst(?:en)?|email list)\b",
        r"https?://\S*(?:bit\.ly|tinyurl|\.ru/|\.xyz|\.top|\.click)\S*|\bwhats?app\b.{0,20}\+\d{8,}",
    )
)  # fmt: skip
ENOUGH_SPAM = 2  # kinds of words of spam that make it so: one of them anybody may write
_THANKS = re.compile(r"\b(?:dank|bedankt|dankjewel|dankuwel|thanks|thank you|danke|merci)\b", re.I)


def automatic(mail: Mail) -> bool:
    """True if a program sent a mail: an answer of who is away, a message that did not arrive, a newsletter."""
    if mail.is_automatic or _AUTOMATIC_SUBJECT.search(mail.subject):
        return True
    if mail.sender and _AUTOMATIC_SENDER.match(mail.sender.email):
        return True
    whole = f"{mail.text}\n{mail.signature}"
    if _NEWSLETTER.search(whole) or _SAYS_AUTOMATIC.search(whole):
        return True
    return _AWAY.search(mail.text) is not None and "?" not in mail.text


def spam(mail: Mail) -> bool:
    """True if a filter says that a mail is spam, or its words are of two kinds or more that spam has."""
    whole = f"{mail.subject}\n{mail.text}\n{mail.signature}"
    return mail.is_marked_spam or sum(pattern.search(whole) is not None for pattern in _SPAM) >= ENOUGH_SPAM


def why_no_reply(mail: Mail, *, asks: bool) -> NoReply | None:
    """Why a mail gets no draft, None when it gets one. `asks`: something is asked in it.

    >>> why_no_reply(Mail("Ik ben tot 3 maart met vakantie."), asks=False), why_no_reply(Mail("Wat kost het?"), asks=True)
    (<NoReply.AUTOMATIC: 'automatic'>, None)
    """
    if automatic(mail):
        return NoReply.AUTOMATIC
    if spam(mail):
        return NoReply.SPAM
    if asks:
        return None
    return NoReply.EMPTY if not re.search(r"\w", mail.text) else NoReply.NO_QUESTION


def is_thanks(text: str) -> bool:
    """True if a text thanks for something."""
    return _THANKS.search(text) is not None
