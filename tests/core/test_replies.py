"""Paid answers are asked for once, by one at a time, and are not lost on a full disk."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager, nullcontext
from decimal import Decimal

import pytest

from core.errors import StorageFailed, WriterUnavailable
from core.models import Reply, Usage
from core.replies import PaidReply, Replies
from tests.fakes import MODEL, MemoryStore

NAME = "artifacts/reply/ab.json"
USAGE = Usage(calls=1, cost_usd=Decimal("0.50"))
PAID = PaidReply(run_id="r", reply=Reply(text="Words.", model=MODEL, usage=USAGE))


def test_a_kept_answer_is_given_without_asking() -> None:
    """Another process, or an earlier one, may have paid for it."""
    store = MemoryStore()
    Replies().once(store, NAME, lambda: PAID)

    def ask() -> PaidReply:
        raise AssertionError("asked twice")

    assert Replies().kept(store, NAME) == PAID
    assert Replies().once(store, NAME, ask) == PAID


def test_askers_at_once_share_one_answer() -> None:
    """Two runs that need the same answer pay for it once."""
    store, replies, asked = MemoryStore(), Replies(), []
    begun, go_on = threading.Event(), threading.Event()

    def ask() -> PaidReply:
        asked.append(1)
        begun.set()
        go_on.wait(10)
        return PAID

    found: list[PaidReply] = []
    askers = [
        threading.Thread(target=lambda: found.append(replies.once(store, NAME, ask)))
        for _ in range(4)
    ]
    for asker in askers:
        asker.start()
    begun.wait(10)
    go_on.set()
    for asker in askers:
        asker.join()

    assert (len(asked), found) == (1, [PAID] * 4)


def test_other_answers_do_not_wait() -> None:
    """Only the same question is asked by one at a time."""
    store, replies = MemoryStore(), Replies()

    def ask_another() -> PaidReply:
        return replies.once(store, f"{NAME}2", lambda: PAID)

    assert replies.once(store, NAME, ask_another) == PAID


def test_an_answer_that_a_full_disk_refuses_is_not_paid_again() -> None:
    """It stays in memory; what it cost is known; and it is kept as soon as it can be."""
    store, replies, asked = MemoryStore(), Replies(), []

    def ask() -> PaidReply:
        asked.append(1)
        return PAID

    store.is_full = True
    with pytest.raises(StorageFailed) as caught:
        replies.once(store, NAME, ask)
    assert caught.value.usage == USAGE
    assert replies.kept(store, NAME) == PAID
    with pytest.raises(StorageFailed):
        replies.once(store, NAME, ask)
    store.is_full = False

    assert replies.once(store, NAME, ask) == PAID
    assert store.exists(NAME)
    assert len(asked) == 1


def test_a_failed_call_leaves_the_question_open() -> None:
    """The next asker asks again."""
    store, replies = MemoryStore(), Replies()

    def fail() -> PaidReply:
        raise WriterUnavailable("Overloaded.")

    with pytest.raises(WriterUnavailable):
        replies.once(store, NAME, fail)
    assert replies.once(store, NAME, lambda: PAID) == PAID


def test_one_that_another_process_asks_for_is_waited_for() -> None:
    """Its lock is held elsewhere; when it lets go, the answer is there and is not asked for."""
    store, replies = MemoryStore(), Replies()
    tried: list[str] = []

    def try_lock(name: str) -> AbstractContextManager[bool]:
        tried.append(name)
        Replies().once(store, NAME, lambda: PAID)
        return nullcontext(False)

    def ask() -> PaidReply:
        raise AssertionError("asked twice")

    replies.share(try_lock)
    assert replies.once(store, NAME, ask) == PAID
    assert tried == ["ab"]


def test_what_no_disk_took_is_handed_over_with_new_settings() -> None:
    """Typing another key makes other services; what is paid stays paid."""
    store, replies, heir = MemoryStore(), Replies(), Replies()
    store.is_full = True
    with pytest.raises(StorageFailed):
        replies.once(store, NAME, lambda: PAID)
    replies.hand_over(heir)

    assert heir.kept(store, NAME) == PAID
