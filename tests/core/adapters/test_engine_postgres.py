"""The same engine on Postgres: another address in the settings, and nothing else changes."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from core.adapters import engine
from core.adapters.artifacts import Store
from core.adapters.locks import PostgresLocks
from core.models import Request, Source
from core.settings import Settings
from tests.fakes import MODEL, VIDEO_ID, Outside

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """Give the address of a Postgres server of our own; skip where none is installed."""
    if not (shutil.which("initdb") or Path("/usr/lib/postgresql").is_dir()):
        pytest.skip("Postgres is not installed")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    programs = found[-1].parent if found else Path(str(shutil.which("initdb"))).parent
    # It refuses to be run by an administrator.
    who = {"user": "postgres"} if os.getuid() == 0 else {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        if who:
            shutil.chown(folder, user="postgres")
        data = f"{folder}/data"
        initdb = [programs / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-N"]
        subprocess.run(initdb, check=True, capture_output=True, cwd=folder, **who)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        control = [programs / "pg_ctl", "-D", data, "-w", "-l", f"{folder}/log"]
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        subprocess.run([*control, "-o", options, "start"], check=True, cwd=folder, **who)
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/chapterwise"
        finally:
            engine.shutdown()
            subprocess.run([*control, "-m", "immediate", "stop"], check=True, cwd=folder, **who)


def test_a_run_goes_from_study_to_post(database: str, tmp_path: Path) -> None:
    """The database is made at the first start; files stay in the artifact store."""
    settings = Settings(data=str(tmp_path / "data"), database=database)
    services = Outside(store=Store(settings.data), settings=settings).services()
    running = engine.boot(services)
    run = services.runs.create(Source(kind="youtube", video_id=VIDEO_ID))
    running.start_study(run.id)
    studied = running.wait(run.id, 60)
    services.runs.save_request(run.id, Request(model=MODEL, cap_usd=Decimal(5)))
    running.start_write(run.id)
    written = running.wait(run.id, 60)

    assert (studied.stage, written.stage) == ("studied", "written")
    assert written.spent.calls == 3
    assert not (tmp_path / "data" / "engine").exists()


def test_a_held_lock_is_a_sign_of_life(database: str) -> None:
    """It ends with the connection, which a killed process cannot keep."""
    admin = database.replace("/chapterwise", "/postgres")
    one, other = PostgresLocks(admin), PostgresLocks(admin)
    one.hold("first")
    assert one.is_held()
    with other.try_lock("first") as is_dead:
        assert not is_dead
    one.release()
    assert not one.is_held()
    with other.try_lock("first") as is_dead:
        assert is_dead
    with other.try_lock("first") as is_dead:
        assert is_dead
