"""From moments of posting to pages with versions: what the office writes, and what goes wrong with it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from bench.years.values import WIB, Change, Item, Sort, Trouble, Version
from demo.texts import Text, Writer, slug

SERVICES = (
    "Profil", "Struktur Organisasi", "Surat Domisili", "Surat Keterangan Usaha", "Pelayanan KTP", "Pengantar Nikah",
    "Pengaduan Warga", "Kontak",
)  # fmt: skip
REMARKS = (
    "Terima kasih atas informasinya, semoga bermanfaat bagi warga",
    "Mohon penjelasan syarat yang harus dibawa ke kantor kelurahan",
    "Apakah pelayanan dibuka juga pada hari Sabtu pagi bapak ibu",
    "Semoga saluran air di lingkungan kami segera diperbaiki juga",
)


WHO = (
    "Ketua RT",
    "Bendahara PKK",
    "Kader posyandu",
    "Babinsa",
    "Para pedagang",
    "Anak-anak sekolah",
    "Ibu rumah tangga",
    "Petugas kebersihan",
    "Tokoh agama",
    "Pemuda karang taruna",
    "Bidan desa",
    "Relawan bencana",
)
DOES = (
    "membagikan",
    "memperbaiki",
    "memeriksa",
    "menyumbangkan",
    "mengusulkan",
    "memajang",
    "mengumpulkan",
    "merapikan",
    "mendata",
    "menyerahkan",
    "memperkenalkan",
    "menghitung",
)
WHAT = (
    "dua karung pupuk kompos",
    "papan nama gang",
    "bibit cabai dan terung",
    "kursi plastik balai warga",
    "buku catatan ronda",
    "pipa saluran mampet",
    "lampu jalan yang padam",
    "kotak obat darurat",
    "peta rumah rawan banjir",
    "hasil kerajinan rotan",
    "seragam senam lansia",
    "rencana anggaran kecil",
)
WHERE = (
    "di ujung gang mawar",
    "di tepi sungai kecil",
    "di halaman musala",
    "di depan pasar pagi",
    "di bawah pohon beringin",
    "di samping pos ronda",
    "di kebun belakang kantor",
    "di lapangan bulu tangkis",
    "di teras rumah ketua",
    "di dekat jembatan bambu",
)
WHILE = (
    "sementara hujan mulai reda",
    "meskipun jumlahnya belum cukup",
    "sebagaimana dijanjikan bulan lalu",
    "agar tidak terjadi salah paham",
    "karena banyak yang bertanya",
    "sebelum musim kemarau tiba",
    "setelah rapat yang cukup panjang",
    "sambil menunggu kiriman berikutnya",
    "tanpa memungut iuran tambahan",
    "supaya warga lain ikut tergerak",
)
"""Passages of which no two posts have the same: real texts repeat less than the demo's short vocabulary makes them."""
SYLLABLES = (
    "ka", "su", "tri", "wi", "ma", "ro", "ndi", "le", "pa", "gu", "ngo", "ti", "da", "bu", "si", "ne", "har", "man", "to", "jo",
    "ya", "rah", "fi", "mu", "lin", "as", "dar", "ke", "nur", "ha",
)  # fmt: skip
"""What names are made of: after some hundred posts every three words in a row of a short vocabulary were said, but real
news names people and lanes."""


@dataclass(slots=True)
class Desk:
    """One office's desk: its writer, its dice, its troubles, and the days that are watched."""

    writer: Writer
    pick: Random
    troubles: frozenset[Trouble]
    first: date
    last: date
    naming: Random  # dice of its own, so that names move no dates
    count: int = 0

    def item(
        self, at: datetime, sort: Sort = Sort.NEWS, text: Text | None = None, claimed: datetime | None = None
    ) -> Item:
        """Put up a page; it claims the day on which it was put up unless told otherwise."""
        self.count += 1
        text = text or self.news(at.date())
        claimed = claimed or at
        first = Version(at, Change.FIRST, text.title, text.paragraphs, claimed, claimed)
        return Item(f"{slug(text.title)[:60]}-{self.count}", sort, (first,))

    def news(self, day: date) -> Text:
        """A text of the demo's writer with a passage that only this day could bring."""
        told = self.writer.news(day)
        lines = " ".join(self.passage(self.pick) for _ in range(3))
        return Text(told.title, (*told.paragraphs[:-1], lines, told.paragraphs[-1]))

    def passage(self, pick: Random) -> str:
        """A sentence that names somebody."""
        said = f"{pick.choice(WHO)} {pick.choice(DOES)} {pick.choice(WHAT)} {pick.choice(WHERE)}"
        return f"{said} bersama {self.name()} {self.name()}, {pick.choice(WHILE)}."

    def name(self) -> str:
        """One of some thousands of names."""
        return "".join(self.naming.choice(SYLLABLES) for _ in range(3)).capitalize()

    def moment(self, day: date) -> datetime:
        """Some hour of the day."""
        return datetime.combine(day, time(self.pick.randint(7, 22), self.pick.randint(0, 59)), WIB)

    def day(self) -> date:
        """Some watched day, not among the first or the last ones."""
        return self.first + timedelta(days=self.pick.randint(14, max(15, (self.last - self.first).days - 10)))


def news(desk: Desk, moments: Sequence[datetime]) -> Iterator[Item]:
    """The office's own posts, each with the slips that its clerk is prone to."""
    for at in moments:
        watched = at.date() > desk.first
        dice = desk.pick.random()
        if watched and Trouble.LATE in desk.troubles and dice < 0.25:
            yield desk.item(at, Sort.LATE, claimed=at - timedelta(days=desk.pick.randint(2, 21)))
        elif watched and Trouble.AHEAD in desk.troubles and dice < 0.2:
            yield desk.item(at, Sort.AHEAD, claimed=at + timedelta(days=desk.pick.choice((9, 30, 365))))
        else:
            yield desk.item(at)


def services(desk: Desk) -> Iterator[Item]:
    """The lasting pages."""
    for title in SERVICES:
        body = desk.news(desk.first).paragraphs
        at = datetime.combine(desk.first - timedelta(days=700), time(9), WIB)
        yield desk.item(at, Sort.SERVICE, Text(f"{title} {desk.writer.place}", body))


def edited(desk: Desk, item: Item, at: datetime) -> Item:
    """The office rewrites part of a page."""
    old = item.versions[-1]
    kept = old.paragraphs[: max(1, len(old.paragraphs) // 2)]
    count = desk.pick.randint(1, 2)
    new = tuple(f"{desk.writer.afterthought(at.date())} {desk.passage(desk.naming)}" for _ in range(count))
    return _with(item, replace(old, since=at, change=Change.EDIT, paragraphs=(*kept, *new), modified=at))


def mended(_: Desk, item: Item, at: datetime) -> Item:
    """A letter is mended."""
    old = item.versions[-1]
    first = old.paragraphs[0].replace("warga", "warganya", 1)
    return _with(item, replace(old, since=at, change=Change.TYPO, paragraphs=(first, *old.paragraphs[1:]), modified=at))


def touched(_: Desk, item: Item, at: datetime) -> Item:
    """The page is saved again as it stands."""
    return _with(item, replace(item.versions[-1], since=at, change=Change.TOUCH, modified=at))


def restamped(_: Desk, item: Item, at: datetime) -> Item:
    """The page is given a new day."""
    return _with(item, replace(item.versions[-1], since=at, change=Change.RESTAMP, claimed=at, modified=at))


def commented(desk: Desk, item: Item, at: datetime) -> Item:
    """A visitor says something below the text."""
    old = item.versions[-1]
    said = (*old.comments, desk.pick.choice(REMARKS))
    return _with(item, replace(old, since=at, change=Change.COMMENT, comments=said))


def _with(item: Item, version: Version) -> Item:
    if version.since <= item.versions[-1].since:
        return item
    return replace(item, versions=(*item.versions, version))


Slip = Callable[[Desk, Item, datetime], Item]

SLIPS: dict[Trouble, tuple[Slip, int]] = {
    Trouble.TOUCHED: (touched, 9),
    Trouble.RESTAMPED: (restamped, 7),
    Trouble.COMMENTED: (commented, 4),
    Trouble.TYPOS: (mended, 20),
}
"""What is done to old pages again and again, and every how many days."""


def slipped(desk: Desk, items: Sequence[Item]) -> list[Item]:
    """Let happen to old pages what these troubles do to them."""
    found = list(items)
    for trouble, (slip, gap) in SLIPS.items():
        day = desk.first + timedelta(days=5)
        while trouble in desk.troubles and day < desk.last:
            at = desk.moment(day)
            old = [place for place, item in enumerate(found) if item.at(at) and item.sort is not Sort.SERVICE]
            if old:
                place = old[desk.pick.randrange(max(0, len(old) - 12), len(old))]
                found[place] = slip(desk, found[place], at)
            day += timedelta(days=desk.pick.randint(gap - 2, gap + 2))
    return found


def intruders(desk: Desk, items: Sequence[Item], *, hacked: tuple[date, date] | None) -> Iterator[Item]:
    """Pages that are no news: put up in bulk under old dates, put up again, or by burglars."""
    if Trouble.BACKDATED in desk.troubles:
        at = desk.moment(desk.day())
        for number in range(desk.pick.randint(9, 16)):
            yield desk.item(at + timedelta(minutes=number), Sort.BACKDATED, claimed=at - timedelta(days=9 + 6 * number))
    if Trouble.REPOSTED in desk.troubles:
        for _ in range(4):
            at = desk.moment(desk.day())
            old = desk.pick.choice([item for item in items if item.born < at and item.sort is Sort.NEWS])
            text = old.versions[0]
            title = f"{text.title} {desk.pick.choice(('Kembali', 'Tahap Kedua', '(Pembaruan)', 'Hari Ini'))}"
            yield desk.item(at, Sort.REPOST, Text(title, text.paragraphs))
    if hacked:
        for number in range(desk.pick.randint(6, 12)):
            at = desk.moment(hacked[0]) + timedelta(hours=5 * number)
            gone = datetime.combine(hacked[1], time(12), WIB)
            yield replace(desk.item(at, Sort.INJECTED, desk.writer.gambling()), gone=gone)
