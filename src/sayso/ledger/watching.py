"""What watching keeps: a state for each feed, the queue of entries, the alerts that are still to arrive. Rows are packed by whoever knows their shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, insert, select, update

from sayso.ledger.watch_tables import watch_alert, watch_feed, watch_item


def feeds(connection: Connection) -> dict[str, bytes]:
    """The state of each feed that was ever asked, by its address."""
    return {row.url: row.row for row in connection.execute(select(watch_feed).order_by(watch_feed.c.url))}


def waiting(connection: Connection) -> list[bytes]:
    """The entries that wait, in the order in which they were queued."""
    return [row.row for row in connection.execute(select(watch_item).order_by(watch_item.c.number))]


def polled(connection: Connection, url: str, state: bytes, items: Mapping[str, bytes]) -> None:
    """Keeps a feed's new state and puts its new entries, by key, into the queue: both or neither."""
    connection.execute(delete(watch_feed).where(watch_feed.c.url == url))
    connection.execute(insert(watch_feed), {"url": url, "row": state})
    known = {row.key for row in connection.execute(select(watch_item.c.key))}
    rows = [{"key": key, "row": row} for key, row in items.items() if key not in known]
    if rows:
        connection.execute(insert(watch_item), rows)


def postponed(connection: Connection, key: str, row: bytes) -> None:
    """Puts an entry back with its new time."""
    connection.execute(update(watch_item).where(watch_item.c.key == key).values(row=row))


def done(connection: Connection, keys: Iterable[str]) -> None:
    """Strikes entries off the queue; called in the transaction that writes what they held."""
    for key in keys:
        connection.execute(delete(watch_item).where(watch_item.c.key == key))


def raise_alerts(connection: Connection, alerts: Mapping[str, bytes], targets: Iterable[str]) -> None:
    """Notes alerts, by key, for each target; one that was noted before is not noted again."""
    for target in targets:
        known = {row.key for row in connection.execute(select(watch_alert.c.key).where(watch_alert.c.target == target))}
        rows = [{"key": key, "target": target, "row": row, "delivered": 0} for key, row in alerts.items() if key not in known]
        if rows:
            connection.execute(insert(watch_alert), rows)


def undelivered(connection: Connection, target: str) -> list[bytes]:
    """The alerts that have not arrived at a target, the oldest first."""
    query = select(watch_alert.c.row).where(watch_alert.c.target == target, watch_alert.c.delivered == 0).order_by(watch_alert.c.number)
    return [row.row for row in connection.execute(query)]


def delivered(connection: Connection, key: str, target: str) -> None:
    """Marks an alert as arrived."""
    connection.execute(update(watch_alert).where(watch_alert.c.key == key, watch_alert.c.target == target).values(delivered=1))
