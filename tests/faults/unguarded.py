"""Protections taken away one by one, in a process of a test's own, to show what each of them prevents."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from alerts.sending.outbox import Parcel


def without_outbox() -> None:
    """Send a message before it is stored, as a program without an outbox does."""
    from alerts import channels  # noqa: PLC0415 - in the child alone
    from alerts.sending import composing  # noqa: PLC0415 - in the child alone

    store = composing.put_all

    def hand_over(opened: Session, parcels: Sequence[Parcel]) -> int:
        for one in parcels:
            channels.send(one.delivery.body, one.delivery.address)
            one.delivery.state = "sent"
        return store(opened, parcels)

    composing.put_all = hand_over


def without_leases() -> None:
    """Take every holder of a lease for dead, as a program without leases takes whatever it finds."""
    from alerts.sending import outbox  # noqa: PLC0415
    from pipeline.workers import jobs  # noqa: PLC0415

    for module in (outbox, jobs):
        module.abandoned = lambda _: True  # type: ignore[assignment]


def without_memory() -> None:
    """Know of a lease only what the database says, which may have been away when it was to be given back."""
    from pipeline.workers import jobs  # noqa: PLC0415

    jobs._left = lambda _, job: jobs.abandoned(job.lease_holder or "")  # type: ignore[assignment] # noqa: SLF001


def without_immediate() -> None:
    """Begin transactions as SQLite does by itself, and not before the first read."""
    from pipeline import db  # noqa: PLC0415

    db._begin_immediate = lambda connection: connection.exec_driver_sql("BEGIN")  # type: ignore[assignment] # noqa: SLF001


def without_row_locks() -> None:
    """Read rows without locking them, as PostgreSQL does by itself."""
    from sqlalchemy.orm import Session as Opened  # noqa: PLC0415

    get = Opened.get
    Opened.get = lambda self, *one, **options: get(self, *one, **(options | {"with_for_update": None}))  # type: ignore[method-assign]


def elsewhere() -> None:
    """Hold leases as a process of another machine does, of whose death nobody here can know."""
    from pipeline.workers import leases  # noqa: PLC0415

    leases._here = lambda: "another-machine/1"  # type: ignore[assignment] # noqa: SLF001


def in_one_process() -> None:
    """Understand pages in the worker itself, which makes it die with them."""
    from pipeline import process  # noqa: PLC0415

    process.run = lambda work, items, **_: ((item, work(item)) for item in items)  # type: ignore[assignment]
