"""The evidence store's longer questions, in SQL; store.py names what each is asked for."""

from __future__ import annotations

from crawler.reach import OUTCOMES

NO_NETWORK = "no network"
"""Outcome of a crawl that reached no site at all: its visits tell of our network, and count against nobody."""

WRONG_CLOCK = "wrong clock"
"""Outcome of a crawl that most servers' clocks contradict: nothing that it noted has its right night."""

OURS = f"crawl not in (select id from crawls where outcome in ('{NO_NETWORK}', '{WRONG_CLOCK}'))"  # noqa: S608 - the constants above
MEASURED = ", ".join(f"'{reach.value}'" for reach, outcome in OUTCOMES.items() if outcome.measured)


_HELD = f"max(id + iif(reach in ({MEASURED}), {1 << 40}, 0)) % {1 << 40}"

HOLDS = f"select {_HELD} from visits where {{where}} and {OURS} group by {{by}}"  # noqa: S608 - the constants above
"""The one visit of a night that holds, where it was crawled more than once: the last that measured the site, else the last."""
ONE_SITE = HOLDS.format(where="site = ? and night <= ?", by="night")
ALL_SITES = HOLDS.format(where="night <= ?", by="site, night")

# The server's date stays that of the first look: a past night is judged by what was known then.
# sqlite-utils' insert and update read the table's shape and the row anew each time: too dear for what runs per page.
CONFIRM = """
    update readings set looks = looks + (last_night < :night), last_night = max(last_night, :night), etag = :etag,
    last_modified = :last_modified, same = case body_hash when :body_hash then 'body' else 'text' end,
    body_hash = :body_hash where id = :id
"""

# What was read of an answer that says nothing new is confirmed unread; a reading that another has followed is not.
CONFIRM_SAME = """
    update readings set last_night = :night, looks = looks + 1, same = :fact
    where id in (select e.value from answers a, json_each(a.readings) e where a.site = :site and a.url = :url)
    and last_night < :night and not exists (
        select 1 from readings n where n.page = readings.page and n.source = readings.source and n.id > readings.id
    )
"""

KEEP_SAME = """
    update answers set night = :kept_night, etag = :etag, last_modified = :last_modified, proved = :proved
    where site = :site and url = :url
"""

SAID = "count(case when r.source != 'listing' or r.published is not null then 1 end)"
"""Readings that say more of a page than that a list page links to it."""

KNOWN = f"""
    select p.url, p.first_seen,
           max(case when r.source = 'page' then r.last_night end) as last_read,
           max(case when r.source = 'page' then r.first_night end) as changed,
           count(case when r.source = 'page' then 1 end) as texts,
           max(case when r.source != 'page' then r.modified end) as modified,
           max(case when r.source = 'page' then r.kind end) as kind,
           max(r.source in ('feed', 'rest', 'listing') and r.published is not null) as listed,
           max(substr(r.published, 1, 10)) as published,
           (select night from tried t where t.site = p.site and t.url = p.url) as last_tried
    from pages p join readings r on r.page = p.id where p.site = ? group by p.id having {SAID} > 0 order by p.id
"""  # noqa: S608 - the constant above

UNREAD_LINKS = f"""
    select p.url from pages p join readings r on r.page = p.id where p.site = :site
    and not exists (select 1 from tried t where t.site = p.site and t.url = p.url and not t.passing)
    group by p.id having {SAID} = 0 order by p.id
"""  # noqa: S608 - the constant above

# Links that had stood, were gone on the night before and are there again with an answer that says what it said.
RETURNED = """
    select distinct r.* from answers a, json_each(a.readings) e join readings r on r.id = e.value
    where a.site = :site and a.url in (select value from json_each(:urls))
    and r.source = 'listing' and r.looks >= :stood and r.last_night < :before
    and not exists (select 1 from readings n where n.page = r.page and n.source = r.source and n.id > r.id)
"""

FRONT_TEXT = """
    select r.title, r.text_hash from readings r join pages p on p.id = r.page
    where p.site = ? and p.url = ? and r.source = 'page' order by r.id desc limit 1
"""

TRIED = "select url, passing from tried where site = ? and night > ? and night <= ?"

HABITS = "select habits, night from habits where site = ? and night <= ? order by night desc, id desc limit 1"

# What a crawl noted that counts for nothing is not confirmed: it is not in the history.
LAST = f"""
    select r.*, p.url, p.site from readings r join pages p on p.id = r.page where r.id in (
        select max(l.id) from readings l join visits v on v.id = l.visit where l.page in (
            select id from pages where site = :site and url in (select value from json_each(:urls))
        ) and l.first_night <= :night and v.{OURS} group by l.page, l.source
    )
"""  # noqa: S608 - the constant above

COMMON_BLOCKS = """
    select b.value as block from readings r join pages p on p.id = r.page, json_each(r.blocks) b
    where r.source = 'page' and r.kind = 'content' and r.first_night <= ?1
    group by b.value having count(distinct p.site) >= ?2
"""

# Beside a text that many sites bear the one that bore it a night before all others, '' where several came first.
COPIED_TEXTS = f"""
    select text, max(iif(turn = 1 and night < after, site, '')) as first from (
        select text, site, night, row_number() over spread as turn, lead(night) over spread as after from (
            select r.text_hash as text, p.site as site, min(r.first_night) as night from readings r join pages p on p.id = r.page
            where r.source = 'page' and r.kind = 'content' and r.first_night <= ?1 and r.words > ?3
            group by r.text_hash, p.site
        ) window spread as (partition by text order by night, site)
    ) group by text having count(*) >= ?2
    union all
    select row, '' from (
        select site, group_concat(block) as row, count(*) as many from (
            select r.id, p.site, b.value as block
            from readings r join pages p on p.id = r.page, json_each(r.blocks) b
            where r.source = 'page' and r.kind = 'content' and r.first_night <= ?1 and r.words > ?3 and b.value in ({COMMON_BLOCKS})
            order by r.id, b.key
        ) group by id
    ) where many > 2 group by row having count(distinct site) >= ?2
"""  # noqa: S608 - the constant above

DISOWNED = f"select night from crawls where outcome = '{WRONG_CLOCK}'"  # noqa: S608 - the constant above
_BELIEVED = f"select max(v.night) from visits v join pages p on p.site = v.site where p.id = readings.page and v.{OURS}"  # noqa: S608 - as above
UNDO_DISOWNED = (
    f"""
    update readings set looks = max(looks - 1, 1), last_night = coalesce(({_BELIEVED} and v.night < readings.last_night), first_night)
    where last_night > first_night and last_night in ({DISOWNED})
    and ({_BELIEVED} and v.night = readings.last_night) is null
    """,  # noqa: S608 - as above
    *(
        f"delete from {table} where night in ({DISOWNED}) and not exists"  # noqa: S608 - as above
        f" (select 1 from visits v where v.site = {table}.site and v.night = {table}.night and v.{OURS})"
        for table in ("answers", "tried", "servers")
    ),
)
"""What a crawl on a wrong clock confirmed in place is taken back: its rows are passed by, what it moved would stand in the future."""
