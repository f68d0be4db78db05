"""What a letter says of its sites, as values that the templates only print: tables and sentences. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.sites import City, Unit
from monitor.config import MailRules
from monitor.freshness import Score
from monitor.phrases import day, defanged, link, number, quoted
from monitor.policy import Policy
from monitor.reminders import Concern, Letter
from monitor.updates import Update
from monitor.wording import KINDS, LEVELS, OTHER_KIND, REASONS, STATUSES

OPENING = (
    "Terima kasih telah mengelola situs {thanked}. Menurut Segar, sistem pemantauan kesegaran situs milik {office}, "
    "{told} sudah beberapa waktu belum memuat isi baru. Surat ini kami kirim untuk memudahkan Bapak/Ibu memperbarui isinya."
)
COPIED = "Tembusan surat ini kami sampaikan kepada {readers} agar dapat ikut membantu bila ada kendala."
FOREWARNED = (
    "Bila sampai surat berikutnya isi baru belum terbaca, tembusan surat itu akan kami sampaikan kepada {readers} "
    "agar dapat ikut membantu bila ada kendala."
)
DATED = "Tanggal menurut situs: {day}."
NAMED_IN_SUBJECT = 3
"""Sites that a subject names; beyond that an inbox shows none of it."""


@dataclass(frozen=True, slots=True)
class Place:
    """An address as a letter shows it; ``href`` is None where it must not become a link."""

    text: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Proof:
    """The newest dated item that was found: on what it rests, its title ("" where it has none) and its address."""

    basis: str
    title: str
    place: Place


@dataclass(frozen=True, slots=True)
class Refusal:
    """What came later and did not count: its title ("" where it has none), its address, and why."""

    title: str
    place: Place
    why: str


@dataclass(frozen=True, slots=True)
class SiteWords:
    """One site in a letter; what is not known is None and left out of the letter."""

    name: str
    place: Place | None
    since: str
    earlier: str | None
    proof: Proof | None
    refusal: Refusal | None
    standing: str
    page: Place | None


@dataclass(frozen=True, slots=True)
class LetterWords:
    """All that the three templates of a letter print."""

    subject: str
    greeting: str
    opening: str
    sites: tuple[SiteWords, ...]
    board: Place | None
    limits: str
    office: str
    contact: Place | None
    replies_to: str | None
    copied: str | None
    forewarned: str | None


def words_of(
    letter: Letter, *, city: City, mail: MailRules, policy: Policy, links: Mapping[str, str] | None
) -> LetterWords:
    """Put a letter into words; ``links`` leads from a unit's code to its page on the board, where that is public."""
    name, office = quoted(letter.name, 80), quoted(city.office, 120)
    pages = links or {}
    return LetterWords(
        subject=subject(letter.concerns),
        greeting=f"Yth. Bapak/Ibu {name}" if name else "Yth. Bapak/Ibu pengelola situs",
        opening=_opening(letter.concerns, office=office, city=quoted(city.name, 80)),
        sites=tuple(_site(concern, pages.get(concern.unit.code)) for concern in letter.concerns),
        board=_place(city.board_url) if city.board_url else None,
        limits=_limits(policy, office),
        office=office,
        contact=_contact(mail.reply_to or city.contact),  # a mailbox that a person reads
        replies_to=mail.reply_to or mail.sender_email,
        copied=_said_of(COPIED, letter.copies, mail.kominfo_email),
        forewarned=_said_of(FOREWARNED, letter.next_copies, mail.kominfo_email),
    )


def _opening(concerns: Sequence[Concern], *, office: str, city: str) -> str:
    """Thank for the work and say who writes, and why; one site is named, several are counted."""
    alone = len(concerns) == 1
    thanked, told = (
        (unit_name(concerns[0].unit), "situs tersebut") if alone else (f"di {city}", f"{len(concerns)} situs berikut")
    )
    return OPENING.format(thanked=thanked, told=told, office=office)


def subject(concerns: Sequence[Concern]) -> str:
    """Say which sites, and how long it has been: of several, the longest."""
    sites = [unit_name(concern.unit) for concern in concerns]
    extra = len(sites) - NAMED_IN_SUBJECT
    shown = [*sites[: NAMED_IN_SUBJECT - 1], f"{extra + 1} situs lain"] if extra > 0 else sites
    return f"Pengingat situs {listed(shown)}: {_longest([concern.score for concern in concerns])}"


def unit_name(unit: Unit) -> str:
    """Name a unit as it is addressed: Kelurahan Kedaton."""
    return f"{LEVELS.get(unit.level, unit.level.capitalize())} {quoted(unit.name, 60)}"


def listed(names: Sequence[str]) -> str:
    """Join names the Indonesian way: A; A dan B; A, B, dan C."""
    if len(names) <= 2:
        return " dan ".join(names)
    return f"{', '.join(names[:-1])}, dan {names[-1]}"


def _longest(scores: Sequence[Score]) -> str:
    known = [score.days for score in scores if score.days is not None]
    if not known:
        return "belum ada isi bertanggal"
    if len(scores) > 1:
        return f"paling lama {number(max(known))} hari tanpa isi baru"
    if scores[0].last_update is None:
        return f"{number(known[0])} hari diamati tanpa isi baru"
    return f"{number(known[0])} hari sejak pembaruan terakhir"


def _site(concern: Concern, page: str | None) -> SiteWords:
    unit, score = concern.unit, concern.score
    return SiteWords(
        name=unit_name(unit),
        place=_place(unit.url) if unit.url else None,
        since=_since(score),
        earlier=_earlier(concern),
        proof=_proof(score.evidence),
        refusal=_refusal(concern.refused),
        standing=_standing(score),
        page=_place(page) if page else None,
    )


def _since(score: Score) -> str:
    """Say since when, as a date and in days up to the night of the score."""
    if score.last_update is not None:
        aged = f" ({number(score.days)} hari tanpa isi baru)" if score.days is not None else ""
        return f"Pembaruan terakhir: {day(score.last_update)}{aged}."
    missing = "Tanggal pada isi situs belum ditemukan."
    if score.days is None:
        return missing
    start = f" sejak {day(score.watched_since)}" if score.watched_since else ""
    return f"{missing} Selama {number(score.days)} hari pengamatan{start}, isi situs tidak terlihat berubah."


def _earlier(concern: Concern) -> str | None:
    """Say how many letters came before; they are counted from the last update on, where one is known."""
    if not concern.earlier_letters:
        return None
    since = " sejak pembaruan tersebut" if concern.score.last_update is not None else ""
    return f"Sebelum surat ini telah kami kirim {number(concern.earlier_letters)} surat pengingat tentang situs ini{since}."


def _proof(update: Update | None) -> Proof | None:
    if update is None:
        return None
    label = KINDS.get(update.kind, OTHER_KIND).label
    basis = f"menurut situs, dari {label}" if update.claimed else "teramati oleh Segar dari perubahan isi situs"
    return Proof(basis, quoted(update.title, 120), _place(update.url))


def _refusal(update: Update | None) -> Refusal | None:
    if update is None:
        return None
    dated = f" {DATED.format(day=day(update.day))}" if update.claimed else ""
    return Refusal(quoted(update.title, 120), _place(update.url), f"{REASONS[update.reason]}{dated}")


def _standing(score: Score) -> str:
    """Say score and status, and of which night they are: a frozen score is of the last night that was measured."""
    label = STATUSES[score.status].label.lower()
    night = day(score.measured_on or score.night)
    judged = f"penilaian malam {night}" if score.unmeasured_since is None else f"malam terukur terakhir, {night}"
    if score.score is None:
        return f"Status: {label} ({judged})."
    return f"Skor {number(score.score, 1)} dari 100, status {label} ({judged})."


def _limits(policy: Policy, office: str) -> str:
    return (
        f"Batas status ditetapkan sebagai kebijakan {office}, dihitung dari pembaruan terakhir: "
        f"segar sampai {policy.fresh_days} hari, cukup sampai {policy.fair_days} hari, "
        f"tertinggal sampai {policy.lagging_days} hari, basi sampai {policy.stale_days} hari, dan mati suri sesudahnya."
    )


def _said_of(sentence: str, copies: Sequence[str], kominfo: str | None) -> str | None:
    """Say who else reads this letter, or the next one, and that it is meant as help."""
    if not copies:
        return None
    to_kominfo = [copy for copy in copies if kominfo and copy.casefold() == kominfo.casefold()]
    readers = ["pengelola situs kecamatan"] * (len(to_kominfo) < len(copies)) + ["Kominfo"] * bool(to_kominfo)
    return sentence.format(readers=listed(readers))


def _contact(contact: str | None) -> Place | None:
    if contact is None:
        return None
    return Place(contact, f"mailto:{contact}" if _is_email(contact) else link(contact))


def _is_email(contact: str) -> bool:
    return "@" in contact and not urlsplit(contact).scheme


def _place(url: str) -> Place:
    """Show a whole address, never shortened; one that is not fit for a link is shown so that nothing makes one of it."""
    href = link(url)
    return Place(url, href) if href else Place(defanged(url), None)
